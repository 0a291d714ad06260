"""Identity of a patient, for reports alone: never logged, never part of a `Scan`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PatientIdentity:
    """Identity and study, as a DICOM file states them or as they were typed.

    Every field may be empty. Dates read ``YYYY-MM-DD`` where the file kept to the standard, and
    otherwise as written.

    Attributes
    ----------
    name : str
        The alphabetic group of PatientName (0010,0010), readable: ``Family, Given Middle``.
    ideographic_name, phonetic_name : str
        Its second and third group (PS3.5 6.2.1.2), such as Chinese characters and Hangul.
    patient_id : str
        PatientID (0010,0020).
    birth_date : str
        PatientBirthDate (0010,0030).
    sex : str
        PatientSex (0010,0040): ``F``, ``M`` or ``O``.
    study_date : str
        StudyDate (0008,0020).
    accession_number : str
        AccessionNumber (0008,0050).
    institution : str
        InstitutionName (0008,0080).
    """

    name: str = ""
    ideographic_name: str = ""
    phonetic_name: str = ""
    patient_id: str = ""
    birth_date: str = ""
    sex: str = ""
    study_date: str = ""
    accession_number: str = ""
    institution: str = ""

    def __repr__(self) -> str:
        # A log or a traceback must not name anybody.
        return "PatientIdentity(...)"

    @property
    def is_empty(self) -> bool:
        """True if nothing at all is stated."""
        return self == PatientIdentity()

"""Identity of the patient, from the header of a DICOM scan."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from engine.patient import PatientIdentity
from engine.scan import Scan

_PATIENT_NAME: Final = "(0010,0010)"
_FIELDS: Final = {
    "patient_id": "(0010,0020)",
    "birth_date": "(0010,0030)",
    "sex": "(0010,0040)",
    "study_date": "(0008,0020)",
    "accession_number": "(0008,0050)",
    "institution": "(0008,0080)",
}
_DATES: Final = frozenset({"birth_date", "study_date"})


def patient_identity(scan: Scan) -> PatientIdentity | None:
    """Return the identity that the header of a scan states; None where it states nothing."""
    stated = {element.tag: element.text for element in reversed(scan.header) if not element.depth}
    groups = [_readable(group) for group in stated.get(_PATIENT_NAME, "").split("=")]
    name, ideographic, phonetic = (*groups, "", "", "")[:3]
    fields = {
        field: _date(text) if field in _DATES else text
        for field, tag in _FIELDS.items()
        if (text := stated.get(tag, "").strip())
    }
    found = PatientIdentity(
        name=name, ideographic_name=ideographic, phonetic_name=phonetic, **fields
    )
    return None if found.is_empty else found


def _readable(group: str) -> str:
    """Put the components of a person's name (PS3.5 6.2.1.1) in the order of a register."""
    parts = [" ".join(part.split()) for part in group.split("^")]
    family, given, middle, prefix, suffix = (*parts, "", "", "", "", "")[:5]
    forenames = " ".join(part for part in (prefix, given, middle) if part)
    return ", ".join(part for part in (family, forenames, suffix) if part)


def _date(written: str) -> str:
    """Return a date (PS3.5 6.2, VR DA) as ISO 8601; whatever is no date as it is written."""
    if not re.fullmatch(r"\d{8}", written):
        return written
    try:
        return dt.date(int(written[:4]), int(written[4:6]), int(written[6:])).isoformat()
    except ValueError:
        return written

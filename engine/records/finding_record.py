"""Record of a finding: one file's answer as plain data, and the forms in which it is written.

The forms of ``classify --json``, of the CSV of a batch, of its journal and of the history all come
from the declaration of `FindingRecord`: a new field is declared there, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from engine.errors import UserFacingError
from engine.finding import Finding, ModelIdentity, OperatingPoint, Reason, Status
from engine.messages.catalogue import restored, stored
from engine.records.forms import Form, by_class, chosen, in_parts, plain
from engine.scan import Scan

# The identifiers of the sentences of the reason, beside their English.
_MESSAGES: Final = "messages"
# Fields are declared in the order of the columns of a table; in JSON these come first.
_FIRST_IN_JSON: Final = ("path", "status", "modality", "model")


def _written(form: Form) -> Mapping[str, Form]:
    return {"form": form}


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """Finding for one file, or the reason why there is none, as plain data.

    Attributes
    ----------
    path : str
        The folder as it was given, and the path below it.
    status : Status
        Of the finding, or ``UNREADABLE``.
    modality : str or None
        What the scan was read as.
    class_name : str or None
        The most probable class; not the answer where the status is ``INCONCLUSIVE``.
    confidence : float or None
        Calibrated probability of ``class_name``, from 0 to 1.
    probabilities : dict
        Calibrated probability of each class, from 0 to 1; empty without an answer.
    malignancy_probability : float or None
        Calibrated, from 0 to 1.
    operating_point : OperatingPoint or None
        The threshold in force.
    model : ModelIdentity or None
        The model that answered.
    frame : int or None
        Index of the frame that the record is about, from 0; None for a file that was not read.
    frames : int or None
        Number of frames of the file.
    reason : Reason or None
        Why there is no plain answer, and what to do; None with ``OK``.
    patient : str or None
        What is the same for all scans of a patient: PatientID if identity was asked for, else a
        token that means nothing outside its journal. None where the file states none.
    laterality, view : str or None
        DICOM ImageLaterality and ViewPosition, where the file states them.
    """

    path: str = field(metadata=_written(plain("path")))
    status: Status = field(metadata=_written(chosen("status", Status)))
    modality: str | None = field(default=None, metadata=_written(plain("modality")))
    class_name: str | None = field(default=None, metadata=_written(plain("class")))
    confidence: float | None = field(default=None, metadata=_written(plain("confidence")))
    probabilities: dict[str, float] = field(
        default_factory=dict, metadata=_written(by_class("probabilities", "probability"))
    )
    malignancy_probability: float | None = field(
        default=None, metadata=_written(plain("malignancy_probability", stored_as="malignancy"))
    )
    operating_point: OperatingPoint | None = field(
        default=None,
        metadata=_written(
            in_parts(
                "operating_point",
                OperatingPoint,
                ("operating_point", "operating_point_threshold", "operating_point_sensitivity"),
                stored_as="point",
            )
        ),
    )
    model: ModelIdentity | None = field(
        default=None,
        metadata=_written(
            in_parts("model", ModelIdentity, ("model_name", "model_version", "model_sha256"))
        ),
    )
    frame: int | None = field(default=None, metadata=_written(plain("frame")))
    frames: int | None = field(default=None, metadata=_written(plain("frames", in_json=False)))
    reason: Reason | None = field(
        default=None,
        metadata=_written(
            in_parts("error", Reason, ("error_summary", "error_hint"), absent=["", ""])
        ),
    )
    patient: str | None = field(
        default=None,
        repr=False,
        metadata=_written(plain("patient", in_json=False, is_identity=True)),
    )
    laterality: str | None = field(
        default=None, metadata=_written(plain("laterality", in_json=False, is_identity=True))
    )
    view: str | None = field(
        default=None, metadata=_written(plain("view", in_json=False, is_identity=True))
    )

    @property
    def is_suspicious(self) -> bool | None:
        """Whether the malignancy probability reaches the operating point; None without one."""
        if self.malignancy_probability is None or self.operating_point is None:
            return None
        return self.malignancy_probability >= self.operating_point.threshold

    def as_json(self) -> dict[str, Any]:
        """Return the record as plain data, the form of ``classify --json``."""
        found = {
            form.name: form.to_json(getattr(self, name)) for name, form in FORMS if form.in_json
        }
        return {key: found[key] for key in dict.fromkeys((*_FIRST_IN_JSON, *found))}

    def to_stored(self) -> str:
        """Return everything but the path as JSON, exact to the last bit of every number."""
        content = {form.stored_as: form.to_stored(getattr(self, name)) for name, form in _STORED}
        if self.reason is not None:
            # Older versions read the English and leave this aside.
            content[_MESSAGES] = [stored(self.reason.summary), stored(self.reason.hint)]
        return json.dumps(content, allow_nan=False)


FORMS: Final[tuple[tuple[str, Form], ...]] = tuple(
    (each.name, each.metadata["form"]) for each in fields(FindingRecord)
)
"""Form of each field by its name, in the order of the columns of a table."""
_STORED: Final = tuple(item for item in FORMS if item[0] != "path")


def from_stored(path: str, text: str) -> FindingRecord:
    """Return the record that `FindingRecord.to_stored` wrote.

    What an older version of the program did not write yet is as if it were not known.

    Raises
    ------
    TypeError, ValueError
        If the text is anything else.
    """
    content: dict[str, Any] = json.loads(text)
    known = {
        name: form.from_stored(content[form.stored_as])
        for name, form in _STORED
        if form.stored_as in content
    }
    reason, messages = known.get("reason"), content.get(_MESSAGES)
    if reason is not None and messages is not None:
        known["reason"] = Reason(*map(restored, (reason.summary, reason.hint), messages))
    return FindingRecord(path=path, **known)


def record_of_error(path: str, error: UserFacingError) -> FindingRecord:
    """Return the record of a file that could not be read."""
    return FindingRecord(path, Status.UNREADABLE, reason=Reason(error.summary, error.hint))


def record_of_finding(
    path: str, scan: Scan, finding: Finding, patient: str | None = None
) -> FindingRecord:
    """Return the record of a file that was read.

    Parameters
    ----------
    path : str
        As it is to be shown.
    scan : Scan
        What was read.
    finding : Finding
        The answer for the frame that the record is about.
    patient : str or None
        See `FindingRecord.patient`.
    """
    return FindingRecord(
        path=path,
        status=finding.status,
        modality=None if finding.modality is None else str(finding.modality),
        class_name=finding.class_name,
        confidence=finding.confidence,
        probabilities=dict(finding.probabilities),
        malignancy_probability=finding.malignancy_probability,
        operating_point=finding.operating_point,
        model=finding.model,
        frame=finding.frame,
        frames=scan.frames,
        reason=finding.reason,
        patient=patient,
        laterality=None if scan.laterality is None else str(scan.laterality),
        view=scan.view,
    )

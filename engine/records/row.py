"""One row of a batch: what became of one file, as plain data."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

from engine.errors import UserFacingError
from engine.finding import Finding, ModelIdentity, OperatingPoint, Status
from engine.messages import catalogue
from engine.scan import Scan


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What became of one file.

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
    confidence, malignancy_probability : float or None
        Calibrated, from 0 to 1.
    probabilities : dict
        Calibrated probability of each class, from 0 to 1; empty without an answer.
    operating_point : OperatingPoint or None
        The threshold in force.
    model : ModelIdentity or None
        Which model answered.
    frame : int or None
        Index of the frame that the row is about, from 0: the most suspicious one.
    frames : int or None
        Number of frames that were read.
    error_summary, error_hint : str
        Why there is no plain answer, and what to do; empty with ``OK``.
    laterality, view : str or None
        DICOM ImageLaterality and ViewPosition, where the file states them.
    patient : str or None
        What is the same for all scans of a patient: PatientID if the batch was asked for identity,
        else a token that means nothing outside its journal. None where the file states none.
    """

    path: str
    status: Status
    modality: str | None = None
    class_name: str | None = None
    confidence: float | None = None
    malignancy_probability: float | None = None
    probabilities: dict[str, float] = field(default_factory=dict)
    operating_point: OperatingPoint | None = None
    model: ModelIdentity | None = None
    frame: int | None = None
    frames: int | None = None
    error_summary: str = ""
    error_hint: str = ""
    laterality: str | None = None
    view: str | None = None
    patient: str | None = field(default=None, repr=False)

    @property
    def is_suspicious(self) -> bool | None:
        """Whether the malignancy probability reaches the operating point; None without one."""
        if self.malignancy_probability is None or self.operating_point is None:
            return None
        return self.malignancy_probability >= self.operating_point.threshold

    def as_record(self) -> dict[str, Any]:
        """Return the row in the form of ``classify --json``."""
        point, model = self.operating_point, self.model
        is_plain = not (self.error_summary or self.error_hint)
        return {
            "path": self.path,
            "status": str(self.status),
            "modality": self.modality,
            "model": None if model is None else asdict(model),
            "class": self.class_name,
            "confidence": self.confidence,
            "probabilities": dict(self.probabilities),
            "malignancy_probability": self.malignancy_probability,
            "operating_point": None if point is None else asdict(point),
            "frame": self.frame,
            "error": None if is_plain else {"summary": self.error_summary, "hint": self.error_hint},
        }


def row_of_error(path: str, error: UserFacingError) -> BatchRow:
    """Return the row of a file that could not be read."""
    return BatchRow(path, Status.UNREADABLE, error_summary=error.summary, error_hint=error.hint)


def row_of_finding(path: str, scan: Scan, finding: Finding, patient: str | None) -> BatchRow:
    """Return the row of a file that was read.

    Parameters
    ----------
    path : str
        As it is to be shown.
    scan : Scan
        What was read.
    finding : Finding
        The answer for the frame that the row is about.
    patient : str or None
        See `BatchRow.patient`.
    """
    reason = finding.reason
    return BatchRow(
        path=path,
        status=finding.status,
        modality=None if finding.modality is None else str(finding.modality),
        class_name=finding.class_name,
        confidence=finding.confidence,
        malignancy_probability=finding.malignancy_probability,
        probabilities=dict(finding.probabilities),
        operating_point=finding.operating_point,
        model=finding.model,
        frame=finding.frame,
        frames=scan.frames,
        error_summary="" if reason is None else reason.summary,
        error_hint="" if reason is None else reason.hint,
        laterality=None if scan.laterality is None else str(scan.laterality),
        view=scan.view,
        patient=patient,
    )


def to_json(row: BatchRow) -> str:
    """Return everything but the path as JSON, exact to the last bit of every number."""
    point, model = row.operating_point, row.model
    content = {
        "status": str(row.status),
        "modality": row.modality,
        "class": row.class_name,
        "confidence": row.confidence,
        "malignancy": row.malignancy_probability,
        "probabilities": row.probabilities,
        "point": None if point is None else [point.name, point.threshold, point.sensitivity],
        "model": None if model is None else [model.name, model.version, model.sha256],
        "frame": row.frame,
        "frames": row.frames,
        "error": [row.error_summary, row.error_hint],
        # Older versions read the English above and leave this aside.
        "messages": [catalogue.stored(row.error_summary), catalogue.stored(row.error_hint)],
        "laterality": row.laterality,
        "view": row.view,
        "patient": row.patient,
    }
    return json.dumps(content, allow_nan=False)


def from_json(path: str, text: str) -> BatchRow:
    """Return the row that `to_json` wrote.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the text is anything else.
    """
    content: dict[str, Any] = json.loads(text)
    point, model = content["point"], content["model"]
    # Rows of older versions hold the English alone.
    messages = content.get("messages", (None, None))
    summary, hint = map(catalogue.restored, content["error"], messages)
    return BatchRow(
        path=path,
        status=Status(content["status"]),
        modality=content["modality"],
        class_name=content["class"],
        confidence=content["confidence"],
        malignancy_probability=content["malignancy"],
        probabilities={sys.intern(key): value for key, value in content["probabilities"].items()},
        operating_point=None if point is None else OperatingPoint(*point),
        model=None if model is None else ModelIdentity(*map(sys.intern, model)),
        frame=content["frame"],
        frames=content["frames"],
        error_summary=summary,
        error_hint=hint,
        laterality=content["laterality"],
        view=content["view"],
        patient=content["patient"],
    )

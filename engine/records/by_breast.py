"""Rows of a batch, gathered by patient and breast where the files state them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.finding import Status
from engine.records.csv_table import write_table
from engine.records.finding_record import FindingRecord

_HEADER: Final = (
    "patient",
    "laterality",
    "scans",
    "ok",
    "inconclusive",
    "out_of_scope",
    "suspicious",
    "malignancy_probability",
    "path",
    "frame",
)


@dataclass(slots=True)
class Breast:
    """Findings in one breast of one patient.

    Attributes
    ----------
    patient : str
        PatientID if the batch was asked for identity, else a number that counts the patients.
    laterality : str
        ``L``, ``R``, ``B`` or ``U``; empty where the files do not say.
    scans, ok, inconclusive, out_of_scope : int
        Number of files that were read, and how many of them had that status.
    suspicious : int
        How many reached the operating point.
    worst : FindingRecord or None
        The row with the highest malignancy probability; None without an answer.
    """

    patient: str
    laterality: str
    scans: int = 0
    ok: int = 0
    inconclusive: int = 0
    out_of_scope: int = 0
    suspicious: int = 0
    worst: FindingRecord | None = None

    def add(self, row: FindingRecord) -> None:
        """Count a row in."""
        self.scans += 1
        self.ok += row.status is Status.OK
        self.inconclusive += row.status is Status.INCONCLUSIVE
        self.out_of_scope += row.status is Status.OUT_OF_SCOPE
        self.suspicious += bool(row.is_suspicious)
        if _malignancy(row) > _malignancy(self.worst):
            self.worst = row


def by_patient(rows: Iterable[FindingRecord], *, identity: bool) -> list[Breast]:
    """Gather rows by patient and breast, in the order in which the patients first occur.

    Parameters
    ----------
    rows : iterable of FindingRecord
        Those whose file does not state a patient are left out.
    identity : bool
        Whether patients are called by their PatientID, and not by a number.
    """
    patients: dict[str, dict[str, Breast]] = {}
    for row in rows:
        if row.patient is None:
            continue
        breasts = patients.setdefault(row.patient, {})
        side = row.laterality or ""
        breasts.setdefault(side, Breast(row.patient, side)).add(row)
    for number, breasts in enumerate(patients.values(), start=1):
        for breast in breasts.values():
            breast.patient = breast.patient if identity else str(number)
    return [breasts[side] for breasts in patients.values() for side in sorted(breasts)]


def write_rollup(target: Path, breasts: Iterable[Breast]) -> None:
    """Write the breasts of the patients as CSV, whole or not at all.

    Raises
    ------
    UserFacingError
        If it cannot be written.
    """
    write_table(target, _HEADER, map(_cells, breasts))


def rollup_of(output: Path) -> Path:
    """Return where the roll-up of an output lies: beside it."""
    return output.with_name(f"{output.stem}-patients.csv")


def _cells(breast: Breast) -> list[str | float | int | None]:
    worst = breast.worst
    return [
        breast.patient,
        breast.laterality,
        breast.scans,
        breast.ok,
        breast.inconclusive,
        breast.out_of_scope,
        breast.suspicious,
        None if worst is None else worst.malignancy_probability,
        None if worst is None else worst.path,
        None if worst is None else worst.frame,
    ]


def _malignancy(row: FindingRecord | None) -> float:
    if row is None or row.malignancy_probability is None:
        return -1.0
    return row.malignancy_probability

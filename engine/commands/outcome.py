"""Outcome of ``classify`` for one file: a finding, or the error that stood in its way."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import FileAccessError, UserFacingError
from engine.finding import Finding, Status
from engine.interfaces import FindingReader, OpenScan
from engine.messages import commands
from engine.records.finding_record import FindingRecord, record_of_error, record_of_finding
from engine.scan import Modality, Scan


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One file and its finding, or why there is none.

    Attributes
    ----------
    path : str
        As it was given.
    scan : Scan or None
        None if the file could not be read.
    finding : Finding or None
        None if ``error`` is set.
    error : UserFacingError or None
        None if ``finding`` is set.
    timing : mapping or None
        Seconds of each stage, where somebody asked for them.
    """

    path: str
    scan: Scan | None
    finding: Finding | None
    error: UserFacingError | None
    timing: Mapping[str, float] | None = None

    @property
    def status(self) -> Status:
        """The finding's status, or that there is none."""
        return Status.UNREADABLE if self.finding is None else self.finding.status

    @property
    def record(self) -> FindingRecord:
        """The outcome as plain data."""
        if self.error is not None:
            return record_of_error(self.path, self.error)
        if self.scan is None or self.finding is None:
            raise ValueError("an outcome has a finding or an error")
        return record_of_finding(self.path, self.scan, self.finding)

    def as_json(self) -> dict[str, Any]:
        """Return the outcome in the form of ``classify --json``."""
        if self.timing is None:
            return self.record.as_json()
        times = {name: round(1000 * seconds, 3) for name, seconds in self.timing.items()}
        return {**self.record.as_json(), "timing_ms": times}


def classify_file(
    path: str, reader: FindingReader, open_scan: OpenScan, modality: Modality | None = None
) -> Outcome:
    """Read one file and classify its first frame; whatever is wrong with it is an outcome.

    Parameters
    ----------
    path : str
        The file.
    reader : FindingReader
        Answers for the scan.
    open_scan : callable
        Opens the file; raises `UserFacingError` if it cannot.
    modality : Modality or None
        The kind of scan; None to go by the file itself.
    """
    try:
        _refuse_folder(path)
        scan = open_scan(Path(path))
        return Outcome(path, scan, reader.classify(scan, modality), None)
    except UserFacingError as error:
        return Outcome(path, None, None, error)


def _refuse_folder(path: str) -> None:
    # Path.is_dir() raises where the name is too long or its folder may not be looked into.
    if not path or os.path.isdir(path):  # noqa: PTH112
        raise FileAccessError(
            commands.A_FOLDER if path else commands.NO_NAME, commands.NAME_SCANS, Path(path)
        )

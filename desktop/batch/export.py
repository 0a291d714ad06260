"""Files of a batch: the rows as CSV, and their summary as PDF."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from desktop.jobs import Cancelled, OnProgress
from desktop.system.paths import resources_dir
from engine.batch.reports import thumbnails, write_summary
from engine.interfaces import OpenScan
from engine.records.by_breast import by_patient, rollup_of, write_rollup
from engine.records.csv_table import write_csv
from engine.records.finding_record import FindingRecord


def export_csv(
    target: Path, rows: Sequence[FindingRecord], _progress: OnProgress, _cancelled: Cancelled
) -> Path:
    """Write the rows as CSV, and beside it the roll-up by patient if the files state patients.

    Raises
    ------
    UserFacingError
        If a file cannot be written.
    """
    ordered = _ordered(rows)
    write_csv(target, lambda: ordered)
    breasts = by_patient(ordered, identity=False)
    if breasts:
        write_rollup(rollup_of(target), breasts)
    return target


def export_report(
    target: Path,
    rows: Sequence[FindingRecord],
    name: str,
    open_scan: OpenScan,
    _progress: OnProgress,
    _cancelled: Cancelled,
) -> Path:
    """Write the summary of the rows as PDF, with pictures of the most suspicious scans.

    Raises
    ------
    UserFacingError
        If the file cannot be written.
    """
    ordered = _ordered(rows)
    frames = {row.path: row.frame or 0 for row in ordered}
    picture_of = thumbnails(open_scan, frames.__getitem__)
    write_summary(target, ordered, name, resources_dir(), picture_of)
    return target


def _ordered(rows: Sequence[FindingRecord]) -> list[FindingRecord]:
    # The order of `second-reader batch`, whatever order the rows arrived in.
    return sorted(rows, key=lambda row: os.fsencode(row.path))

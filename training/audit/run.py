"""Audit of a data set, from its files to the report."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from training.audit.leaks import assign_parts, find_leaks
from training.audit.measure import measure_files
from training.audit.pairs import find_all_duplicates
from training.audit.report import Report
from training.audit.shortcuts import find_shortcuts
from training.datasets.layout import OpenedDataset


def audit(
    dataset: OpenedDataset,
    split: Path | None = None,
    on_file: Callable[[int, Path], None] = lambda _index, _path: None,
) -> Report:
    """Look for everything that makes figures measured on a data set untrue.

    Parameters
    ----------
    dataset : OpenedDataset
        From `training.datasets.open_dataset`.
    split : Path or None
        A file with a split to check; else the data set's own one is, where it has any.
    on_file : callable
        Called with the position, from 1, and the path of each file.

    Raises
    ------
    UserFacingError
        If the split cannot be read. Files of the data set that cannot are findings, not errors.
    """
    cases = dataset.cases
    paths = [Path(os.path.relpath(case.image, dataset.root)).as_posix() for case in cases]
    assigned = assign_parts(cases, paths, split)
    files = measure_files([case.image for case in cases], on_file)
    duplicates = find_all_duplicates(files)
    return Report(
        name=dataset.name,
        cases=cases,
        paths=paths,
        files=files,
        duplicates=duplicates,
        leaks=None if assigned is None else find_leaks(cases, assigned, duplicates),
        shortcuts=find_shortcuts(cases, files),
    )

"""``second-reader classify``: scans in, a table or lines of JSON out."""

from __future__ import annotations

import argparse
import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from engine.cli import AUTO
from engine.heatmap_files import write_heatmap
from engine.outcome import Classifier, ScanReader, classify_file
from engine.printers import JsonPrinter, Printer, TablePrinter
from engine.progress import Progress
from engine.scan import Modality
from engine.table import printable


def run_classify(
    arguments: argparse.Namespace,
    classifier: Classifier,
    read_scan: ScanReader,
    output: TextIO,
    messages: TextIO,
) -> int:
    """Carry out ``classify``.

    Parameters
    ----------
    arguments : argparse.Namespace
        As parsed by what `engine.cli.describe_classify` described.
    classifier : Classifier
        Answers for the scans.
    read_scan : callable
        Opens a file; raises `UserFacingError` if it cannot.
    output, messages : TextIO
        Standard output and standard error.

    Returns
    -------
    int
        Exit status: 0 if every file was read, 1 if some were not, 2 for wrong usage.

    Raises
    ------
    UserFacingError
        If a heatmap cannot be written.
    """
    folder: Path | None = arguments.heatmaps
    if folder is not None and not _made(folder, messages):
        return 2
    modality = None if arguments.modality == AUTO else Modality(arguments.modality)
    paths = expanded(arguments.paths, shell_expands=os.name != "nt")
    printer: Printer = JsonPrinter(output) if arguments.json else TablePrinter(output)
    progress = Progress(messages, len(paths))
    everything_read = True
    try:
        for step, path in enumerate(paths, start=1):
            progress.show(step, path)
            outcome = classify_file(path, classifier, read_scan, modality)
            everything_read &= outcome.finding is not None
            progress.clear()
            printer.add(outcome)
            if folder is not None and outcome.scan and outcome.finding:
                write_heatmap(outcome.scan, outcome.finding, folder)
    finally:
        # Also after Ctrl+C: what has been read so far is worth seeing.
        progress.clear()
        printer.finish()
    return 0 if everything_read else 1


def expanded(paths: Sequence[str], *, shell_expands: bool) -> list[str]:
    """Return the paths with patterns such as ``*.jpg`` replaced by the files they match.

    Only Windows, whose shells leave that to the program, needs it. A pattern that matches nothing
    stays, to be reported as a missing file.
    """
    if shell_expands:
        return list(paths)
    return [name for path in paths for name in _matches(path)]


def _matches(path: str) -> list[str]:
    # Path.exists() raises where a server is gone, and Path.glob() takes no absolute pattern.
    if os.path.exists(path):  # noqa: PTH110
        return [path]
    return sorted(glob.glob(path)) or [path]  # noqa: PTH207


def _made(folder: Path, messages: TextIO) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        messages.write(
            f"second-reader classify: the folder for the heatmaps cannot be made: {reason}: "
            f"{printable(str(folder))}\n"
        )
        return False
    return True

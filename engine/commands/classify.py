"""``second-reader classify``: scans in, a table or lines of JSON out."""

from __future__ import annotations

import argparse
import contextlib
import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from engine.commands.arguments import AUTO
from engine.commands.outcome import Outcome, classify_file
from engine.commands.printers import JsonPrinter, Printer, TablePrinter
from engine.commands.progress import Progress
from engine.interfaces import FindingReader, OpenScan
from engine.model.heatmap_files import write_heatmap
from engine.scan import Modality
from engine.system.timing import recorded_stages, since_start
from engine.terminal_text import printable


def run_classify(
    arguments: argparse.Namespace,
    reader: FindingReader,
    open_scan: OpenScan,
    output: TextIO,
    messages: TextIO,
    warm_up: Callable[[], object] = lambda: None,
) -> int:
    """Carry out ``classify``.

    Parameters
    ----------
    arguments : argparse.Namespace
        As parsed by what `engine.commands.arguments.describe_classify` described.
    reader : FindingReader
        Answers for the scans.
    open_scan : callable
        Opens a file; raises `UserFacingError` if it cannot.
    output, messages : TextIO
        Standard output and standard error.
    warm_up : callable
        Begins what the first answer would have to wait for.

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
        with _times(arguments) as times:
            warm_up()
            for step, path in enumerate(paths, start=1):
                progress.show(step, path)
                outcome = classify_file(path, reader, open_scan, modality)
                everything_read &= outcome.finding is not None
                progress.clear()
                _hand_over(outcome, folder, printer, times)
                _tell_times(path, times, messages if not arguments.json else None)
    finally:
        # Also after Ctrl+C: what has been read so far is worth seeing.
        progress.clear()
        printer.finish()
    return 0 if everything_read else 1


def _hand_over(
    outcome: Outcome, folder: Path | None, printer: Printer, times: dict[str, float] | None
) -> None:
    try:
        if folder is not None and outcome.scan and outcome.finding:
            write_heatmap(outcome.scan, outcome.finding, folder)
    finally:
        # A finding is printed even if its heatmap cannot be written.
        printer.add(_timed(outcome, times))


@contextlib.contextmanager
def _times(arguments: argparse.Namespace) -> Iterator[dict[str, float] | None]:
    if not arguments.timing:
        yield None
        return
    with recorded_stages() as times:
        # The first file is charged with the start, and with loading what answers for it.
        times["start"] = since_start()
        yield times


def _timed(outcome: Outcome, times: dict[str, float] | None) -> Outcome:
    return outcome if times is None else replace(outcome, timing=dict(times))


def _tell_times(path: str, times: dict[str, float] | None, messages: TextIO | None) -> None:
    if times is None:
        return
    if messages is not None:
        parts = [f"{name} {1000 * seconds:.1f}" for name, seconds in times.items()]
        total = 1000 * sum(times.values())
        messages.write(f"{printable(path)}: {', '.join(parts)}; together {total:.1f} ms\n")
    times.clear()


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

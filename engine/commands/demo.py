"""``second-reader demo``: the demonstration scans in, a table, heatmaps and a PDF out."""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TextIO

from engine.commands.outcome import Outcome, classify_file
from engine.commands.printers import TablePrinter
from engine.commands.progress import Progress
from engine.commands.report import ReportContext, report_scans
from engine.errors import UserFacingError
from engine.messages import commands
from engine.model.heatmap_files import write_heatmap
from engine.terminal_text import aligned, printable

_PROGRAM: Final = "second-reader demo"
_SCANS: Final = (
    "ultrasound_phantom.png",
    "ultrasound_cine.dcm",
    "mammogram_phantom.dcm",
    "thermogram_phantom.png",
)
_FOLDER: Final = "second-reader-demo"
_REPORT: Final = "demonstration-report.pdf"


def run_demo(
    arguments: argparse.Namespace,
    context: ReportContext,
    output: TextIO,
    messages: TextIO,
    warm_up: Callable[[], object] = lambda: None,
) -> int:
    """Carry out ``demo``.

    Parameters
    ----------
    arguments : argparse.Namespace
        As parsed by what `engine.commands.arguments.describe_demo` described.
    context : ReportContext
        Parts of the program that it works with.
    output, messages : TextIO
        Standard output and standard error.
    warm_up : callable
        Begins what the first answer would have to wait for.

    Returns
    -------
    int
        Exit status: 0 if every demonstration scan was read, 1 if some were not, 2 if the folder
        cannot be made.

    Raises
    ------
    UserFacingError
        If a heatmap or the report cannot be written, or no scan could be read.
    """
    try:
        folder = _made(arguments.output)
    except UserFacingError as error:
        messages.write(f"{_PROGRAM}: {error}\n")
        return 2
    output.write(f"{commands.DEMONSTRATION}\n\n")
    output.flush()
    warm_up()
    progress = Progress(messages, len(_SCANS))
    printer = TablePrinter(output)
    try:
        outcomes = list(_outcomes(context, printer, progress))
    finally:
        progress.clear()
        printer.finish()
    read = [outcome for outcome in outcomes if outcome.finding is not None]
    if not read:
        raise UserFacingError(commands.NO_SCAN_READ)
    _print_files(folder, _written(folder, read, context, progress), output)
    return 0 if len(read) == len(outcomes) else 1


def _made(folder: Path | None) -> Path:
    if folder is None:
        with contextlib.suppress(OSError):
            Path(_FOLDER).mkdir(exist_ok=True)
        if Path(_FOLDER).is_dir() and os.access(_FOLDER, os.W_OK):
            return Path(_FOLDER).absolute()
        # Nothing may be written here, as in some containers; the demonstration runs all the same.
        folder = Path(tempfile.gettempdir()) / f"{_FOLDER}-{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserFacingError(
            commands.NO_DEMO_FOLDER(folder=printable(str(folder)), reason=reason),
            commands.NAME_WITH_OUTPUT,
        ) from error
    return folder.absolute()


def _outcomes(
    context: ReportContext, printer: TablePrinter, progress: Progress
) -> Iterator[Outcome]:
    for step, name in enumerate(_SCANS, start=1):
        progress.show(step, name)
        path = str(context.resources / "demo" / name)
        outcome = classify_file(path, context.reader, context.open_scan)
        # The path of the program's own files would only widen the table.
        printer.add(replace(outcome, path=name))
        yield outcome


def _written(
    folder: Path, outcomes: list[Outcome], context: ReportContext, progress: Progress
) -> list[tuple[str, str]]:
    """Write the files, and return the name and the contents of each."""
    # Loaded here, so that the table need not wait for it.
    from engine.report import ReportOptions, write_report

    progress.say("Writing heatmaps and report …")
    options = ReportOptions(context.resources, institution=commands.DEMO_HEAD)
    write_report(folder / _REPORT, report_scans(outcomes, context.reader), options)
    files = [(_REPORT, "the report of all scans, with their heatmaps")]
    for outcome in outcomes:
        if outcome.scan is None or outcome.finding is None:
            continue
        name = f"{Path(outcome.path).stem}-heatmap.png"
        if write_heatmap(outcome.scan, outcome.finding, folder, name) is not None:
            files.append((name, f"heatmap for “{outcome.finding.explained_class}”"))
    progress.clear()
    return files


def _print_files(folder: Path, files: list[tuple[str, str]], output: TextIO) -> None:
    lines = aligned([(f"  {name}", contents) for name, contents in files])
    written = "\n".join(["", f"Written to {printable(str(folder))}:", *lines])
    output.write(f"{written}\n\n{commands.OWN_SCANS}\n")

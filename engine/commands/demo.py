"""``second-reader demo``: the demonstration scans in, a table, heatmaps and a PDF out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, TextIO

from engine.commands.outcome import Outcome, classify_file
from engine.commands.printers import TablePrinter
from engine.commands.progress import Progress
from engine.commands.report import ReportContext, report_scans
from engine.errors import FileAccessError
from engine.messages import commands
from engine.model.heatmap_files import write_heatmap
from engine.terminal_text import aligned, printable

REPORT_NAME: Final = "report.pdf"
_SCANS: Final = (
    "ultrasound_phantom.png",
    "ultrasound_cine.dcm",
    "mammogram_phantom.dcm",
    "thermogram_phantom.png",
)


def run_demo(
    folder: Path,
    context: ReportContext,
    output: TextIO,
    messages: TextIO,
    warm_up: Callable[[], object] = lambda: None,
) -> int:
    """Carry out ``demo``.

    Parameters
    ----------
    folder : Path
        For what is written; made if it is missing.
    context : ReportContext
        Opens and answers for the scans; its resources hold them.
    output, messages : TextIO
        Standard output and standard error.
    warm_up : callable
        Begins what the first answer would have to wait for.

    Returns
    -------
    int
        Exit status: 0 if every scan was read, else 1.

    Raises
    ------
    UserFacingError
        If the folder cannot be made, or nothing can be written to it.
    """
    _make(folder)
    warm_up()
    printer = TablePrinter(output)
    progress = Progress(messages, len(_SCANS))
    outcomes, written = [], []
    for step, name in enumerate(_SCANS, start=1):
        progress.show(step, name)
        outcome = classify_file(
            str(context.resources / "demo" / name), context.reader, context.open_scan
        )
        progress.clear()
        outcomes.append(outcome)
        # Where the program is installed says nothing here.
        printer.add(replace(outcome, path=name))
        if outcome.scan is not None and outcome.finding is not None:
            target = f"{Path(name).stem}-heatmap.png"
            heatmap = write_heatmap(outcome.scan, outcome.finding, folder, target)
            written += [] if heatmap is None else [(heatmap.name, f"{name} with its heatmap")]
    printer.finish()
    written += _report(folder, outcomes, context)
    _show_written(folder, written, output)
    return 0 if all(outcome.finding is not None for outcome in outcomes) else 1


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise FileAccessError(
            commands.NO_DEMO_FOLDER(reason=reason), commands.NAME_WITH_OUTPUT, folder
        ) from error


def _report(folder: Path, outcomes: list[Outcome], context: ReportContext) -> list[tuple[str, str]]:
    from engine.report import ReaderStatement, ReportOptions, write_report

    scans = report_scans(outcomes, context.reader.models(), ReaderStatement())
    if not scans:
        return []
    write_report(folder / REPORT_NAME, scans, ReportOptions(resources=context.resources))
    noun = "scan" if len(scans) == 1 else "scans"
    return [(REPORT_NAME, f"the report of {len(scans)} {noun}")]


def _show_written(folder: Path, written: list[tuple[str, str]], output: TextIO) -> None:
    lines = ["", f"Written to {printable(str(folder.resolve()))}:"]
    lines += [f"  {line}" for line in aligned(written)]
    lines += ["", "Read scans of your own with: second-reader classify FILE"]
    output.write("\n".join(lines) + "\n")
    output.flush()

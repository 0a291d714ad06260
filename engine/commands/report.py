"""``second-reader report``: scans in, one PDF out."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from engine.commands.arguments import AUTO
from engine.commands.classify import expanded
from engine.commands.outcome import Outcome, classify_file
from engine.commands.progress import Progress
from engine.errors import UserFacingError
from engine.interfaces import FindingReader, OpenScan
from engine.messages import commands
from engine.picture.text_in_picture import contains_text
from engine.readers.dicom.identity import patient_identity
from engine.scan import Modality
from engine.terminal_text import printable

if TYPE_CHECKING:
    from engine.report import ReaderStatement, ReportScan

_PROGRAM: Final = "second-reader report"
_BURNED_IN: Final = (
    "text that is part of a picture is not removed: look at the pages before you pass them on."
)
_SEEMS_TEXT: Final = "the picture seems to contain text: it may name the patient."


@dataclass(frozen=True, slots=True)
class ReportContext:
    """Parts of the program that a report is made with.

    Attributes
    ----------
    reader : FindingReader
        Answers for the scans.
    open_scan : callable
        Opens a file; raises `UserFacingError` if it cannot.
    resources : Path
        The program's folder of resources.
    """

    reader: FindingReader
    open_scan: OpenScan
    resources: Path


def run_report(
    arguments: argparse.Namespace, context: ReportContext, output: TextIO, messages: TextIO
) -> int:
    """Carry out ``report``.

    Parameters
    ----------
    arguments : argparse.Namespace
        As parsed by what `engine.commands.arguments.describe_report` described.
    context : ReportContext
        What the report is made with.
    output, messages : TextIO
        Standard output and standard error.

    Returns
    -------
    int
        Exit status: 0 if every file is in the report, 1 if some could not be read, 2 for wrong
        usage. Without a single scan nothing is written.

    Raises
    ------
    UserFacingError
        If the report cannot be written, or no scan could be read.
    """
    paths = expanded(arguments.paths, shell_expands=os.name != "nt")
    target: Path = arguments.output
    if _is_among(target, paths):
        messages.write(f"{_PROGRAM}: the report would replace a scan: choose another --output\n")
        return 2
    outcomes = list(_outcomes(paths, arguments, context, messages))
    read = [outcome for outcome in outcomes if outcome.finding is not None]
    if not read:
        raise UserFacingError(commands.NO_SCAN_READ)
    _write(target, read, arguments, context)
    if arguments.deidentified:
        _warn_of_text(read, messages)
    noun = "scan" if len(read) == 1 else "scans"
    output.write(f"{printable(str(target))}: {len(read)} {noun}\n")
    return 0 if len(read) == len(paths) else 1


def _warn_of_text(outcomes: list[Outcome], messages: TextIO) -> None:
    messages.write(f"{_PROGRAM}: {_BURNED_IN}\n")
    for outcome in outcomes:
        if outcome.scan is not None and contains_text(outcome.scan):
            messages.write(f"{_PROGRAM}: {printable(outcome.path)}: {_SEEMS_TEXT}\n")


def _is_among(target: Path, paths: list[str]) -> bool:
    final = os.path.realpath(target)
    return any(os.path.realpath(path) == final for path in paths)


def _outcomes(
    paths: list[str], arguments: argparse.Namespace, context: ReportContext, messages: TextIO
) -> Iterator[Outcome]:
    modality = None if arguments.modality == AUTO else Modality(arguments.modality)
    progress = Progress(messages, len(paths))
    for step, path in enumerate(paths, start=1):
        progress.show(step, path)
        outcome = classify_file(path, context.reader, context.open_scan, modality)
        progress.clear()
        if outcome.error is not None:
            messages.write(f"{_PROGRAM}: {printable(path)}: {outcome.error}\n")
        yield outcome


def _write(
    target: Path, outcomes: list[Outcome], arguments: argparse.Namespace, context: ReportContext
) -> None:
    # Loaded here, so that wrong usage need not wait for it.
    from engine.report import BiRads, Paper, ReaderStatement, ReportOptions, write_report

    birads = None if arguments.birads is None else BiRads(arguments.birads)
    statement = ReaderStatement(arguments.reader, "", birads, arguments.text)
    options = ReportOptions(
        resources=context.resources,
        paper=Paper(arguments.paper),
        deidentified=arguments.deidentified,
        institution=arguments.institution,
        logo=arguments.logo,
    )
    write_report(target, report_scans(outcomes, context.reader, statement), options)


def report_scans(
    outcomes: Iterable[Outcome], reader: FindingReader, statement: ReaderStatement | None = None
) -> list[ReportScan]:
    """Return the sections of a report.

    Parameters
    ----------
    outcomes : iterable of Outcome
        Those without a finding are left out.
    reader : FindingReader
        Knows the cards of the models that answered.
    statement : ReaderStatement or None
        Finding of the person who read the scans, for each section.
    """
    from engine.report import ReportScan

    cards = {card.identity: card for card in reader.models()}
    return [
        ReportScan(
            scan=outcome.scan,
            finding=outcome.finding,
            card=None if outcome.finding.model is None else cards.get(outcome.finding.model),
            patient=patient_identity(outcome.scan),
            reader=statement,
        )
        for outcome in outcomes
        if outcome.scan is not None and outcome.finding is not None
    ]

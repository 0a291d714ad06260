"""``second-reader batch``: folders in, a CSV out."""

from __future__ import annotations

import argparse
import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from engine.batch.find_files import distinct_folders, file_identity
from engine.batch.local_workers import OnFault, OpenPool
from engine.batch.rate import Rate, duration, rate_in_words
from engine.batch.reading import OnScan
from engine.batch.reports import SUMMARY_NAME, ScanReports, thumbnails, write_summary
from engine.batch.run import Batch
from engine.commands.arguments import AUTO
from engine.commands.progress import Progress
from engine.decoding.pool import DecoderPool
from engine.errors import UserFacingError
from engine.interfaces import FindingReader
from engine.messages import commands
from engine.records.by_breast import by_patient, rollup_of, write_rollup
from engine.records.csv_table import write_csv
from engine.records.finding_record import FindingRecord
from engine.records.journal import Journal, companions, journal_of
from engine.records.plan import Plan
from engine.records.summary import Summary
from engine.terminal_text import printable
from engine.wording import RESEARCH_USE

if TYPE_CHECKING:
    from engine.batch.cluster_worker import Parts

INTERRUPTED: Final = 130
_SHOW_EVERY_S: Final = 0.2
_BEGINNING: Final = b"path,status,"
_RESUME: Final = "Add --resume to the same command to go on."


@dataclass(frozen=True, slots=True)
class BatchContext:
    """Parts of the program that a batch works with.

    Attributes
    ----------
    reader : FindingReader
        Answers for the scans.
    open_pool : callable
        Turns a number of workers into a source of scans.
    on_fault : callable
        Told of faults of the program itself.
    resources : Path or None
        The program's folder of resources, which reports are made with.
    find_parts : callable or None
        For `engine.batch.cluster.ClusterWorkers`; None where there is none.
    """

    reader: FindingReader
    open_pool: OpenPool = DecoderPool
    on_fault: OnFault = lambda _error: None
    resources: Path | None = None
    find_parts: Callable[[], Parts] | None = None


def run_batch(
    arguments: argparse.Namespace, context: BatchContext, output: TextIO, messages: TextIO
) -> int:
    """Carry out ``batch``.

    Parameters
    ----------
    arguments : argparse.Namespace
        As parsed by what `engine.commands.arguments.describe_batch` described.
    context : BatchContext
        What it works with.
    output, messages : TextIO
        Standard output and standard error.

    Returns
    -------
    int
        Exit status: 0 if every file was read, 1 if some were not, 2 for wrong usage, 130 if it was
        ended by Ctrl+C.

    Raises
    ------
    UserFacingError
        If a folder, a model or the output fails while the batch runs.
    """
    try:
        plan = _plan_of(arguments)
        target = _target_of(arguments, plan)
        _make_folder(arguments.reports)
    except UserFacingError as error:
        named = f": {printable(str(error.path))}" if error.path else ""
        messages.write(f"second-reader batch: {error}{named}\n")
        return 2
    with Journal(journal_of(target)) as journal:
        if journal.count and not arguments.resume:
            messages.write(
                f"second-reader batch: an earlier batch of this output has {journal.count:,} rows "
                f"and was not finished. {_RESUME} To begin anew, remove "
                f"{printable(str(journal.path))}\n"
            )
            return 2
        return _Run(plan, target, journal, messages).carry_out(arguments, context, output)


class _Run:
    """One run of the command."""

    def __init__(self, plan: Plan, target: Path, journal: Journal, messages: TextIO) -> None:
        self._plan = plan
        self._target = target
        self._journal = journal
        self._messages = messages

    def carry_out(
        self, arguments: argparse.Namespace, context: BatchContext, output: TextIO
    ) -> int:
        before, models = self._journal.count, self._journal.models
        began = time.monotonic()
        try:
            batch = self._batch(arguments, context)
            summary = self._read(batch)
            if before:
                self._tell_what_was_resumed(before, models, batch.progress.fresh)
            written = self._write()
            if arguments.reports is not None and context.resources is not None:
                took = None if before else time.monotonic() - began
                written.append(
                    self._write_summary(arguments.reports, context, context.resources, took)
                )
        except KeyboardInterrupt:
            self._tell_what_is_kept("Stopped")
            return INTERRUPTED
        except UserFacingError:
            self._tell_what_is_kept("Halted")
            raise
        self._journal.discard()
        lines = [*summary.table(), "", *(f"Written: {printable(str(name))}" for name in written)]
        output.write("\n".join([*lines, RESEARCH_USE]) + "\n")
        return 0 if summary.everything_read else 1

    def _batch(self, arguments: argparse.Namespace, context: BatchContext) -> Batch:
        options: dict[str, Any] = {
            "skipped": frozenset(map(os.path.abspath, self._own_files(arguments.reports))),
            "on_fault": context.on_fault,
            "on_scan": self._scan_reports(arguments.reports, context),
        }
        workers = arguments.workers
        if arguments.scheduler is not None and context.find_parts is not None:
            from engine.batch.cluster import ClusterWorkers

            workers = partial(
                ClusterWorkers,
                arguments.scheduler,
                context.find_parts,
                arguments.reports,
                context.on_fault,
            )
        return Batch(
            self._plan,
            self._journal,
            context.reader,
            workers,
            open_pool=context.open_pool,
            **options,
        )

    def _read(self, batch: Batch) -> Summary:
        summary, progress = Summary(), _ProgressLine(self._messages)
        # Closing ends the workers now, and not whenever the generator is collected.
        with contextlib.closing(batch.run()) as rows:
            try:
                for row in rows:
                    summary.add(row)
                    progress.show(batch)
            finally:
                progress.clear()
        return summary

    def _write(self) -> list[Path]:
        def rows() -> Iterator[FindingRecord]:
            return self._journal.rows(self._plan)

        identity = self._plan.identity
        write_csv(self._target, rows, identity=identity)
        written = [self._target]
        breasts, rollup = by_patient(rows(), identity=identity), rollup_of(self._target)
        # One of an earlier batch must not stay beside rows that it is not about.
        if breasts or os.path.lexists(rollup):
            write_rollup(rollup, breasts)
            written.append(rollup)
        return written

    def _scan_reports(self, folder: Path | None, context: BatchContext) -> OnScan | None:
        if folder is None or context.resources is None:
            return None
        cards = list(context.reader.models())
        identity = self._plan.identity
        return ScanReports(folder, cards, context.resources, identity=identity).write

    def _write_summary(
        self, folder: Path, context: BatchContext, resources: Path, took: float | None
    ) -> Path:
        target, name = folder / SUMMARY_NAME, self._plan.folders[0].resolve().name
        frames = {row.path: row.frame or 0 for row in self._journal.rows(self._plan)}
        pool = context.open_pool(1)
        try:
            picture_of = thumbnails(pool.read_scan, frames.__getitem__)
            rows = self._journal.rows(self._plan)
            write_summary(target, rows, name, resources, picture_of, took)
        finally:
            pool.close()
        return target

    def _own_files(self, reports: Path | None) -> list[Path]:
        folders = [] if reports is None else [reports]
        return [
            self._target,
            rollup_of(self._target),
            *companions(self._journal.path),
            *folders,
        ]

    def _tell_what_is_kept(self, word: str) -> None:
        count = self._journal.count
        if not count:
            self._journal.discard()
            return
        rows = "1 row is" if count == 1 else f"{count:,} rows are"
        self._messages.write(f"second-reader batch: {word}; {rows} kept. {_RESUME}\n")

    def _tell_what_was_resumed(self, before: int, models: str, fresh: int) -> None:
        now = self._journal.models
        if models != now:
            self._messages.write(
                "second-reader batch: the models are not those of the rows that were kept "
                f"({models or 'unknown'} then, {now} now); what they changed was read anew.\n"
            )
        self._messages.write(
            f"second-reader batch: resumed; rows kept {before:,}, files read {fresh:,}.\n"
        )


class _ProgressLine:
    """Says on a terminal how far a batch is, how fast it goes and how long it will take."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._line = Progress(stream, 0)
        self._rate = Rate()
        self._clock = clock
        self._shown = -_SHOW_EVERY_S

    def show(self, batch: Batch) -> None:
        now, progress = self._clock(), batch.progress
        self._rate.note(now, progress.fresh)
        if now - self._shown < _SHOW_EVERY_S:
            return
        self._shown = now
        found = f"{progress.found:,}{'' if progress.is_total else ' or more'}"
        parts = [f"{progress.done:,} of {found} files"]
        rate = self._rate.per_second(now)
        if rate is not None:
            parts.append(rate_in_words(rate))
        left = self._rate.seconds_left(now, progress.found - progress.done)
        if left is not None and progress.is_total:
            parts.append(f"{duration(left)} left")
        self._line.say(", ".join(parts))

    def clear(self) -> None:
        self._line.clear()


def _plan_of(arguments: argparse.Namespace) -> Plan:
    folders = distinct_folders(
        [Path(folder) for folder in arguments.folders], recursive=arguments.recursive
    )
    for folder in folders:
        file_identity(folder)
    modality = None if arguments.modality == AUTO else str(arguments.modality)
    return Plan(tuple(folders), arguments.recursive, modality, arguments.identity)


def _target_of(arguments: argparse.Namespace, plan: Plan) -> Path:
    named: Path | None = arguments.output
    target = named or Path(f"{plan.folders[0].resolve().name or 'batch'}-findings.csv")
    if os.path.isdir(target):  # noqa: PTH112 - Path.is_dir() raises where a name is too long
        raise UserFacingError(commands.OUTPUT_IS_FOLDER, commands.NAME_FILE_INSIDE, target)
    if not os.path.isdir(target.parent):  # noqa: PTH112
        raise UserFacingError(commands.NO_OUTPUT_FOLDER, commands.CREATE_OR_NAME, target)
    if not _may_be_replaced(target):
        raise UserFacingError(commands.OUTPUT_IS_OTHER, commands.NAME_ANOTHER_FILE, target)
    return target


def _may_be_replaced(target: Path) -> bool:
    try:
        with target.open("rb") as file:
            return file.read(len(_BEGINNING)) in {_BEGINNING, b""}
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _make_folder(folder: Path | None) -> None:
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(commands.NO_REPORT_FOLDER, commands.NAME_ANOTHER, folder) from error

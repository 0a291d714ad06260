"""Batch: the files of folders, many at a time, into a journal.

One thread finds the files, one watches over the folders, and workers read them: threads of this
program (`engine.batch.local_workers`) or a cluster (`engine.batch.cluster`). Rows come out of
`Batch.run` in the order in which they are done, each only after the journal has it on the disk.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from engine.batch.exchange import Exchange, Progress
from engine.batch.find_files import find_files
from engine.batch.folder_watch import FolderWatch
from engine.batch.local_workers import LocalWorkers, OnFault, OpenPool
from engine.batch.reading import OnScan, bases
from engine.batch.worker import Result, Task
from engine.decoding.pool import DecoderPool
from engine.interfaces import FindingReader
from engine.model.model_card import ModelCard
from engine.records.finding_record import FindingRecord
from engine.records.journal import Journal
from engine.records.plan import FoundFile, Known, Plan
from engine.scan import Modality

_PATIENCE_S: Final = 0.5
_AT_A_TIME_ELSEWHERE: Final = 16


class Workers(Protocol):
    """Reads the files of one run: threads of this program, or a cluster."""

    at_a_time: int
    """How many files it reads at a time."""
    has_reports: bool
    """Whether something is made of each scan besides its row."""

    def warm_up(self) -> None:
        """Begin, without waiting, what the first file would have to wait for."""

    def threads(
        self, task: Task, exchange: Exchange, folders: FolderWatch
    ) -> list[threading.Thread]:
        """Return threads, not started yet, that turn the files of the exchange into results.

        Raises
        ------
        UserFacingError
            If the files cannot be read at all.
        """

    def close(self) -> None:
        """Give up what is being read. May be called twice, and from any thread."""


class Batch:
    """One run over the files of a plan.

    Parameters
    ----------
    plan : Plan
        What to read.
    journal : Journal
        Opened in the thread that calls `run`; rows that it has already, and that still hold, are
        taken from it.
    reader : FindingReader
        Answers for the scans.
    workers : int or callable
        How many threads of this program read files, at least 1; or a callable that returns what
        reads them instead.
    skipped : frozenset of str
        Absolute paths of files, and of folders with their files, that are passed over: the
        batch's own output.
    open_pool : callable
        Turns a number of workers into a source of scans.
    on_scan : callable or None
        Called by a worker with each scan and its finding before the row is written down; it may
        raise `UserFacingError`, which ends the batch.
    on_fault : callable
        Called with every fault of the program itself; the row only says that there was one.

    Notes
    -----
    `pause`, `go_on`, `stop` and `progress` may be used from any thread.
    """

    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        reader: FindingReader,
        workers: int | Callable[[], Workers] = 1,
        *,
        skipped: frozenset[str] = frozenset(),
        open_pool: OpenPool = DecoderPool,
        on_scan: OnScan | None = None,
        on_fault: OnFault = lambda _error: None,
    ) -> None:
        self._plan = plan
        self._journal = journal
        self._reader = reader
        self._skipped = skipped
        if isinstance(workers, int):
            at_a_time = workers
            self._open_workers: Callable[[], Workers] = partial(
                LocalWorkers, reader, workers, open_pool, on_scan, on_fault
            )
        else:
            at_a_time, self._open_workers = _AT_A_TIME_ELSEWHERE, workers
        self._exchange = Exchange(at_a_time)

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._exchange.progress

    @property
    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._exchange.is_stopped

    def pause(self) -> None:
        """Begin no further file; those being read are finished."""
        self._exchange.pause()

    def go_on(self) -> None:
        """End a pause."""
        self._exchange.go_on()

    def stop(self) -> None:
        """Give up what is being read; `run` ends soon after. Rows written down stay."""
        self._exchange.stop()

    def run(self) -> Generator[FindingRecord, None, None]:
        """Yield the row of every file as soon as it is written down.

        Raises
        ------
        FolderGoneError
            If a folder cannot be reached any more; what was read stays in the journal.
        ModelError
            If a model is missing, altered or cannot be loaded.
        UserFacingError
            If a folder cannot be read to begin with, or the journal cannot be written.
        """
        folders = FolderWatch(self._plan.folders)
        workers = self._open_workers()
        threads: list[threading.Thread] = []
        try:
            # Decoders start while the workers load what they answer with.
            workers.warm_up()
            task = self._prepare(workers)
            threads += workers.threads(task, self._exchange, folders)
            threads += [
                threading.Thread(target=self._find, name="batch-finder", daemon=True),
                threading.Thread(
                    target=folders.watch, args=(self._exchange,), name="batch-watch", daemon=True
                ),
            ]
            for thread in threads:
                thread.start()
            yield from self._collect(folders, set(task.known))
        finally:
            self.stop()
            workers.close()
            _await_end(threads)

    def _prepare(self, workers: Workers) -> Task:
        cards = list(self._reader.models())
        modality = None if self._plan.modality is None else Modality(self._plan.modality)
        basis = bases(cards, modality, identity=self._plan.identity, reports=workers.has_reports)
        self._journal.begin(self._plan, in_words(cards))
        known: dict[tuple[int, str], Known] = self._journal.known()
        salt = None if self._plan.identity else self._journal.salt
        return Task(self._plan, basis, known, salt)

    def _collect(
        self, folders: FolderWatch, unseen: set[tuple[int, str]]
    ) -> Generator[FindingRecord, None, None]:
        while not self.is_stopped and not self._exchange.is_done:
            result = self._exchange.next_result()
            if result is None:
                folders.count_silence()
                continue
            folders.end_silence()
            if isinstance(result, BaseException):
                raise result
            unseen.discard((result.found.root, result.found.name))
            yield self._written_down(result)
        if self.is_stopped:
            return
        # Files that are gone by now were read all the same.
        for root, name in sorted(unseen):
            self._exchange.count_row(found=1)
            yield self._journal.row(FoundFile(root, name), self._plan)
        self._journal.finish()

    def _written_down(self, result: Result) -> FindingRecord:
        if result.row is None:
            row = self._journal.row(result.found, self._plan)
            self._exchange.count_row()
            return row
        self._journal.add(result.found, result.row, result.known)
        self._exchange.count_row(fresh=1)
        return result.row

    def _find(self) -> None:
        try:
            for root, folder in enumerate(self._plan.folders):
                for found in find_files(
                    folder, root, recursive=self._plan.recursive, is_skipped=self._is_skipped
                ):
                    self._exchange.add_file(found)
                    if self.is_stopped:
                        return
        except BaseException as error:  # noqa: BLE001 - it is raised where the rows are waited for
            self._exchange.offer(error)
        self._exchange.end_files()

    def _is_skipped(self, path: Path) -> bool:
        name = os.path.abspath(path)  # noqa: PTH100 - it takes ".." away
        return name in self._skipped or os.path.dirname(name) in self._skipped  # noqa: PTH120


def in_words(cards: Sequence[ModelCard]) -> str:
    """Return the names, versions and hashes of models on one line."""
    parts = sorted(f"{card.name} {card.version} ({card.graph_sha256[:12]})" for card in cards)
    return ", ".join(parts) or "none"


def _await_end(threads: Sequence[threading.Thread]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    for thread in threads:
        if thread.is_alive():
            thread.join(max(0.0, deadline - time.monotonic()))

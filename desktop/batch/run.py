"""Run of a batch in a worker thread, one at a time."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.jobs import Cancelled, Jobs, OnProgress, Work
from desktop.problems import Problem, describe
from desktop.system import logs
from engine.batch.local_workers import OpenPool
from engine.batch.run import Batch
from engine.decoding.pool import DecoderPool
from engine.interfaces import FindingReader
from engine.records.finding_record import FindingRecord
from engine.records.journal import Journal, JournalUnwritableError
from engine.records.plan import Plan
from engine.system.memory import trim_memory

# Rows are handed over in bulk: one signal a row would keep the window busy.
_TICK_MS: Final = 100
# So many rows are inserted within one tick, even on a slow computer.
_AT_ONCE: Final = 2000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """Outcome of a batch.

    Attributes
    ----------
    is_complete : bool
        Whether every file has a row.
    problem : Problem or None
        The error that stopped it, if any.
    """

    is_complete: bool
    problem: Problem | None = None


class BatchRun(QObject):
    """Runs batches into one journal, and hands over their rows many at a time.

    Parameters
    ----------
    reader : FindingReader
        Answers for the scans.
    journal : Path
        Keeps the rows, so that a batch can be resumed; if it cannot be written, memory does.
    workers : int
        Number of files that are read at a time.
    open_pool : callable
        Turns a number of workers into a source of scans.

    Signals
    -------
    rows_arrived(object)
        A list of `FindingRecord`.
    progressed(object)
        A `Progress`.
    journal_unwritable()
        The journal cannot be written: the rows are lost when the window closes.
    ended(object)
        A `BatchOutcome`; no signal of the batch follows it.
    """

    rows_arrived = Signal(object)
    progressed = Signal(object)
    journal_unwritable = Signal()
    ended = Signal(object)

    def __init__(
        self,
        reader: FindingReader,
        journal: Path,
        workers: int = 1,
        open_pool: OpenPool = DecoderPool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._journal = journal
        self._workers = workers
        self._open_pool = open_pool
        # Filled by the worker, emptied by the window: append and popleft of a deque are atomic.
        self._inbox: deque[FindingRecord] = deque()
        # Guards the batch and both flags: pause and cancel may come before the batch exists.
        self._lock = threading.Lock()
        self._batch: Batch | None = None
        self._is_stopped = False
        self._is_paused = False
        self._jobs = Jobs(self)
        self._jobs.finished.connect(self._on_finished)
        self._jobs.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def is_running(self) -> bool:
        """Whether a batch is under way, paused or not."""
        return self._jobs.busy

    def start(self, plan: Plan, *, resume: bool = False) -> None:
        """Read the files of a plan, from the beginning or where an earlier run ended."""
        self._begin(partial(self._carry_out, plan, resume))

    def load(self) -> None:
        """Hand over the rows of the journal without reading a file."""
        self._begin(self._load)

    def pause(self) -> None:
        """Start no further file until `go_on`."""
        with self._lock:
            self._is_paused = True
            if self._batch is not None:
                self._batch.pause()

    def go_on(self) -> None:
        """End a pause."""
        with self._lock:
            self._is_paused = False
            if self._batch is not None:
                self._batch.go_on()

    def cancel(self) -> None:
        """Give up what is being read; `ended` follows. Rows that are done stay in the journal."""
        with self._lock:
            self._is_stopped = True
            if self._batch is not None:
                self._batch.stop()

    def shut_down(self) -> bool:
        """End the background work for good, and tell whether it ended in time."""
        self._timer.stop()
        self.cancel()
        return self._jobs.close()

    def _begin(self, work: Work) -> None:
        self._is_stopped = self._is_paused = False
        self._inbox.clear()
        self._jobs.start(work)
        self._timer.start()

    # These run in the worker thread.

    def _carry_out(
        self, plan: Plan, resume: bool, _progress: OnProgress, _cancelled: Cancelled
    ) -> bool:
        try:
            return self._read(plan, resume=resume)
        finally:
            # Each batch has threads and models of its own. Without this, sixty short batches left
            # 70 MB of freed memory with the process.
            trim_memory()

    def _read(self, plan: Plan, *, resume: bool) -> bool:
        with self._opened(is_new=not resume) as journal:
            batch = Batch(
                plan,
                journal,
                self._reader,
                self._workers,
                open_pool=self._open_pool,
                on_fault=logs.record_fault,
            )
            self._set_batch(batch)
            _log.info("batch begins: workers %d, rows kept %d", self._workers, journal.count)
            try:
                with contextlib.closing(batch.run()) as rows:
                    self._inbox.extend(rows)
            finally:
                with self._lock:
                    self._batch = None
            _log.info("batch ends: rows %d, all %s", journal.count, journal.is_finished)
            return journal.is_finished

    def _opened(self, *, is_new: bool) -> Journal:
        # If this fails, opening the journal reports it.
        with contextlib.suppress(OSError):
            self._journal.parent.mkdir(parents=True, exist_ok=True)
        try:
            journal = Journal(self._journal)
            try:
                if is_new:
                    journal.clear()
            except BaseException:
                journal.close()
                raise
        except JournalUnwritableError:
            return self._journal_in_memory()
        return journal

    def _journal_in_memory(self) -> Journal:
        _log.warning("the journal of the batch cannot be written")
        self.journal_unwritable.emit()
        return Journal(self._journal, in_memory=True)

    def _load(self, _progress: OnProgress, _cancelled: Cancelled) -> bool:
        with Journal(self._journal) as journal:
            plan = journal.plan
            if plan is not None:
                self._inbox.extend(journal.rows(plan))
            return journal.is_finished

    def _set_batch(self, batch: Batch) -> None:
        with self._lock:
            self._batch = batch
            if self._is_paused:
                batch.pause()
            if self._is_stopped:
                batch.stop()

    # From here on, all runs in the main thread.

    @Slot()
    def _on_tick(self) -> None:
        self._hand_over(_AT_ONCE)
        with self._lock:
            progress = None if self._batch is None else self._batch.progress
        if progress is not None:
            self.progressed.emit(progress)

    def _hand_over(self, most: int) -> None:
        rows = list(_taken(self._inbox, most))
        if rows:
            self.rows_arrived.emit(rows)

    @Slot(int, object)
    def _on_finished(self, _job: int, is_complete: bool) -> None:
        self._end(BatchOutcome(is_complete))

    @Slot(int, object)
    def _on_failed(self, _job: int, error: BaseException) -> None:
        self._end(BatchOutcome(is_complete=False, problem=describe(error)))

    def _end(self, outcome: BatchOutcome) -> None:
        self._timer.stop()
        self._is_paused = False
        # All that is left, before the end is told: the window counts the rows then.
        self._hand_over(len(self._inbox))
        self.ended.emit(outcome)


def _taken(inbox: deque[FindingRecord], most: int) -> Iterable[FindingRecord]:
    for _ in range(min(most, len(inbox))):
        yield inbox.popleft()

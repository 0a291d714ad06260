"""Exchange between the threads of a batch: files to read go one way, results the other."""

from __future__ import annotations

import queue
import threading
from collections import deque
from dataclasses import dataclass
from typing import Final

from engine.batch.worker import Result
from engine.records.plan import FoundFile

_TICK_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a batch.

    Attributes
    ----------
    found : int
        Files found so far.
    is_total : bool
        Whether that is all of them.
    done : int
        Files that have their row.
    fresh : int
        How many of those were read by this run, and not by an earlier one.
    """

    found: int = 0
    is_total: bool = False
    done: int = 0
    fresh: int = 0


class Exchange:
    """Files that wait to be read, results that wait to be written down, and how far it all is.

    All methods may be called from any thread.

    Parameters
    ----------
    at_a_time : int
        How many files are read at a time; four times as many results may wait.
    """

    def __init__(self, at_a_time: int) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[FoundFile] = deque()
        # Bounded: readers that are faster than the disk of the journal must not fill the memory.
        self._results: queue.Queue[Result | BaseException] = queue.Queue(4 * at_a_time)
        self._stopped = threading.Event()
        self._is_paused = False
        self._progress = Progress()

    @property
    def progress(self) -> Progress:
        """How far it is."""
        with self._changed:
            return self._progress

    @property
    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped.is_set()

    @property
    def is_done(self) -> bool:
        """Whether every file has its row."""
        now = self.progress
        return now.is_total and now.done == now.found

    def pause(self) -> None:
        """Hand out no further file."""
        with self._changed:
            self._is_paused = True

    def go_on(self) -> None:
        """End a pause."""
        with self._changed:
            self._is_paused = False
            self._changed.notify_all()

    def stop(self) -> None:
        """Hand out no further file, and take no further result."""
        with self._changed:
            self._stopped.set()
            self._changed.notify_all()

    def await_stop(self, seconds: float) -> bool:
        """Wait, and tell whether it was stopped meanwhile."""
        return self._stopped.wait(seconds)

    def add_file(self, found: FoundFile) -> None:
        """Add a file that is to be read."""
        with self._changed:
            self._advance(found=1)
            self._waiting.append(found)
            self._changed.notify_all()

    def end_files(self) -> None:
        """Note that all files were added."""
        with self._changed:
            self._advance(is_total=True)
            self._changed.notify_all()

    def next_file(self, seconds: float | None = None) -> FoundFile | None:
        """Take a file to read, waiting for one.

        Parameters
        ----------
        seconds : float or None
            How long to wait at most; None for as long as there may be another file.

        Returns
        -------
        FoundFile or None
            None if there was none in time, or there is none any more.
        """
        with self._changed:
            self._changed.wait_for(self._may_go_on, seconds)
            if self.is_stopped or self._is_paused or not self._waiting:
                return None
            return self._waiting.popleft()

    @property
    def has_files(self) -> bool:
        """Whether files wait to be read, or may still come."""
        with self._changed:
            return not self.is_stopped and bool(self._waiting or not self._progress.is_total)

    def _may_go_on(self) -> bool:
        has_work = self._waiting or self._progress.is_total
        return self.is_stopped or bool(has_work and not self._is_paused)

    def offer(self, result: Result | BaseException) -> None:
        """Hand over a result, or the error that ends the batch; waits while too many wait."""
        while not self.is_stopped:
            try:
                self._results.put(result, timeout=_TICK_S)
            except queue.Full:
                continue
            return

    def next_result(self) -> Result | BaseException | None:
        """Take a result; None if there was none for a tenth of a second."""
        try:
            return self._results.get(timeout=_TICK_S)
        except queue.Empty:
            return None

    def count_row(self, *, found: int = 0, fresh: int = 0) -> None:
        """Count a row that was written down.

        Parameters
        ----------
        found : int
            1 for a file that was never added: it is gone, and has its row from an earlier run.
        fresh : int
            1 for a file that was read by this run.
        """
        with self._changed:
            self._advance(found=found, done=1, fresh=fresh)

    def _advance(
        self, *, found: int = 0, done: int = 0, fresh: int = 0, is_total: bool = False
    ) -> None:
        now = self._progress
        self._progress = Progress(
            now.found + found, now.is_total or is_total, now.done + done, now.fresh + fresh
        )

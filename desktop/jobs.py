"""Background jobs: a worker thread whose results arrive as signals in the window's thread.

All work of the window on scans, batches and reports goes through `Jobs`. The only other thread that
`desktop` starts imports modules in advance (`desktop.system.preload`).
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

OnProgress: TypeAlias = Callable[[float], None]
Cancelled: TypeAlias = Callable[[], bool]
Work: TypeAlias = Callable[[OnProgress, Cancelled], object]

PATIENCE_S = 2.0
_log = logging.getLogger(__name__)
_workers = itertools.count(1)


class CancelledError(Exception):
    """Raised by work that was cancelled: an outcome, not a fault."""


@dataclass(slots=True)
class _Job:
    number: int
    work: Work
    cancel: threading.Event = field(default_factory=threading.Event)


class Jobs(QObject):
    """Run one piece of work at a time, the latest that was asked for.

    Starting work cancels whatever runs or waits; results of cancelled work are dropped. All
    signals are emitted in the thread that this object lives in.

    Signals
    -------
    progressed(int, float)
        Number of the job and the part that is done, from 0 to 1.
    finished(int, object)
        Number of the job and what the work returned.
    failed(int, object)
        Number of the job and the exception that the work raised.
    """

    progressed = Signal(int, float)
    finished = Signal(int, object)
    failed = Signal(int, object)

    # These cross from the worker thread, through the event loop, to the slots below.
    _advanced = Signal(int, float)
    _returned = Signal(int, object)
    _raised = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed = threading.Condition()
        self._waiting: _Job | None = None
        self._latest: _Job | None = None
        self._numbers = 0
        self._worker = next(_workers)
        self._closed = False
        self._advanced.connect(self._on_advanced)
        self._returned.connect(self._on_returned)
        self._raised.connect(self._on_raised)
        # A daemon, so that work that ignores being cancelled cannot keep the program alive.
        self._thread = threading.Thread(target=self._serve, name="scan-worker", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting whose result is still wanted."""
        return self._latest is not None

    def start(self, work: Work) -> int:
        """Start work in place of whatever runs or waits, and return the number of the job.

        Raises
        ------
        RuntimeError
            If `close` was called.
        """
        with self._changed:
            if self._closed:
                raise RuntimeError("no work is taken after closing")
            self._cancel_latest()
            self._numbers += 1
            self._latest = self._waiting = _Job(self._numbers, work)
            self._changed.notify()
            return self._numbers

    def cancel(self) -> None:
        """Cancel the latest job; no signal follows."""
        with self._changed:
            self._cancel_latest()

    def close(self, patience_s: float = PATIENCE_S) -> bool:
        """Cancel everything, end the thread, and tell whether it ended within the given time."""
        with self._changed:
            self._cancel_latest()
            self._closed = True
            self._changed.notify()
        self._thread.join(patience_s)
        return not self._thread.is_alive()

    def _cancel_latest(self) -> None:
        if self._latest is not None:
            self._latest.cancel.set()
        self._latest = self._waiting = None

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            self._run(job)
            # Otherwise a scan would stay in memory until the next job.
            del job

    def _next(self) -> _Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting is not None)
            job, self._waiting = self._waiting, None
            return None if self._closed else job

    def _run(self, job: _Job) -> None:
        def on_progress(part: float) -> None:
            self._tell(job, self._advanced, part)

        _log.debug("worker %d: job %d begins", self._worker, job.number)
        try:
            value = job.work(on_progress, job.cancel.is_set)
        except CancelledError:
            _log.debug("worker %d: job %d was cancelled", self._worker, job.number)
            return
        except BaseException as error:  # noqa: BLE001  `failed` must report every exception
            kind = type(error).__name__
            _log.debug("worker %d: job %d raised %s", self._worker, job.number, kind)
            self._tell(job, self._raised, error)
        else:
            _log.debug("worker %d: job %d is done", self._worker, job.number)
            self._tell(job, self._returned, value)

    def _tell(self, job: _Job, signal: SignalInstance, value: object) -> None:
        # Under the lock, so that nothing is emitted once `close` has begun.
        with self._changed:
            if not job.cancel.is_set() and not self._closed:
                signal.emit(job.number, value)

    def _is_latest(self, number: int) -> bool:
        return self._latest is not None and self._latest.number == number

    @Slot(int, float)
    def _on_advanced(self, number: int, part: float) -> None:
        if self._is_latest(number):
            self.progressed.emit(number, part)

    @Slot(int, object)
    def _on_returned(self, number: int, value: object) -> None:
        if self._is_latest(number):
            self._latest = None
            self.finished.emit(number, value)

    @Slot(int, object)
    def _on_raised(self, number: int, error: BaseException) -> None:
        if self._is_latest(number):
            self._latest = None
            self.failed.emit(number, error)

"""What is open, and what is being opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.jobs import Jobs
from desktop.problems import Problem, describe
from desktop.reading import OpenScan, Reader, Reading, read


class Session(QObject):
    """The scan in the window.

    Opening another one keeps the present one until the other has been read; when that fails, the
    present one stays for good.

    Parameters
    ----------
    open_scan : callable
        Turns a path into a scan; called in the worker thread.
    reader : Reader
        Classifies it; called in the worker thread.

    Signals
    -------
    busy_changed(object)
        The path that is being opened, or None.
    arrived(object)
        The new `Reading`, or None when the scan was closed.
    failed(object, object)
        The path that could not be opened, and a `Problem`.
    """

    busy_changed = Signal(object)
    arrived = Signal(object)
    failed = Signal(object, object)

    def __init__(self, open_scan: OpenScan, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_scan = open_scan
        self._reader = reader
        self._jobs = Jobs(self)
        self._jobs.finished.connect(self._on_finished)
        self._jobs.failed.connect(self._on_failed)
        self._opening: Path | None = None
        self.reading: Reading | None = None

    @property
    def opening(self) -> Path | None:
        """The file that is being read, if one is."""
        return self._opening

    def open(self, path: Path) -> None:
        """Read a file in the background; one that is being read already is given up."""
        self._set_opening(path)
        self._jobs.start(partial(read, path, self._open_scan, self._reader))

    def close_scan(self) -> None:
        """Show nothing any more."""
        self._jobs.cancel()
        self._set_opening(None)
        self.reading = None
        self.arrived.emit(None)

    def shut_down(self) -> bool:
        """End the background work for good, and tell whether it ended in time."""
        return self._jobs.close()

    def _set_opening(self, path: Path | None) -> None:
        self._opening = path
        self.busy_changed.emit(path)

    @Slot(int, object)
    def _on_finished(self, _job: int, reading: Reading) -> None:
        self.reading = reading
        self._set_opening(None)
        self.arrived.emit(reading)

    @Slot(int, object)
    def _on_failed(self, _job: int, error: BaseException) -> None:
        path = self._opening
        self._set_opening(None)
        problem: Problem = describe(error, path)
        self.failed.emit(path, problem)

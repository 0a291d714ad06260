"""Reads off a window what it has open, and opens it again in another window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.crash.open_work import OpenWork
from desktop.viewer.reading import Reading

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


def open_work(window: MainWindow) -> OpenWork:
    """Return what a window has open, or is opening."""
    path = window.session.opening
    scan = window.session.scan
    if path is None and scan is not None:
        path = scan.path
    is_shown = scan is not None and path == scan.path
    return OpenWork(
        scan=None if path is None else str(path),
        frame=window.frames.frame if is_shown else 0,
        lines=tuple((line.start, line.end, line.frame) for line in window.measurements())
        if is_shown
        else (),
        has_batch=window.batch.window is not None,
    )


def reopen(window: MainWindow, work: OpenWork) -> None:
    """Open in a window what another window had open."""
    if work.has_batch:
        window.batch.show()
    if work.path is not None:
        _Restorer(window, work)
        window.open_path(work.path)
        window.activateWindow()


class _Restorer(QObject):
    """Waits for the scan, then restores its measurements and its frame."""

    def __init__(self, window: MainWindow, work: OpenWork) -> None:
        super().__init__(window)
        self._window = window
        self._work = work
        window.session.arrived.connect(self._on_arrived)
        window.session.failed.connect(self.deleteLater)

    @Slot(object)
    def _on_arrived(self, reading: Reading | None) -> None:
        self._window.session.arrived.disconnect(self._on_arrived)
        self.deleteLater()
        if reading is None or reading.scan.path != self._work.path:
            return
        if not self._window.measurements():
            for start, end, frame in self._work.lines:
                if frame < reading.scan.frames:
                    self._window.measuring.add(start, end, frame)
        if 0 < self._work.frame < reading.scan.frames:
            self._window.frames.cine.go_to(self._work.frame)

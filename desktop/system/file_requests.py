"""Requests of the system to open a file, such as "Open with" on macOS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class FileRequests(QObject):
    """Passes each file that the system asks for to the window.

    Parameters
    ----------
    application : QApplication
        Receives the requests.
    open_paths : callable
        Takes the files.
    """

    def __init__(
        self, application: QApplication, open_paths: Callable[[Sequence[Path]], object]
    ) -> None:
        super().__init__(application)
        self._open_paths = open_paths
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Handle requests to open a file, and no other event."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._open_paths([Path(event.file())])
            return True
        return super().eventFilter(watched, event)

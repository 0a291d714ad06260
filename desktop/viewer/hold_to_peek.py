"""Hold to peek: hides what lies over the scan for as long as a key is held."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent

from desktop.viewer.view.overlay import Overlay


class HoldToPeek(QObject):
    """Begins when its shortcut is pressed, and ends when a key is released.

    Parameters
    ----------
    overlay : Overlay
        Hidden while the key is held.
    """

    def __init__(self, overlay: Overlay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._overlay = overlay
        self._is_on = False

    @Slot()
    def begin(self) -> None:
        """Show the scan alone until a key is released or the window loses the focus."""
        application = QCoreApplication.instance()
        if self._is_on or application is None:
            return
        self._is_on = True
        self._overlay.set_hidden(True)
        # The release goes to the widget with the focus, which need not be the view.
        application.installEventFilter(self)

    def _end(self) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._is_on = False
        self._overlay.set_hidden(False)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """End when a key is released or the application loses the focus."""
        if event.type() is QEvent.Type.ApplicationDeactivate or _is_release(event):
            self._end()
        return False


def _is_release(event: QEvent) -> bool:
    if event.type() is not QEvent.Type.KeyRelease or not isinstance(event, QKeyEvent):
        return False
    return not event.isAutoRepeat()

"""Opener of the history window; there is at most one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.history.recorder import Recorder
from desktop.settings.settings import Settings
from desktop.style.theme import Theme

if TYPE_CHECKING:
    from desktop.history.window import HistoryWindow


class HistoryOpener(QObject):
    """Shows the history window for the main window, and owns the recorder.

    Parameters
    ----------
    settings : Settings
        Whether a history is kept, and where.
    theme : Theme
        Of the application.

    Signals
    -------
    scan_chosen(object, int)
        The path of a scan to open in the main window, and the index of its frame.
    """

    scan_chosen = Signal(object, int)

    def __init__(self, settings: Settings, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        # Made at once, not with the window: findings are recorded without one, too.
        self.recorder = Recorder(settings, self)
        self.window: HistoryWindow | None = None

    @Slot()
    def show(self) -> None:
        """Show the window; make it if there is none."""
        if self.window is None:
            from desktop.history.window import HistoryWindow

            self.window = HistoryWindow(self.recorder, self._settings, self._theme)
            self.window.scan_chosen.connect(self.scan_chosen)
            self.window.closed.connect(self._on_closed)
        self.window.show()
        self.window.activateWindow()

    def close(self) -> None:
        """Close the window, if there is one, and write the entries that still wait."""
        if self.window is not None:
            self.window.close()
        self.recorder.shut_down()

    @Slot()
    def _on_closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
        self.window = None

"""Opens the batch window, and keeps it to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.style.theme import Theme
from engine.interfaces import FindingReader, OpenScan

if TYPE_CHECKING:
    from desktop.batch.window import BatchWindow


class BatchOpener(QObject):
    """The main window's way to the batch window.

    Parameters
    ----------
    open_scan : callable
        See `BatchWindow`.
    reader : FindingReader
        See `BatchWindow`.
    theme : Theme
        Of the application.
    journal : Path or None
        None for this user's.

    Signals
    -------
    scan_chosen(object, int)
        The path of a scan that is to be opened in the main window, and which of its frames.
    """

    scan_chosen = Signal(object, int)

    def __init__(
        self,
        open_scan: OpenScan,
        reader: FindingReader,
        theme: Theme,
        journal: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_scan = open_scan
        self._reader = reader
        self._theme = theme
        self._journal = journal
        self.window: BatchWindow | None = None

    @Slot()
    def show(self) -> None:
        """Show the window, a new one or the one that is there."""
        if self.window is None:
            from desktop.batch.store import default_journal
            from desktop.batch.window import BatchWindow

            journal = self._journal or default_journal()
            self.window = BatchWindow(self._open_scan, self._reader, self._theme, journal)
            self.window.scan_chosen.connect(self.scan_chosen)
            self.window.closed.connect(self._on_closed)
        self.window.show()
        self.window.activateWindow()

    def may_close(self) -> bool:
        """Tell whether closing loses nothing, or the user agrees to it."""
        return self.window is None or self.window.may_close()

    def close(self) -> None:
        """Close the window, if there is one."""
        if self.window is not None:
            self.window.close()

    @Slot()
    def _on_closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
        self.window = None

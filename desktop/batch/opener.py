"""Opener of the batch window; there is at most one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.style.theme import Theme
from engine.interfaces import FindingReader, OpenScan

if TYPE_CHECKING:
    from desktop.batch.window import BatchWindow


class BatchOpener(QObject):
    """Shows the batch window for the main window.

    Parameters
    ----------
    open_scan : callable
        See `BatchWindow`.
    reader : FindingReader
        See `BatchWindow`.
    theme : Theme
        Of the application.
    journal : Path or None
        None for that of this user.

    Signals
    -------
    scan_chosen(object, int)
        The path of a scan to open in the main window, and the index of its frame.
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
        """Show the window; make it if there is none."""
        if self.window is None:
            # Imported here: the main window opens faster without them.
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

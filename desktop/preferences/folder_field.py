"""Field for a folder in the preferences: a chosen one, or the usual one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from desktop.style.theme import GRID
from engine.terminal_text import printable

_ROOM: Final = 18 * GRID


class FolderField(QWidget):
    """A button with the path, and one that goes back to the usual folder.

    Parameters
    ----------
    path : Path or None
        The folder; None for the usual one.

    Signals
    -------
    chosen(object)
        The path of another folder, or None for the usual one.
    """

    chosen = Signal(object)

    def __init__(self, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.choose = QPushButton()
        self.choose.setProperty("kind", "field")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._on_choose)
        self.usual = QPushButton(self.tr("Usual folder"))
        self.usual.setProperty("kind", "field")
        self.usual.setAutoDefault(False)
        self.usual.clicked.connect(self._on_usual)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.choose, 1)
        layout.addWidget(self.usual)
        self.setFocusProxy(self.choose)
        self._show()

    def take(self, path: Path | None) -> None:
        """Use another folder; None for the usual one."""
        self.path = path
        self._show()
        self.chosen.emit(path)

    @Slot()
    def _on_choose(self) -> None:
        before = "" if self.path is None else str(self.path)
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), before)
        if name:
            self.take(Path(name))

    @Slot()
    def _on_usual(self) -> None:
        self.take(None)

    def _show(self) -> None:
        path = "" if self.path is None else printable(str(self.path))
        words = path or self.tr("In the usual folder")
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, _ROOM)
        self.choose.setText(shown.replace("&", "&&"))
        self.choose.setToolTip(path)
        self.choose.setAccessibleName(words)
        self.usual.setVisible(bool(path))

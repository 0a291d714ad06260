"""Blank page: shown in place of an empty table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.style.theme import GRID
from desktop.widgets.glyph import Glyph
from desktop.widgets.page import label


class BlankPage(QWidget):
    """An icon, a title and what to do, in the middle of the page.

    Parameters
    ----------
    icon : str
        Name of a file in ``resources/icons``, without its ending.
    title, text : str
        `say` changes them.
    """

    def __init__(self, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.title = label(title, "figure")
        self.text = label(text, "muted")
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * GRID, 0, 6 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addStretch(1)
        glyph = Glyph(icon, 6 * GRID, QPalette.ColorRole.PlaceholderText)
        layout.addWidget(glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addStretch(1)

    def say(self, title: str, text: str) -> None:
        """Show another title and text."""
        self.title.setText(title)
        self.text.setText(text)

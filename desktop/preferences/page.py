"""One page of the preferences: labels on the left, editors on the right, hints below them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QSpacerItem, QVBoxLayout, QWidget

from desktop.style.theme import GRID
from desktop.viewer.heatmap.heatmap_controls import PercentSlider
from desktop.widgets.check_box import CheckBox
from desktop.widgets.page import label

_NAMES: Final = 13 * GRID
_INDENT: Final = 26
_FILL: Final = Qt.AlignmentFlag(0)


class PageWidget(QWidget):
    """A title with rows below it.

    Parameters
    ----------
    title : str
        Of the page.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panelBody")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, _NAMES)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(label(title, "figure"))
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def add_button(self, button: QPushButton, hint: str) -> None:
        """Add a button, as wide as its words, and a hint below it, which may be empty."""
        row = self._grid.rowCount()
        self._grid.addWidget(button, row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._end(row, button, hint, 0)

    def add(self, name: str, editor: QWidget, hint: str) -> None:
        """Add a row.

        Parameters
        ----------
        name : str
            Empty for an editor that shows its own name; it takes the whole width.
        editor : QWidget
            Changes the setting.
        hint : str
            Below the editor; may be empty.
        """
        row = self._grid.rowCount()
        first = 1 if name else 0
        if name:
            title = label(name, "muted", wraps=False)
            title.setBuddy(editor)
            editor.setAccessibleName(name)
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignVCenter)
        # A slider keeps its width, where a page would stretch it.
        place = Qt.AlignmentFlag.AlignLeft if isinstance(editor, PercentSlider) else _FILL
        self._grid.addWidget(editor, row, first, 1, 2 - first, place)
        self._end(row, editor, hint, first)

    def _end(self, row: int, editor: QWidget, hint: str, first: int) -> None:
        if hint:
            words = label(hint, "small")
            indent = _INDENT if isinstance(editor, CheckBox) else 0
            words.setContentsMargins(indent, 4, 0, 0)
            editor.setAccessibleDescription(hint)
            self._grid.addWidget(words, row + 1, first, 1, 2 - first)
        # A spacer as a row of its own: the vertical spacing of the grid would also part a hint from
        # its editor.
        self._grid.addItem(QSpacerItem(0, 2 * GRID), row + 2, 0)

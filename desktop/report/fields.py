"""Form fields with their labels, for the report and the preferences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.style.theme import GRID
from desktop.widgets.drop_down import DropDown
from desktop.widgets.page import label

_LONGEST: Final = 200
_NAMES: Final = 11 * GRID


class Fields(QWidget):
    """Labels on the left, fields on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnMinimumWidth(0, _NAMES)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, field: QWidget) -> None:
        """Add a row; the name becomes that of the field for assistive technology too."""
        row = self._grid.rowCount()
        title: QLabel = label(name, "muted", wraps=False)
        title.setBuddy(field)
        tall = isinstance(field, QPlainTextEdit)
        place = Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
        title.setContentsMargins(0, GRID if tall else 0, 0, 0)
        field.setAccessibleName(name)
        self._grid.addWidget(title, row, 0, place)
        self._grid.addWidget(field, row, 1)


def line(text: str = "", hint: str = "") -> QLineEdit:
    """Return a field for one line of text."""
    field = QLineEdit()
    field.setMaxLength(_LONGEST)
    field.setPlaceholderText(hint)
    field.setText(text)
    field.setCursorPosition(0)
    return field


def choice(options: Sequence[tuple[str, object]], chosen: object) -> DropDown:
    """Return a list to choose from.

    Parameters
    ----------
    options : sequence of pairs
        The text shown, and the value that it stands for.
    chosen : object
        The value of the option that is chosen at first.
    """
    field = DropDown()
    for text, meaning in options:
        field.addItem(text, meaning)
    field.setCurrentIndex(max(0, [meaning for _, meaning in options].index(chosen)))
    field.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(8)
    return field


def prose(text: str = "") -> QPlainTextEdit:
    """Return a field for several lines of text, which Tab leaves."""
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    field.setFixedHeight(13 * GRID)
    return field

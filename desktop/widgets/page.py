"""Typography of panels and dialogs: labels by role, sections, pairs of a name and a value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.style.theme import GRID


def label(text: str = "", role: str = "body", *, wraps: bool = True) -> QLabel:
    """Return a label that the style sheet styles by its role."""
    result = QLabel(text)
    result.setProperty("role", role)
    # Texts may come from files: HTML in them must not be rendered.
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wraps)
    return result


def rule() -> QFrame:
    """Return a hairline."""
    result = QFrame()
    result.setObjectName("rule")
    return result


def close_box(parent: QDialog) -> QDialogButtonBox:
    """Return a box with one button that closes a dialog."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    # Some desktops add an icon of their own, which does not follow the palette.
    box.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
    box.rejected.connect(parent.reject)
    return box


class Section(QWidget):
    """A titled part of a page, with a hairline above it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2 * GRID, 0, 0)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(rule())
        self._layout.addSpacing(GRID)
        self._title = label("", "section")
        self._layout.addWidget(self._title)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Set another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def add(self, widget: QWidget) -> None:
        """Add a widget at the bottom."""
        self._layout.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        """Add a layout at the bottom."""
        self._layout.addLayout(layout)


class Facts(QWidget):
    """Grid of names on the left and values on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, 11 * GRID)
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show other pairs of a name and a value."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                # Hidden at once: deleteLater() leaves it for one more painting, over the new rows.
                widget.hide()
                widget.deleteLater()
        for number, (name, value) in enumerate(rows):
            values = label(value)
            values.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            names = label(name, "muted", wraps=False)
            self._grid.addWidget(names, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(values, number, 1)

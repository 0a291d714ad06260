"""Tabs: pages below a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.style.theme import GRID
from desktop.widgets.page import rule


class Tabs(QWidget):
    """One page at a time; a button for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = QButtonGroup(self)
        self._all: list[QToolButton] = []
        self._widgets: list[QWidget] = []
        self._buttons.idClicked.connect(self.show_page)
        self._pages = QStackedWidget()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._row)
        layout.addWidget(rule())
        layout.addWidget(self._pages, 1)

    @property
    def index(self) -> int:
        """Which page is shown."""
        return self._pages.currentIndex()

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._widgets[self.index]

    def button(self, index: int) -> QToolButton:
        """Return the button of a page."""
        return self._all[index]

    def set_pages(self, pages: list[tuple[str, QWidget]]) -> None:
        """Show other pages, each with its name; the one that is chosen keeps its place."""
        chosen = max(0, self.index)
        for button in self._all:
            self._buttons.removeButton(button)
            button.deleteLater()
        self._all.clear()
        for page in self._widgets:
            self._pages.removeWidget(page)
            page.deleteLater()
        self._widgets = [page for _, page in pages]
        for number, (name, page) in enumerate(pages):
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._all.append(button)
            self._buttons.addButton(button, number)
            self._row.insertWidget(number, button)
            self._pages.addWidget(page)
        self.show_page(min(chosen, len(pages) - 1))

    def show_page(self, index: int) -> None:
        """Show a page."""
        self._pages.setCurrentIndex(index)
        if 0 <= index < len(self._all):
            self._all[index].setChecked(True)

"""List of the windows that a file offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.language import wording
from desktop.style.theme import GRID
from desktop.widgets.drop_down import DropDown
from desktop.widgets.page import label
from engine.scan import VoiWindow

_WIDTH: Final = 19 * GRID


class WindowList(QWidget):
    """Shows the window in force, and offers those of the file.

    Signals
    -------
    chosen(object)
        A `VoiWindow`, or None for the default of the file.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._windows: tuple[VoiWindow, ...] = ()
        self._box = DropDown()
        self._box.setAccessibleName(self.tr("Window of grey values"))
        self._box.setToolTip(
            self.tr("The windows that the file offers. Drag with the right button for another one.")
        )
        policy = DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._box.setSizeAdjustPolicy(policy)
        self._box.setFixedWidth(_WIDTH)
        self._box.activated.connect(self._on_activated)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        self._caption = label(self.tr("Window"), "muted", wraps=False)
        self._caption.setBuddy(self._box)
        layout.addWidget(self._caption)
        layout.addWidget(self._box)

    def set_compact(self, compact: bool) -> None:
        """Hide or show the caption."""
        self._caption.setVisible(not compact)

    @property
    def names(self) -> list[str]:
        """The names in the list."""
        return [self._box.itemText(index) for index in range(self._box.count())]

    @property
    def text(self) -> str:
        """The name of the window in force."""
        return self._box.currentText()

    def offer(self, windows: Sequence[VoiWindow]) -> None:
        """Offer the windows of another file."""
        self._windows = tuple(windows)
        self._box.clear()
        self._box.addItem(self.tr("As in the file"))
        self._box.addItems([wording.window(window) for window in windows])
        self._box.setCurrentIndex(0)

    def show_window(self, window: VoiWindow | None) -> None:
        """Show the window in force; one that is not of the file is added at the end."""
        own = len(self._windows) + 1
        while self._box.count() > own:
            self._box.removeItem(own)
        if window is None:
            self._box.setCurrentIndex(0)
        elif window in self._windows:
            self._box.setCurrentIndex(self._windows.index(window) + 1)
        else:
            self._box.addItem(wording.window(window))
            self._box.setCurrentIndex(own)

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        if index == 0:
            self.chosen.emit(None)
        elif index <= len(self._windows):
            self.chosen.emit(self._windows[index - 1])

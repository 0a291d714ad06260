"""Progress line: thin line that fills up."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_HEIGHT: Final = 3


class ProgressLine(QWidget):
    """The part of a batch that is done; a hairline while none runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part: float | None = None
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(self.tr("Progress"))

    @property
    def part(self) -> float | None:
        """From 0 to 1; None while no batch runs."""
        return self._part

    def show_part(self, part: float | None) -> None:
        """Show the part that is done, or None while no batch runs."""
        self._part = part
        self.setAccessibleDescription("" if part is None else f"{round(100 * part)} %")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the line."""
        painter = QPainter(self)
        palette = self.palette()
        if self._part is None:
            painter.fillRect(0, _HEIGHT - 1, self.width(), 1, palette.mid())
        else:
            painter.fillRect(self.rect(), palette.midlight())
            done = QRectF(0, 0, self._part * self.width(), _HEIGHT)
            painter.fillRect(done, palette.accent())
        painter.end()

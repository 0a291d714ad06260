"""Colour bar: the legend of the heatmap."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.style.theme import GRID, ON_SURROUND, RADIUS

_BAR_WIDTH: Final = 12
_BAR_HEIGHT: Final = 144


class ColourBar(QWidget):
    """The colours of the heatmap, from no evidence to the strongest.

    Parameters
    ----------
    colours : ndarray of uint8
        Shape (256, 3), RGB, for 0 to 1.
    """

    def __init__(self, colours: NDArray[np.uint8], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The strongest evidence is at the top; QImage needs contiguous rows.
        column = np.ascontiguousarray(colours[::-1, None, :])
        self._ramp = QImage(
            column.data, 1, len(column), column.strides[0], QImage.Format.Format_RGB888
        ).copy()
        self._top = self.tr("strong")
        self._bottom = self.tr("none")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._threshold = 0.0
        self.set_meaning("")
        self.resize(self.sizeHint())

    def set_meaning(self, meaning: str) -> None:
        """Describe the heatmap to assistive technology."""
        self.setAccessibleName(self.tr("Colour bar"))
        self.setAccessibleDescription(
            self.tr("{}: from {} to {}").format(meaning, self._bottom, self._top)
        )

    def set_threshold(self, threshold: float) -> None:
        """Hatch the part of the bar below a threshold, from 0 to 1."""
        self._threshold = threshold
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that the labels need."""
        metrics = self.fontMetrics()
        words = max(metrics.horizontalAdvance(text) for text in (self._top, self._bottom))
        return QSize(_BAR_WIDTH + words + 4 * GRID, _BAR_HEIGHT + 3 * GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ramp with a label at each end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # A dark plate, so that the bar can be read over any scan.
        painter.setBrush(QColor(10, 12, 14, 190))
        painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        left = self.width() - _BAR_WIDTH - 1.5 * GRID
        bar = QRectF(left, 1.5 * GRID, _BAR_WIDTH, _BAR_HEIGHT)
        painter.drawImage(bar, self._ramp)
        self._paint_left_out(painter, bar)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255, 70), 1))
        painter.drawRect(bar)
        painter.setPen(QColor(ON_SURROUND))
        words = QRectF(0, bar.top() - 4, left - GRID, bar.height() + 8)
        for text, edge in (
            (self._top, Qt.AlignmentFlag.AlignTop),
            (self._bottom, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | edge), text)
        painter.setPen(QPen(QColor(ON_SURROUND), 1))
        painter.drawLine(QPointF(left - 3, bar.top()), QPointF(left, bar.top()))
        painter.drawLine(QPointF(left - 3, bar.bottom()), QPointF(left, bar.bottom()))
        painter.end()

    def _paint_left_out(self, painter: QPainter, bar: QRectF) -> None:
        if self._threshold <= 0:
            return
        out = QRectF(bar)
        out.setTop(bar.bottom() - self._threshold * bar.height())
        painter.fillRect(out, QColor(10, 12, 14))
        painter.fillRect(out, QBrush(QColor(255, 255, 255, 110), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(ON_SURROUND), 1.5))
        painter.drawLine(QPointF(bar.left() - 3, out.top()), QPointF(bar.right() + 3, out.top()))

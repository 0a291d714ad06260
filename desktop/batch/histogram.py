"""Histogram of the malignancy probabilities of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language import wording
from desktop.language.languages import count
from engine.records.summary import BINS, Summary

_AXIS: Final = 18.0
_GAP: Final = 2.0
_ABOVE: Final = 16.0


class Histogram(QWidget):
    """Twenty bars from 0 to 100 %, with the operating point as a line.

    The bars from the operating point on have another colour; the line between them says the same
    to those who do not see it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Sequence[int] = [0] * BINS
        self._threshold: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Histogram of the malignancy probability"))

    def show_summary(self, summary: Summary) -> None:
        """Show the probabilities of a batch; its operating point is shown if all rows share one."""
        self._counts = list(summary.histogram)
        points = list(summary.thresholds)
        # Models of several kinds of scan have different thresholds: one line would mislead.
        self._threshold = points[0] if len(points) == 1 else None
        low = sum(self._counts[: BINS // 2])
        high = sum(self._counts[BINS // 2 :])
        self.setAccessibleDescription(
            self.tr("{} below 50 %, {} from 50 % on, {} reach the operating point").format(
                low, high, summary.suspicious
            )
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the preferred size."""
        return QSize(320, 96)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint bars, axis and operating point."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(0.5, _ABOVE, self.width() - 1, max(1.0, self.height() - _AXIS - _ABOVE))
        self._paint_bars(painter, plot)
        self._paint_axis(painter, plot)
        self._paint_threshold(painter, plot)
        painter.end()

    def _paint_bars(self, painter: QPainter, plot: QRectF) -> None:
        tallest, width = max(1, *self._counts), plot.width() / BINS
        painter.setPen(Qt.PenStyle.NoPen)
        for number, files in enumerate(self._counts):
            if not files:
                continue
            # A single file beside thousands would not be seen otherwise.
            height = max(2.0, plot.height() * files / tallest)
            bar = QRectF(
                plot.left() + number * width + _GAP / 2,
                plot.bottom() - height,
                max(1.0, width - _GAP),
                height,
            )
            middle = (number + 0.5) / BINS
            above = self._threshold is not None and middle >= self._threshold
            role = QPalette.ColorRole.BrightText if above else QPalette.ColorRole.Accent
            painter.setBrush(self.palette().color(role))
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_axis(self, painter: QPainter, plot: QRectF) -> None:
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        font = self.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        line = QRectF(plot.left(), plot.bottom() + 3, plot.width(), _AXIS - 3)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), wording.percent(0))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter), wording.percent(0.5))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), wording.percent(1))
        tallest = max(self._counts)
        if tallest:
            top = QRectF(plot.left(), 0, plot.width(), _ABOVE)
            painter.drawText(top, int(Qt.AlignmentFlag.AlignRight), count(tallest))

    def _paint_threshold(self, painter: QPainter, plot: QRectF) -> None:
        if self._threshold is None:
            return
        x = plot.left() + plot.width() * self._threshold
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, _ABOVE - 2), QPointF(x, plot.bottom()))
        words = self.tr("operating point {}").format(wording.percent(self._threshold))
        room = painter.fontMetrics().horizontalAdvance(words)
        # Centred on the line, but never cut off at the edges.
        left = min(max(plot.left(), x - room / 2), plot.right() - room)
        painter.setPen(ink)
        painter.drawText(QPointF(left, _ABOVE - 5), words)

"""Probability scale: a probability against operating point and inconclusive zone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language import wording
from engine.finding import InconclusiveZone, OperatingPoint

_BAR: Final = 12.0
_ABOVE: Final = 9.0
_HEIGHT: Final = 44
_EDGE: Final = 1.0


class ProbabilityScale(QWidget):
    """A bar from 0 to 100 % with the operating point as a tick and the inconclusive zone hatched.

    Hatching and a tick that overhangs the bar are seen without telling colours apart.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._probability = 0.0
        self._point: OperatingPoint | None = None
        self._zone: InconclusiveZone | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Malignancy probability"))

    def show_probability(
        self, probability: float, point: OperatingPoint | None, zone: InconclusiveZone | None
    ) -> None:
        """Show a probability, from 0 to 1, and what it is compared with."""
        self._probability, self._point, self._zone = probability, point, zone
        self.setAccessibleDescription(self._in_words())
        self.update()

    def _in_words(self) -> str:
        words = [wording.percent(self._probability)]
        if self._point is not None:
            words.append(
                self.tr("operating point {}").format(wording.percent(self._point.threshold))
            )
        if self._zone is not None:
            low, high = wording.percent(self._zone.low), wording.percent(self._zone.high)
            words.append(self.tr("inconclusive from {} to {}").format(low, high))
        return ", ".join(words)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the preferred size."""
        return QSize(160, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint bar, zone, tick and the ends of the scale."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(_EDGE, _ABOVE, self.width() - 2 * _EDGE, _BAR)
        self._paint_bar(painter, bar)
        self._paint_tick(painter, bar)
        self._paint_ends(painter, bar)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        palette = self.palette()
        shape = QPainterPath()
        shape.addRoundedRect(bar, 4, 4)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(bar, palette.color(QPalette.ColorRole.Midlight))
        filled = QRectF(bar.left(), bar.top(), bar.width() * self._probability, bar.height())
        painter.fillRect(filled, self._ink())
        if self._zone is not None:
            self._paint_zone(painter, bar, self._zone)
        painter.restore()

    def _paint_zone(self, painter: QPainter, bar: QRectF, zone: InconclusiveZone) -> None:
        left = bar.left() + bar.width() * zone.low
        # At least 3 points, so that a narrow zone is still seen.
        area = QRectF(left, bar.top(), max(3.0, bar.width() * (zone.high - zone.low)), bar.height())
        hatch = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        hatch.setAlpha(150)
        # Lightened first, so that the hatching is visible on the filled part, too.
        veil = QColor(self.palette().color(QPalette.ColorRole.Base))
        veil.setAlpha(130)
        painter.fillRect(area, veil)
        painter.fillRect(area, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(hatch, 1))
        for x in (area.left(), area.right()):
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))

    def _paint_tick(self, painter: QPainter, bar: QRectF) -> None:
        if self._point is None:
            return
        x = bar.left() + bar.width() * self._point.threshold
        # A wide tick of the background below a thin dark one: it stands out on any colour.
        for role, width in ((QPalette.ColorRole.Base, 6), (QPalette.ColorRole.WindowText, 2)):
            painter.setPen(QPen(self.palette().color(role), width, c=Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(x, bar.top() - 5), QPointF(x, bar.bottom() + 5))

    def _paint_ends(self, painter: QPainter, bar: QRectF) -> None:
        font = self.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        line = QRectF(0, bar.bottom() + 7, self.width(), 16)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), wording.percent(0))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), wording.percent(1))

    def _ink(self) -> QColor:
        suspicious = self._point is not None and self._probability >= self._point.threshold
        role = QPalette.ColorRole.BrightText if suspicious else QPalette.ColorRole.Accent
        return self.palette().color(role)

"""Calipers: measured distances painted over a scan, and found under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTransform

from desktop.language import wording
from desktop.style.theme import ON_SURROUND
from engine.measurement import Measurement

INK: Final = QColor("#ffe066")
_EDGE: Final = QColor(0, 0, 0, 190)
_END: Final = 6.0
# Distance in points within which an end is grasped.
_REACH: Final = 10.0
_GAP: Final = 12.0


def paint(
    painter: QPainter, lines: Sequence[Measurement], place: QTransform, selected: str | None
) -> None:
    """Paint measurements, with strokes of the same width at any zoom.

    Parameters
    ----------
    painter : QPainter
        Of the view, in its points.
    lines : sequence of Measurement
        Of the frame that is shown.
    place : QTransform
        From the frame to the view.
    selected : str or None
        The label of the one that is selected: it is drawn wider, with round handles.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line in lines:
        _paint_line(painter, line, _placed(line, place), is_selected=line.label == selected)


def paint_crosshair(painter: QPainter, at: QPointF) -> None:
    """Paint the crosshair that the keyboard moves, at a point of the view."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((_EDGE, 4.0), (INK, 1.5)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(at - QPointF(12, 0), at + QPointF(12, 0))
        painter.drawLine(at - QPointF(0, 12), at + QPointF(0, 12))


def end_at(
    lines: Sequence[Measurement], place: QTransform, at: QPointF
) -> tuple[Measurement, bool] | None:
    """Return the latest measurement with an end at a point of the view.

    With it, whether that end is the first one; None if there is no such measurement.
    """
    # The latest is painted on top, so it is the one under the cursor.
    for line in reversed(lines):
        placed = _placed(line, place)
        for point, is_start in ((placed.p2(), False), (placed.p1(), True)):
            if QLineF(point, at).length() <= _REACH:
                return line, is_start
    return None


def _placed(line: Measurement, place: QTransform) -> QLineF:
    return QLineF(place.map(QPointF(*line.start)), place.map(QPointF(*line.end)))


def _paint_line(painter: QPainter, line: Measurement, placed: QLineF, *, is_selected: bool) -> None:
    unit = _unit_normal(placed) * _END
    wide = 2.5 if is_selected else 1.5
    # A dark edge below the line keeps it visible on bright tissue.
    for colour, width in ((_EDGE, wide + 2.5), (INK, wide)):
        painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(placed)
        for end in (placed.p1(), placed.p2()):
            painter.drawLine(QLineF(end - unit, end + unit))
    if is_selected:
        painter.setBrush(_EDGE)
        painter.setPen(QPen(INK, 1.5))
        for end in (placed.p1(), placed.p2()):
            painter.drawEllipse(end, 4.5, 4.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    _paint_label(painter, wording.measurement(line), placed)


def _unit_normal(line: QLineF) -> QPointF:
    # A line without length has no direction: any normal will do.
    if line.length() == 0:
        return QPointF(0, 1)
    normal = line.normalVector().unitVector()
    return QPointF(normal.dx(), normal.dy())


def _paint_label(painter: QPainter, text: str, placed: QLineF) -> None:
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    # Beside the end further right, where the label does not cover the line.
    end, other = placed.p2(), placed.p1()
    if other.x() > end.x():
        end, other = other, end
    width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 4
    plate = QRectF(end.x() + _GAP, end.y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(10, 12, 14, 200))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(ON_SURROUND))
    painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), text)

"""Curve of the malignancy probability over the frames of a scan, and their slider."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language import wording

# Points; the margins leave room for the peak above and the handle below the plot.
_HEIGHT: Final = 56
_TOP: Final = 6.0
_GROUND: Final = 8.0
_SIDE: Final = 8.0


class FrameCurve(QWidget):
    """A curve with a cursor at the present frame; click, drag or the arrow keys move it.

    Signals
    -------
    chosen(int)
        Index of the frame that was clicked or moved to.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames = 1
        self._frame = 0
        self._probabilities: dict[int, float] = {}
        self._threshold: float | None = None
        self._peak: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Malignancy probability over the frames"))

    @property
    def frame(self) -> int:
        """Index of the frame at the cursor."""
        return self._frame

    @property
    def probabilities(self) -> dict[int, float]:
        """The probabilities shown, by the index of the frame."""
        return dict(self._probabilities)

    def set_frames(self, frames: int) -> None:
        """Show another scan, without any probability yet."""
        self._frames, self._frame = frames, 0
        self.show_probabilities({}, None, None)

    def set_frame(self, frame: int) -> None:
        """Move the cursor."""
        self._frame = frame
        self._describe()
        self.update()

    def show_probabilities(
        self, probabilities: Mapping[int, float], threshold: float | None, peak: int | None
    ) -> None:
        """Show other probabilities.

        Parameters
        ----------
        probabilities : mapping
            From the index of a frame to its malignancy probability, 0 to 1; some may be missing.
        threshold : float or None
            The operating point, drawn as a dashed line.
        peak : int or None
            The most suspicious frame, marked by a triangle.
        """
        self._probabilities = dict(probabilities)
        self._threshold, self._peak = threshold, peak
        self._describe()
        self.update()

    def _describe(self) -> None:
        words = self.tr("Frame {} of {}").format(self._frame + 1, self._frames)
        if self._frame in self._probabilities:
            words += ", " + wording.percent(self._probabilities[self._frame])
        self.setAccessibleDescription(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the usual size."""
        return QSize(240, _HEIGHT)

    def _plot(self) -> QRectF:
        return QRectF(
            _SIDE, _TOP, max(1.0, self.width() - 2 * _SIDE), self.height() - _TOP - _GROUND
        )

    def _x(self, frame: float) -> float:
        plot = self._plot()
        return plot.left() + plot.width() * frame / max(1, self._frames - 1)

    def _point(self, frame: int) -> QPointF:
        plot = self._plot()
        return QPointF(self._x(frame), plot.bottom() - plot.height() * self._probabilities[frame])

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint background, operating point, curve, peak and cursor."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_curve(painter)
        self._paint_peak(painter)
        self._paint_cursor(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().accent().color(), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        plot, palette = self._plot(), self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(plot.adjusted(-4, -2, 4, 2), 4, 4)
        # A line below the plot shows the progress, also where the probabilities are near 0.
        if self._probabilities and len(self._probabilities) < self._frames:
            known = QRectF(plot.left() - 4, plot.bottom() + 4, 0, 2)
            known.setRight(self._x(max(self._probabilities)))
            painter.fillRect(known, palette.accent())
        if self._threshold is not None:
            y = plot.bottom() - plot.height() * self._threshold
            painter.setPen(
                QPen(palette.color(QPalette.ColorRole.WindowText), 1, Qt.PenStyle.DashLine)
            )
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_curve(self, painter: QPainter) -> None:
        frames = sorted(self._probabilities)
        if not frames:
            return
        accent = self.palette().accent().color()
        line = QPolygonF([self._point(frame) for frame in frames])
        floor = self._plot().bottom()
        faint = QColor(accent)
        faint.setAlpha(50)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        ends = [QPointF(line.last().x(), floor), QPointF(line.first().x(), floor)]
        painter.drawPolygon(QPolygonF([*line.toList(), *ends]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 1.75, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(line)

    def _paint_peak(self, painter: QPainter) -> None:
        if self._peak is None or self._peak not in self._probabilities:
            return
        at = self._point(self._peak)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 1.5))
        painter.setBrush(self.palette().color(QPalette.ColorRole.BrightText))
        tip = QPointF(at.x(), max(at.y() - 2, 8))
        painter.drawPolygon([tip, tip + QPointF(-5, -8), tip + QPointF(5, -8)])

    def _paint_cursor(self, painter: QPainter) -> None:
        x = self._x(self._frame)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Window), 5))
        painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 4.0))
        painter.setPen(QPen(ink, 2, c=Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 4.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x, self.height() - 5.0), 4, 4)

    def _choose_at(self, x: float) -> None:
        plot = self._plot()
        part = (x - plot.left()) / plot.width()
        frame = round(min(max(part, 0.0), 1.0) * (self._frames - 1))
        self.chosen.emit(frame)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to the frame under the cursor."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the cursor to other frames."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go one frame back or forward."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(min(max(self._frame + step, 0), self._frames - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Remove the focus frame."""
        super().focusOutEvent(event)
        self.update()

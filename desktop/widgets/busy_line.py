"""Busy line: thin line that moves while work is going on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QRectF, QVariantAnimation, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_HEIGHT: Final = 3
# Calm enough not to draw the eye from the scan.
_ROUND_MS: Final = 1200
_PART: Final = 0.25


class BusyLine(QWidget):
    """A short piece travels along the line while work is going on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = 0.0
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(-_PART)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(_ROUND_MS)
        self._animation.setLoopCount(-1)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._animation.valueChanged.connect(self._on_moved)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(self.tr("Progress"))

    @property
    def busy(self) -> bool:
        """Whether the line is moving."""
        return self._animation.state() is QVariantAnimation.State.Running

    def set_busy(self, busy: bool) -> None:
        """Start or stop the movement."""
        if busy and not self.busy:
            self._animation.start()
        elif not busy:
            self._animation.stop()
        self.update()

    @Slot(object)
    def _on_moved(self, place: float) -> None:
        self._place = place
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the travelling piece, or a hairline while idle."""
        painter = QPainter(self)
        if not self.busy:
            painter.fillRect(0, _HEIGHT - 1, self.width(), 1, self.palette().mid())
            painter.end()
            return
        accent = QColor(self.palette().accent().color())
        accent.setAlpha(60)
        painter.fillRect(self.rect(), accent)
        accent.setAlpha(255)
        width = self.width()
        painter.fillRect(QRectF(self._place * width, 0, _PART * width, _HEIGHT), accent)
        painter.end()

"""Class bars: the calibrated probability of every class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language import wording
from desktop.style.theme import GRID

_ROW: Final = 3 * GRID
_BAR: Final = 6.0


class ClassBars(QWidget):
    """One row per class: name, bar, percentage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, float]] = []
        self._stated: str | None = None
        self._role = QPalette.ColorRole.Accent
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Probability of each class"))

    def show_probabilities(
        self,
        probabilities: Mapping[str, float],
        stated: str | None,
        role: QPalette.ColorRole = QPalette.ColorRole.Accent,
    ) -> None:
        """Show the classes in the order of the model; the one stated as the answer stands out.

        Parameters
        ----------
        probabilities : mapping
            From the name of a class to its calibrated probability, from 0 to 1.
        stated : str or None
            The class that is stated as the answer, if any.
        role : QPalette.ColorRole
            The colour of its bar.
        """
        self._role = role
        self._rows = [(wording.class_name(name), value) for name, value in probabilities.items()]
        self._stated = None if stated is None else wording.class_name(stated)
        self.setAccessibleDescription(
            ", ".join(f"{name} {wording.percent(value)}" for name, value in self._rows)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of all rows."""
        return QSize(160, _ROW * len(self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint a row for each class."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        names = max((metrics.horizontalAdvance(name) for name, _ in self._rows), default=0) + 20
        figures = metrics.horizontalAdvance(wording.percent(0.999)) + 2 * GRID
        for index, (name, value) in enumerate(self._rows):
            row = QRectF(0, index * _ROW, self.width(), _ROW)
            self._paint_row(painter, row, name, value, (names, figures))
        painter.end()

    def _paint_row(
        self, painter: QPainter, row: QRectF, name: str, value: float, widths: tuple[int, int]
    ) -> None:
        palette = self.palette()
        stated = name == self._stated
        font = self.font()
        font.setWeight(font.Weight.DemiBold if stated else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(row, middle | int(Qt.AlignmentFlag.AlignLeft), name)
        painter.drawText(row, middle | int(Qt.AlignmentFlag.AlignRight), wording.percent(value))
        bar = QRectF(widths[0], row.center().y() - _BAR / 2, row.width() - sum(widths), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        # A bar shorter than its rounded ends would not be seen.
        bar.setWidth(max(_BAR, bar.width() * value) if value > 0 else 0)
        painter.setBrush(
            palette.color(self._role if stated else QPalette.ColorRole.PlaceholderText)
        )
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)

"""Table of a card's figures: one row a figure, one column a set of scans."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.language.engine_texts import localised
from desktop.language.languages import decimal
from desktop.style.theme import GRID
from desktop.widgets.page import label, rule
from engine.model.model_card import Figure, ModelCard

_NAMES: Final = 18 * GRID
_LINE: Final = 14
_DOT: Final = 4.0
_DASH: Final = "\N{EN DASH}"


class Figures(QScrollArea):
    """Each figure with its 95 % interval and number of scans, written and drawn from 0 to 1.

    Parameters
    ----------
    card : ModelCard
        Whose figures.
    """

    def __init__(self, card: ModelCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QWidget()
        body.setObjectName("panelBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(
            label(
                self.tr(
                    "Measured through the program as you run it: the figure, its 95 % interval, "
                    "and the number of scans. The lines run from 0 to 1."
                ),
                "muted",
            )
        )
        layout.addLayout(self._table(card.figures))
        layout.addStretch(1)
        self.setObjectName("panelScroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(body)
        self.setAccessibleName(self.tr("Figures of the model"))

    def _table(self, figures: tuple[Figure, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setColumnMinimumWidth(0, _NAMES)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 4)
        known = {(figure.name, figure.data): figure for figure in figures}
        sets = list(dict.fromkeys(figure.data for figure in figures))
        for column, data in enumerate(sets, start=1):
            title = label(localised(data), "section")
            grid.addWidget(title, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(column, 5)
        for number, name in enumerate(dict.fromkeys(figure.name for figure in figures)):
            row = 2 * number + 2
            grid.addWidget(rule(), row - 1, 0, 1, len(sets) + 1)
            grid.addWidget(label(localised(name)), row, 0, Qt.AlignmentFlag.AlignVCenter)
            for column, data in enumerate(sets, start=1):
                if (name, data) in known:
                    grid.addWidget(Interval(known[name, data]), row, column)
                else:
                    grid.addWidget(label(_DASH, "muted"), row, column)
        return grid


class Interval(QWidget):
    """One figure: written, and below it as a dot in its interval on a line from 0 to 1."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self.text = decimal(figure.value, 3)
        low, high = decimal(figure.low, 3), decimal(figure.high, 3)
        self.more = f"{low} {_DASH} {high},  {figure.count}"
        name, data = localised(figure.name), localised(figure.data)
        self.setAccessibleName(f"{name}, {data}: {self.text} {self.more}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the words."""
        words = self.fontMetrics().horizontalAdvance(f"{self.text}  {self.more}") + 2 * GRID
        return QSize(words, self.fontMetrics().height() + _LINE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: words are not shortened."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the words and the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter)
        self._paint_line(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        area = QRectF(0, 0, self.width(), self.fontMetrics().height())
        bold = self.font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, self.text)
        shift = painter.fontMetrics().horizontalAdvance(self.text) + GRID
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(area.adjusted(shift, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, self.more)

    def _paint_line(self, painter: QPainter) -> None:
        y = self.height() - _LINE / 2
        left, room = _DOT, self.width() - 2 * _DOT
        colours = self.palette()
        for low, high, role, width in (
            (0.0, 1.0, QPalette.ColorRole.Midlight, 2.0),
            (self._figure.low, self._figure.high, QPalette.ColorRole.Accent, 3.0),
        ):
            pen = QPen(colours.color(role), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            ends = (min(1.0, max(0.0, end)) * room + left for end in (low, high))
            painter.drawLine(*(QPointF(x, y) for x in ends))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color(QPalette.ColorRole.Accent))
        value = min(1.0, max(0.0, self._figure.value))
        painter.drawEllipse(QPointF(left + value * room, y), _DOT, _DOT)

"""Summary of a batch below its rows: counts and a histogram."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.batch.histogram import Histogram
from desktop.language import languages, wording
from desktop.style.theme import GRID
from desktop.widgets.page import label
from engine.finding import Status
from engine.records.summary import Summary

_HEIGHT: Final = 18 * GRID


class SummaryStrip(QWidget):
    """Counts on the left, a histogram on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(self.tr("Summary"))
        self.histogram = Histogram()
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(2 * GRID)
        self._counts.setVerticalSpacing(2)
        self._suspicious = label("", "small")
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(label(self.tr("Summary"), "section"))
        left.addLayout(self._counts)
        left.addStretch(1)
        left.addWidget(self._suspicious)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(label(self.tr("Malignancy probability"), "section"))
        right.addWidget(self.histogram, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 2, 2 * GRID, GRID + 2)
        layout.setSpacing(4 * GRID)
        layout.addLayout(left, 2)
        layout.addLayout(right, 3)
        self._cells: dict[str, int] = {}

    def show_summary(self, summary: Summary) -> None:
        """Show the counts of a batch."""
        counts = [
            *(
                (wording.class_name(name), summary.classes[name])
                for name in sorted(summary.classes)
            ),
            (self.tr("Inconclusive"), summary.statuses[Status.INCONCLUSIVE]),
            (self.tr("Out of scope"), summary.statuses[Status.OUT_OF_SCOPE]),
            (self.tr("Not read"), summary.statuses[Status.UNREADABLE]),
        ]
        self._fill(counts)
        reached = self.tr("{} reach the operating point").format(
            languages.count(summary.suspicious)
        )
        self._suspicious.setText(reached if summary.thresholds else "")
        self.histogram.show_summary(summary)
        self.setAccessibleDescription(", ".join(f"{name} {count}" for name, count in counts))

    def _fill(self, counts: list[tuple[str, int]]) -> None:
        while self._counts.count() < 2 * len(counts):
            number = self._counts.count() // 2
            row, column = number % 3, 2 * (number // 3)
            self._counts.addWidget(label("", "muted", wraps=False), row, column)
            figure = label("", "strong", wraps=False)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            figure.setMinimumWidth(5 * GRID)
            self._counts.addWidget(figure, row, column + 1)
        for place in range(0, self._counts.count(), 2):
            known = place // 2 < len(counts)
            name, count = counts[place // 2] if known else ("", 0)
            for offset, text in ((0, name), (1, languages.count(count) if known else "")):
                item = self._counts.itemAt(place + offset)
                widget = None if item is None else item.widget()
                if widget is not None:
                    widget.setText(text)  # type: ignore[attr-defined]

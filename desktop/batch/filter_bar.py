"""Filter of the rows: a search, and one kind of answer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.batch.columns import answer, remark
from desktop.language import wording
from desktop.language.languages import count
from desktop.style.theme import GRID
from desktop.widgets.drop_down import DropDown
from desktop.widgets.page import label
from desktop.widgets.search_field import SearchField
from engine.finding import Status
from engine.records.finding_record import FindingRecord

_ROOMY: Final = 680
_ALL: Final = "all"
_SUSPICIOUS: Final = "suspicious"


class FilterBar(QWidget):
    """A search field, a list of answers, the number of rows, and the buttons that export them.

    Signals
    -------
    changed()
        `wants` may answer differently now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.search = SearchField(self.tr("Search file, folder or remark"), self.tr("Search"))
        self.answers = DropDown()
        self.answers.setAccessibleName(self.tr("Answers shown"))
        self.search.setMinimumWidth(16 * GRID)
        self.answers.setSizeAdjustPolicy(
            DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.answers.setMinimumContentsLength(10)
        self._fill(())
        self._count = label("", "muted", wraps=False)
        self.csv = QPushButton()
        self.csv.setAccessibleName(self.tr("Export CSV"))
        self.csv.setToolTip(self.tr("Write all rows to a file (Ctrl+S)"))
        self.pdf = QPushButton()
        self.pdf.setAccessibleName(self.tr("Report as PDF"))
        self.pdf.setToolTip(self.tr("Write a summary with the most suspicious scans"))
        self._classes: tuple[str, ...] = ()
        self.search.rested.connect(self.changed)
        self.answers.currentIndexChanged.connect(self._on_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.search, 4)
        layout.addWidget(self.answers, 3)
        layout.addWidget(self._count)
        layout.addStretch(1)
        self._name_buttons(compact=False)
        for button in (self.csv, self.pdf):
            button.setProperty("size", "small")
            layout.addWidget(button)

    def wants(self, row: FindingRecord) -> bool:
        """Tell whether a row is to be shown."""
        return self._has_answer(row) and self._has_text(row)

    def set_classes(self, classes: tuple[str, ...]) -> None:
        """Offer the classes that occur in the rows."""
        if classes != self._classes:
            self._classes = classes
            chosen = self.answers.currentData()
            # A list that is filled anew is no choice of the user.
            self.answers.blockSignals(True)
            self._fill(classes)
            self.answers.setCurrentIndex(max(0, self.answers.findData(chosen)))
            self.answers.blockSignals(False)

    def show_count(self, shown: int, total: int) -> None:
        """Show the number of rows."""
        text = count(total) if shown == total else f"{count(shown)} / {count(total)}"
        self._count.setText(self.tr("Rows: {}").format(text) if total else "")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Shorten texts in a narrow window."""
        compact = event.size().width() < _ROOMY
        self._count.setVisible(not compact)
        self._name_buttons(compact=compact)
        super().resizeEvent(event)

    def _name_buttons(self, *, compact: bool) -> None:
        self.csv.setText(self.tr("CSV…") if compact else self.tr("Export CSV…"))
        self.pdf.setText(self.tr("PDF…") if compact else self.tr("Report (PDF)…"))

    def _fill(self, classes: tuple[str, ...]) -> None:
        self.answers.clear()
        self.answers.addItem(self.tr("All answers"), _ALL)
        self.answers.addItem(self.tr("Reaches the operating point"), _SUSPICIOUS)
        for name in classes:
            # A prefix, since a class may be named like a status.
            self.answers.addItem(wording.class_name(name), f"class {name}")
        for status, text in (
            (Status.INCONCLUSIVE, self.tr("Inconclusive")),
            (Status.OUT_OF_SCOPE, self.tr("Out of scope")),
            (Status.UNREADABLE, self.tr("Not read")),
        ):
            self.answers.addItem(text, str(status))

    def _has_answer(self, row: FindingRecord) -> bool:
        chosen = self.answers.currentData()
        # None while the list is empty.
        if chosen in {None, _ALL}:
            return True
        if chosen == _SUSPICIOUS:
            return bool(row.is_suspicious)
        if row.status is Status.OK:
            return bool(chosen == f"class {row.class_name}")
        return bool(chosen == str(row.status))

    def _has_text(self, row: FindingRecord) -> bool:
        sought = self.search.words
        if not sought:
            return True
        text = f"{row.path} {answer(row)} {remark(row)}".casefold()
        return all(word in text for word in sought)

    @Slot(int)
    def _on_chosen(self, _index: int) -> None:
        self.changed.emit()

"""Bar above the history: a search, the number of entries, and two buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.history.columns import searchable_text
from desktop.language.languages import count
from desktop.style.theme import GRID
from desktop.widgets.page import label
from desktop.widgets.search_field import SearchField
from engine.records.history import HistoryEntry


class HistoryBar(QWidget):
    """Search field, count, and the buttons to export and to wipe.

    Signals
    -------
    changed()
        `wants` may answer differently now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.search = SearchField(
            self.tr("Search date, file, answer, model or patient"), self.tr("Search the history")
        )
        self.search.setMinimumWidth(24 * GRID)
        self.search.rested.connect(self._on_rested)
        self._words: tuple[str, ...] = ()
        self._texts: dict[str, str] = {}
        self._count = label("", "muted", wraps=False)
        self.csv = QPushButton(self.tr("Export CSV…"))
        self.csv.setToolTip(self.tr("Write the entries that are shown to a file (Ctrl+S)"))
        self.wipe = QPushButton(self.tr("Wipe…"))
        self.wipe.setToolTip(self.tr("Remove all entries for good"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.search, 3)
        layout.addWidget(self._count)
        layout.addStretch(2)
        for button in (self.csv, self.wipe):
            button.setProperty("size", "small")
            layout.addWidget(button)

    def wants(self, entry: HistoryEntry) -> bool:
        """Tell whether an entry is to be shown."""
        if not self._words:
            return True
        # Composing texts is slow for thousands of entries; an entry never changes.
        text = self._texts.get(entry.key)
        if text is None:
            text = self._texts[entry.key] = searchable_text(entry)
        return all(word in text for word in self._words)

    def show_count(self, shown: int, total: int) -> None:
        """Show the number of entries."""
        text = count(total) if shown == total else f"{count(shown)} / {count(total)}"
        self._count.setText(self.tr("Entries: {}").format(text) if total else "")
        self.csv.setEnabled(shown > 0)
        self.wipe.setEnabled(total > 0)
        self.search.setEnabled(total > 0)

    @Slot()
    def _on_rested(self) -> None:
        self._words = self.search.words
        self.changed.emit()

"""The table of rows, and what is said before there are any."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.batch.columns import COLUMNS, REMARK
from desktop.batch.rows_model import RowsModel
from desktop.theme import GRID, Colours, Theme
from desktop.widgets.glyph import Glyph
from desktop.widgets.page import label
from engine.batch_row import BatchRow

_LINE: Final = 30
_MUTED_SIGNS: Final = ("status-inconclusive", "status-out-of-scope", "status-unreadable", "info")
_ACCENT_SIGNS: Final = ("status-benign", "status-normal")


class _Sentence(QStyledItemDelegate):
    """Shortens a sentence at its end, where names of files are shortened in the middle."""

    def initStyleOption(  # noqa: N802 - the name is Qt's
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight


class RowsTable(QStackedWidget):
    """Shows a `RowsModel`, or an invitation while it is empty.

    Signals
    -------
    row_chosen(object)
        The `BatchRow` that the cursor is on, or None.
    row_opened(object)
        The `BatchRow` that was double-clicked or entered.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)

    def __init__(self, model: RowsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.view = QTableView()
        self.view.setModel(model)
        self._set_up_view()
        self.addWidget(self._invitation())
        self.addWidget(self.view)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.view.activated.connect(self._on_activated)
        model.rowsInserted.connect(self._on_filled)
        theme.changed.connect(self._dress)
        self._dress()

    def _set_up_view(self) -> None:
        view = self.view
        view.setObjectName("rows")
        view.setAccessibleName(self.tr("Rows of the batch"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setFrameShape(QTableView.Shape.NoFrame)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setIconSize(QSize(16, 16))
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        # One height for all lines: otherwise each of tens of thousands would be measured.
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(_LINE)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        for number, column in enumerate(COLUMNS):
            view.setColumnWidth(number, column.width)
        header.setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(5 * GRID)
        view.setItemDelegateForColumn(REMARK, _Sentence(view))

    def _invitation(self) -> QWidget:
        page = QWidget()
        page.setAutoFillBackground(True)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        title = label(self.tr("Drop folders here"), "figure")
        text = label(
            self.tr(
                "Every scan in them is read, and its row appears as soon as it is done. "
                "Everything stays on this computer."
            ),
            "muted",
        )
        for part in (title, text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(6 * GRID, 0, 6 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addStretch(1)
        glyph = Glyph("open", 6 * GRID, QPalette.ColorRole.PlaceholderText)
        layout.addWidget(glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addStretch(1)
        return page

    def show_invitation(self) -> None:
        """Say what to do, in place of the table."""
        self.setCurrentIndex(0)

    def choose(self, row: BatchRow | None) -> None:
        """Put the cursor on a row, if it is shown."""
        line = -1 if row is None else self._model.line_of(row)
        if line >= 0:
            self.view.selectRow(line)

    @Slot()
    def _on_filled(self) -> None:
        self.setCurrentWidget(self.view)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(self._model.row_at(current.row()))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.row_opened.emit(self._model.row_at(index.row()))

    @Slot()
    def _dress(self) -> None:
        self._model.set_icons(_signs(self._theme.colours))


def _signs(colours: Colours) -> dict[str, QIcon]:
    inks = dict.fromkeys(_MUTED_SIGNS, colours.muted)
    inks |= dict.fromkeys(_ACCENT_SIGNS, colours.accent)
    inks["status-malignant"] = colours.caution
    return {name: icons.plain_icon(name, QColor(ink)) for name, ink in inks.items()}

"""Table of the rows of a batch, with an invitation while it is empty."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.batch.columns import COLUMNS, REMARK
from desktop.batch.rows_model import RowsModel
from desktop.style.theme import Theme
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.listing_view import answer_icons, set_up
from engine.records.finding_record import FindingRecord


class _Sentence(QStyledItemDelegate):
    """Shortens sentences at the end; file names are shortened in the middle."""

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
        The `FindingRecord` that the cursor is on, or None.
    row_opened(object)
        The `FindingRecord` that was double-clicked or entered.
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
        theme.changed.connect(self._apply_palette)
        self._apply_palette()

    def _set_up_view(self) -> None:
        view = self.view
        view.setAccessibleName(self.tr("Rows of the batch"))
        set_up(view, COLUMNS)
        view.horizontalHeader().setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)
        # Owned by the view: Qt does not take ownership of delegates.
        view.setItemDelegateForColumn(REMARK, _Sentence(view))

    def _invitation(self) -> QWidget:
        return BlankPage(
            "open",
            self.tr("Drop folders here"),
            self.tr(
                "Every scan in them is read, and its row appears as soon as it is done. "
                "Everything stays on this computer."
            ),
        )

    def show_invitation(self) -> None:
        """Show the invitation in place of the table."""
        self.setCurrentIndex(0)

    def choose(self, row: FindingRecord | None) -> None:
        """Move the cursor to a row, if it is shown."""
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
    def _apply_palette(self) -> None:
        self._model.set_icons(answer_icons(self._theme.colours))

"""Listing: a table model that stays smooth with tens of thousands of rows.

It filters and sorts lists of row numbers itself: QSortFilterProxyModel would call back into Python
for each comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from desktop.language import wording
from desktop.language.translation import translate

Index = QModelIndex | QPersistentModelIndex
SortKey = tuple[float, str]
Row = TypeVar("Row")
_ROOT: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """Column of a listing.

    Attributes
    ----------
    title : str
        Before translation.
    text : callable
        Takes a row and returns the text of the cell.
    key : callable
        Takes a row and returns its sort key.
    is_number : bool
        Whether it is aligned to the right.
    width : int
        Initial width in points.
    """

    title: str
    text: Callable[[Row], str]
    key: Callable[[Row], SortKey]
    is_number: bool = False
    width: int = 120


@dataclass(frozen=True, slots=True)
class RowStyle(Generic[Row]):
    """Style of the rows of a listing.

    Attributes
    ----------
    columns : tuple of Column
        From left to right.
    context : str
        Translation context of the titles of the columns.
    accessible_text : callable
        Takes a row and returns it in words, for assistive technology and as tool tip.
    icon_of : callable
        Takes a row and returns the name of the icon of its answer.
    icon_column : int
        Index of the column with the icon.
    """

    columns: tuple[Column[Row], ...]
    context: str
    accessible_text: Callable[[Row], str]
    icon_of: Callable[[Row], str]
    icon_column: int = 1


def by_number(value: float | None) -> SortKey:
    """Return the sort key of a number; None comes first."""
    return (-1.0 if value is None else value, "")


def by_text(text: str) -> SortKey:
    """Return the sort key of a text, regardless of case."""
    return (0.0, text.casefold())


def everything(_row: object) -> bool:
    """Accept every row."""
    return True


class Listing(QAbstractTableModel, Generic[Row]):
    """Rows, filtered and sorted; new ones are sorted in.

    Parameters
    ----------
    style : RowStyle
        How the rows are shown.
    """

    def __init__(self, style: RowStyle[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._rows: list[Row] = []
        self._shown: list[int] = []
        self._wanted: Callable[[Row], bool] = everything
        self._column = -1
        self._order = Qt.SortOrder.AscendingOrder
        self._icons: dict[str, QIcon] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, in the order in which they were added."""
        return self._rows

    def row_at(self, line: int) -> Row:
        """Return the row that a line of the table shows."""
        return self._rows[self._shown[line]]

    def set_icons(self, icons: dict[str, QIcon]) -> None:
        """Set the icons of the answers, by name."""
        self._icons = icons
        if self._shown:
            column = self._style.icon_column
            last = self.index(len(self._shown) - 1, column)
            self.dataChanged.emit(self.index(0, column), last, [Qt.ItemDataRole.DecorationRole])

    def clear(self) -> None:
        """Remove all rows."""
        self.beginResetModel()
        self._rows, self._shown = [], []
        self.endResetModel()

    def append(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        first = len(self._rows)
        self._rows.extend(rows)
        new = [first + number for number, row in enumerate(rows) if self._wanted(row)]
        if not new:
            return
        line = len(self._shown)
        self.beginInsertRows(_ROOT, line, line + len(new) - 1)
        self._shown.extend(new)
        self.endInsertRows()
        if self._column >= 0:
            self._arrange()

    def set_filter(self, wanted: Callable[[Row], bool]) -> None:
        """Show only the rows for which a function is true."""
        self._wanted = wanted
        self.beginResetModel()
        self._shown = [number for number, row in enumerate(self._rows) if wanted(row)]
        self._sort_shown()
        self.endResetModel()

    def line_of(self, row: Row) -> int:
        """Return the line that shows a row; -1 if it is filtered out."""
        for line, number in enumerate(self._shown):
            if self._rows[number] is row:
                return line
        return -1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 for the order in which the rows were added."""
        self._column, self._order = column, order
        self._arrange()

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        persistent = self.persistentIndexList()
        # The selection and the cursor are persistent indexes: they must follow their rows.
        held = [(self._shown[index.row()], index.column()) for index in persistent]
        self._sort_shown()
        if held:
            lines = {number: line for line, number in enumerate(self._shown)}
            moved = [self.index(lines[number], column) for number, column in held]
            self.changePersistentIndexList(persistent, moved)
        self.layoutChanged.emit()

    def _sort_shown(self) -> None:
        if self._column < 0:
            # Row numbers in ascending order are the order of arrival.
            self._shown.sort()
            return
        key, rows = self._style.columns[self._column].key, self._rows
        self._shown.sort(
            key=lambda number: key(rows[number]),
            reverse=self._order is Qt.SortOrder.DescendingOrder,
        )

    # Qt calls these by their own names.

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._style.columns)

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translate(self._style.context, self._style.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._style.columns[section].is_number else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the data of a cell for a role."""
        row, column = self.row_at(index.row()), self._style.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self._style.accessible_text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.tip(self._style.accessible_text(row))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == self._style.icon_column:
            return self._icons.get(self._style.icon_of(row))
        return None

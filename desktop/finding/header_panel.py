"""Header panel: the DICOM header, searchable; identifying values are hidden until revealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.language import wording
from desktop.style import icons
from desktop.style.theme import GRID
from desktop.widgets.check_box import CheckBox
from desktop.widgets.page import label
from engine.scan import HeaderElement

WIDTH: Final = 46 * GRID
HIDDEN: Final = "\N{BULLET}" * 6
_Index = QModelIndex | QPersistentModelIndex
_NAME, _VALUE = 0, 1
_INDENT: Final = "    "


class HeaderModel(QAbstractTableModel):
    """Table of the elements of a header: name and value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elements: tuple[HeaderElement, ...] = ()
        self.reveals = False

    def show_elements(self, elements: Sequence[HeaderElement]) -> None:
        """Show another header."""
        self.beginResetModel()
        self._elements = tuple(elements)
        self.endResetModel()

    def set_reveals(self, reveals: bool) -> None:
        """Show the values that may identify the patient, or dots instead."""
        self.reveals = reveals
        if self._elements:
            last = self.index(len(self._elements) - 1, _VALUE)
            self.dataChanged.emit(self.index(0, _VALUE), last)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return the number of elements."""
        return 0 if parent.isValid() else len(self._elements)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return two: name and value."""
        return 0 if parent.isValid() else 2

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Element"), self.tr("Value"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the data of an element for a role."""
        if not index.isValid():
            return None
        element = self._elements[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == _NAME:
                return _INDENT * element.depth + element.name
            return self._value(element)
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.tip(f"{element.tag} {element.representation} {element.name}")
        return None

    def matches(self, row: int, words: str) -> bool:
        """Tell whether the tag, name or shown value of an element contains all words."""
        element = self._elements[row]
        text = f"{element.tag} {element.name} {self._value(element)}"
        return all(word in text.casefold() for word in words.casefold().split())

    def _value(self, element: HeaderElement) -> str:
        # An empty value stays empty: dots would claim that there is one.
        is_hidden = element.is_identity and not self.reveals and bool(element.text)
        return HIDDEN if is_hidden else element.text


class _Filter(QSortFilterProxyModel):
    def __init__(self, model: HeaderModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._words = model, ""
        self.setSourceModel(model)

    @Slot(str)
    def search(self, words: str) -> None:
        self._words = words
        self.invalidate()

    def filterAcceptsRow(self, row: int, _parent: _Index) -> bool:  # noqa: N802
        return self._model.matches(row, self._words)


class HeaderPanel(QWidget):
    """A search field, the table, and a box to reveal what identifies the patient.

    Signals
    -------
    closed()
        The button that closes the panel was pressed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("File header"))
        self.model = HeaderModel(self)
        self._filter = _Filter(self.model, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search names, tags and values"))
        self.search.setAccessibleName(self.tr("Search the header"))
        self.search.textChanged.connect(self._on_searched)
        self.reveal = CheckBox(self.tr("Show what may identify the patient"))
        self.reveal.toggled.connect(self._on_revealed)
        self._count = label("", "small", wraps=False)
        self._none = label("", "muted")
        self.warning = label("", "strong")
        self.table = self._make_table()
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close the header"))
        self._close.setToolTip(self._close.accessibleName())
        self._close.clicked.connect(self.closed)
        self._lay_out()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._filter)
        table.setAccessibleName(self.tr("Elements of the header"))
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        # Tab leaves the table; inside it, the arrow keys move.
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(_NAME, 19 * GRID)
        header.setStretchLastSection(True)
        return table

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.addWidget(label(self.tr("File header"), "strong"), 1)
        title.addWidget(self._count)
        title.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(title)
        layout.addWidget(self.warning)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._none)
        layout.addWidget(self.reveal)
        self._apply_palette()

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Names and values of the rows shown."""
        return [
            (
                str(self._filter.index(row, _NAME).data()).strip(),
                str(self._filter.index(row, _VALUE).data()),
            )
            for row in range(self._filter.rowCount())
        ]

    def show_header(self, elements: Sequence[HeaderElement] | None, warning: str = "") -> None:
        """Show the header of another scan; values that identify its patient are hidden again.

        Parameters
        ----------
        elements : sequence of HeaderElement or None
            None if no scan is open.
        warning : str
            Shown above the header; may be empty.
        """
        # Revealing holds for one scan: the next patient must not be shown unasked.
        self.reveal.setChecked(False)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self.model.show_elements(elements or ())
        self._none.setText(
            self.tr("Open a scan to see its header.")
            if elements is None
            else self.tr("This file is no DICOM file and has no header.")
        )
        self._none.setVisible(not elements)
        for part in (self.search, self.table, self.reveal, self._count):
            part.setVisible(bool(elements))
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self._filter.rowCount(), self.model.rowCount()
        self._count.setText(
            self.tr("{} elements").format(total)
            if shown == total
            else self.tr("{} of {}").format(shown, total)
        )

    @Slot(str)
    def _on_searched(self, words: str) -> None:
        self._filter.search(words)
        self._show_count()

    @Slot(bool)
    def _on_revealed(self, reveals: bool) -> None:
        self.model.set_reveals(reveals)
        # Revealed values can be found, hidden ones cannot: filter anew.
        self._filter.search(self.search.text())
        self._show_count()

    def _apply_palette(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.ButtonText)
        self._close.setIcon(icons.plain_icon("close", colour))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()

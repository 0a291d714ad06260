"""Appearance of a table of many rows, and the icons of its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.style import icons
from desktop.style.theme import GRID, Colours
from desktop.widgets.listing import Column

_LINE: Final = 30
_MUTED: Final = ("status-inconclusive", "status-out-of-scope", "status-unreadable", "info")
_ACCENT: Final = ("status-benign", "status-normal")


def set_up(view: QTableView, columns: Sequence[Column[Any]]) -> None:
    """Set up a table: whole rows of one height, sorted by a click on a column title."""
    view.setObjectName("rows")
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
    # One height for all lines: otherwise Qt would measure each of tens of thousands.
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(_LINE)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSortIndicatorClearable(True)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    view.setSortingEnabled(True)
    for number, column in enumerate(columns):
        view.setColumnWidth(number, column.width)
    header.setMinimumSectionSize(5 * GRID)


def answer_icons(colours: Colours) -> dict[str, QIcon]:
    """Return the icons of the answers by name, in the colours of a theme."""
    inks = dict.fromkeys(_MUTED, colours.muted)
    inks |= dict.fromkeys(_ACCENT, colours.accent)
    inks["status-malignant"] = colours.caution
    return {name: icons.plain_icon(name, QColor(ink)) for name, ink in inks.items()}

"""Table model of the rows of a batch."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from desktop.batch.columns import COLUMNS, accessible_text
from desktop.style.answer_icons import answer_icon
from desktop.widgets.listing import Listing, RowStyle
from engine.records.finding_record import FindingRecord


def icon_of(row: FindingRecord) -> str:
    """Return the name of the icon for the answer of a row."""
    return answer_icon(row.status, row.class_name)


_ROW_STYLE: Final = RowStyle(COLUMNS, "batch", accessible_text, icon_of)


class RowsModel(Listing[FindingRecord]):
    """Rows of a batch, filtered and sorted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_ROW_STYLE, parent)

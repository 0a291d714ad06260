"""The rows of a batch as a table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from desktop.batch.columns import COLUMNS, spoken
from desktop.style.answer_icons import answer_icon
from desktop.widgets.listing import Listing, Look
from engine.records.row import BatchRow


def sign_of(row: BatchRow) -> str:
    """Return the name of the icon that stands for the answer of a row."""
    return answer_icon(row.status, row.class_name)


_LOOK: Final = Look(COLUMNS, "batch", spoken, sign_of)


class RowsModel(Listing[BatchRow]):
    """The rows of a batch, filtered and sorted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_LOOK, parent)

"""The rows of a batch as a table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from desktop.batch.columns import COLUMNS, spoken
from desktop.style.answer_icons import sign_of_answer
from desktop.widgets.listing import Listing, Look
from engine.records.finding_record import FindingRecord


def sign_of(row: FindingRecord) -> str:
    """Return the name of the icon that stands for the answer of a row."""
    return sign_of_answer(row.status, row.class_name)


_LOOK: Final = Look(COLUMNS, "batch", spoken, sign_of)


class RowsModel(Listing[FindingRecord]):
    """The rows of a batch, filtered and sorted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_LOOK, parent)

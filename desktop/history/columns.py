"""Columns of the history: their texts and sort keys."""

from __future__ import annotations

from typing import Final

from desktop.batch import columns as batch
from desktop.batch.rows_model import icon_of
from desktop.language.languages import date_and_time
from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from desktop.widgets.listing import Column, RowStyle, by_number, by_text
from engine.finding import Status
from engine.records.history import HistoryEntry
from engine.terminal_text import printable


def when(entry: HistoryEntry) -> str:
    """Return the local time of the reading, in a form that no region misreads."""
    return date_and_time(entry.read_at)


def model(entry: HistoryEntry) -> str:
    """Return name and version of the model that answered."""
    identity = entry.row.model
    return "" if identity is None else printable(f"{identity.name} {identity.version}")


def frame(entry: HistoryEntry) -> str:
    """Return the frame that the entry is about; empty for a scan of one frame."""
    row = entry.row
    if row.frame is None or row.frames is None or row.frames < 2:
        return ""
    return translate("history", "{} of {}").format(row.frame + 1, row.frames)


def patient(entry: HistoryEntry) -> str:
    """Return name and number of the patient, if they are kept."""
    parts = (entry.patient_name, entry.row.patient or "")
    return printable("  ".join(part for part in parts if part))


def accessible_text(entry: HistoryEntry) -> str:
    """Return an entry in words, for assistive technology and as a tool tip."""
    parts = [when(entry), batch.accessible_text(entry.row), model(entry), patient(entry)]
    return "\n".join(part for part in parts if part)


def searchable_text(entry: HistoryEntry) -> str:
    """Return the text that a search looks at, case-folded."""
    row = entry.row
    parts = (when(entry), printable(row.path), batch.answer(row), batch.modality(row))
    return " ".join((*parts, batch.remark(row), model(entry), patient(entry))).casefold()


COLUMNS: Final[tuple[Column[HistoryEntry], ...]] = (
    Column(
        QT_TRANSLATE_NOOP("history", "Read"),
        when,
        lambda entry: (entry.read_at.timestamp(), ""),
        width=146,
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "File"),
        lambda entry: batch.file_name(entry.row),
        lambda entry: by_text(batch.file_name(entry.row)),
        width=196,
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "Frame"),
        frame,
        lambda entry: by_number(entry.row.frame if frame(entry) else None),
        width=80,
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "Answer"),
        lambda entry: batch.answer(entry.row),
        lambda entry: by_text(batch.answer(entry.row)),
        width=144,
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "Malignancy"),
        lambda entry: batch.malignancy(entry.row),
        lambda entry: by_number(entry.row.malignancy_probability),
        is_number=True,
        width=104,
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "Confidence"),
        lambda entry: batch.confidence(entry.row),
        lambda entry: by_number(entry.row.confidence if entry.row.status is Status.OK else None),
        is_number=True,
        width=104,
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "Read as"),
        lambda entry: batch.modality(entry.row),
        lambda entry: by_text(batch.modality(entry.row)),
        width=110,
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "Model"), model, lambda entry: by_text(model(entry)), width=130
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "Patient"),
        patient,
        lambda entry: by_text(patient(entry)),
        width=180,
    ),
    Column(
        QT_TRANSLATE_NOOP("history", "Folder"),
        lambda entry: batch.folder(entry.row),
        lambda entry: by_text(batch.folder(entry.row)),
        width=160,
    ),
)
# Indexes of columns that the window hides, stretches or sorts by.
WHEN: Final = 0
FRAME: Final = 2
PATIENT: Final = 8
FOLDER: Final = 9
ROW_STYLE: Final = RowStyle(
    COLUMNS, "history", accessible_text, lambda entry: icon_of(entry.row), icon_column=3
)

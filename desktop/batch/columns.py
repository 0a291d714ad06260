"""Columns of the table of rows: their texts and sort keys."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from desktop.language import wording
from desktop.language.engine_texts import localised
from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from desktop.widgets.listing import Column, by_number, by_text
from engine.finding import Status
from engine.records.finding_record import FindingRecord
from engine.scan import Modality
from engine.terminal_text import printable


def answer(row: FindingRecord) -> str:
    """Return the answer in a word or two."""
    if row.status is Status.OK and row.class_name is not None:
        return wording.class_name(row.class_name)
    return {
        Status.INCONCLUSIVE: translate("batch", "Inconclusive"),
        Status.OUT_OF_SCOPE: translate("batch", "Out of scope"),
        Status.UNREADABLE: translate("batch", "Not read"),
    }.get(row.status, "")


def malignancy(row: FindingRecord) -> str:
    """Return the malignancy probability, with a triangle if it reaches the operating point."""
    if row.malignancy_probability is None:
        return ""
    figure = wording.percent(row.malignancy_probability)
    return f"\N{BLACK UP-POINTING TRIANGLE} {figure}" if row.is_suspicious else figure


def remark(row: FindingRecord) -> str:
    """Return why there is no plain answer, or the frame that the row is about."""
    if row.reason is not None:
        return localised(row.reason.summary)
    if row.frames is not None and row.frames > 1 and row.frame is not None:
        return translate("batch", "Frame {} of {}").format(row.frame + 1, row.frames)
    return ""


def file_name(row: FindingRecord) -> str:
    """Return the name of the file on one line."""
    return printable(os.path.basename(row.path))  # noqa: PTH119 - a row a cell, and Path is slow


def folder(row: FindingRecord) -> str:
    """Return the name of the folder that the file lies in."""
    return printable(os.path.basename(os.path.dirname(row.path)))  # noqa: PTH119, PTH120


def modality(row: FindingRecord) -> str:
    """Return the modality that the scan was read as."""
    return "" if row.modality is None else wording.modality(Modality(row.modality))


def confidence(row: FindingRecord) -> str:
    """Return the confidence; empty if there is no plain answer."""
    known = row.status is Status.OK and row.confidence is not None
    return wording.percent(row.confidence or 0.0) if known else ""


COLUMNS: Final[tuple[Column[FindingRecord], ...]] = (
    Column(QT_TRANSLATE_NOOP("batch", "File"), file_name, lambda row: by_text(row.path), width=210),
    Column(
        QT_TRANSLATE_NOOP("batch", "Answer"), answer, lambda row: by_text(answer(row)), width=144
    ),
    Column(
        QT_TRANSLATE_NOOP("batch", "Malignancy"),
        malignancy,
        lambda row: by_number(row.malignancy_probability),
        is_number=True,
        width=104,
    ),
    Column(
        QT_TRANSLATE_NOOP("batch", "Confidence"),
        confidence,
        lambda row: by_number(row.confidence if row.status is Status.OK else None),
        is_number=True,
        width=104,
    ),
    Column(QT_TRANSLATE_NOOP("batch", "Read as"), modality, lambda row: by_text(modality(row))),
    Column(
        QT_TRANSLATE_NOOP("batch", "Folder"), folder, lambda row: by_text(folder(row)), width=100
    ),
    Column(
        QT_TRANSLATE_NOOP("batch", "Remark"), remark, lambda row: by_text(remark(row)), width=360
    ),
)
REMARK: Final = 6


def accessible_text(row: FindingRecord) -> str:
    """Return a row in words, for assistive technology and as a tool tip."""
    reason = () if row.reason is None else (row.reason.summary, row.reason.hint)
    parts = [printable(row.path), answer(row), malignancy(row), *map(localised, reason)]
    return "\n".join(part for part in parts if part)


def path_of(row: FindingRecord) -> Path:
    """Return the path of the file of a row."""
    return Path(row.path)

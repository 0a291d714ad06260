"""Rows of a batch as CSV (RFC 4180), with no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from engine.records.finding_record import FORMS, FindingRecord
from engine.records.forms import Cell, Form
from engine.system.atomic_write import replacing
from engine.terminal_text import printable

# A cell that begins so is a formula to spreadsheets; the last five are their full-width forms.
_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_GUARD: Final = "'"


def inert(text: str) -> str:
    r"""Return text as it may stand in a cell.

    What begins like a formula gets a ``'`` before it, and so does what begins with a ``'``, so
    that taking one leading ``'`` away gives the text back. Control characters, line breaks and
    characters that change the direction of writing are written as ``\n`` or ``\u202e``.

    Examples
    --------
    >>> inert("=1+1"), inert("a.png"), inert("'a")
    ("'=1+1", 'a.png', "''a")
    """
    guarded = _GUARD + text if text.startswith((*_FORMULA, _GUARD)) else text
    return printable(guarded)


def columns(classes: Sequence[str], *, identity: bool) -> list[str]:
    """Return the names of the columns: those of ``classify --json``, flattened.

    Parameters
    ----------
    classes : sequence of str
        Of all models.
    identity : bool
        Whether patient, laterality and view are written.
    """
    forms = _forms(identity=identity)
    return [name for _, form in forms for name in form.columns(classes)]


def cells(row: FindingRecord, classes: Sequence[str], *, identity: bool) -> list[Cell]:
    """Return the cells of a row, in the order of `columns`."""
    forms = _forms(identity=identity)
    return [cell for name, form in forms for cell in form.cells(getattr(row, name), classes)]


def _forms(*, identity: bool) -> list[tuple[str, Form]]:
    return [item for item in FORMS if identity or not item[1].is_identity]


def classes_of(rows: Iterable[FindingRecord]) -> list[str]:
    """Return the classes that occur in rows, in alphabetical order."""
    return sorted({name for row in rows for name in row.probabilities})


def write_csv(
    target: Path, rows: Callable[[], Iterable[FindingRecord]], *, identity: bool = False
) -> None:
    """Write rows to a file, whole or not at all.

    Parameters
    ----------
    target : Path
        UTF-8, with a line of names.
    rows : callable
        Returns the rows; called twice.
    identity : bool
        Whether patient, laterality and view are written.

    Raises
    ------
    UserFacingError
        If it cannot be written.
    """
    classes = classes_of(rows())
    table = (cells(row, classes, identity=identity) for row in rows())
    write_table(target, columns(classes, identity=identity), table)


def write_table(target: Path, header: Sequence[str], table: Iterable[Sequence[Cell]]) -> None:
    """Write a table as CSV, whole or not at all; every text in it is made inert.

    Raises
    ------
    UserFacingError
        If it cannot be written.
    """
    with replacing(target) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([inert(name) for name in header])
        for line in table:
            writer.writerow([_written(cell) for cell in line])
        # Closing the file is the business of whoever opened it.
        text.detach()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    # The shortest digits that give the very same number back, in every locale.
    return inert(cell) if isinstance(cell, str) else repr(cell)

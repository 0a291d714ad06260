"""Excel workbooks, in which some tables are published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from training.datasets.case import DatasetError


def read_workbook(root: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Read the first sheet of the only workbook in a folder, a dict a row, every value as text.

    Parameters
    ----------
    root : Path
        The folder.
    columns : sequence of str
        What the first row must name.

    Raises
    ------
    DatasetError
        If there is no such workbook, or it cannot be read, or a column is missing.
    """
    found = [path for path in sorted(root.glob("*.xlsx")) if not path.name.startswith("~$")]
    if len(found) != 1:
        raise DatasetError(
            f"No table was found in {root}." if not found else f"{root} holds several workbooks.",
            "Give the folder that holds the images and one table: cases.csv or the published xlsx.",
            root,
        )
    rows = _rows(found[0])
    header = rows[0] if rows else []
    missing = [name for name in columns if name not in header]
    if missing:
        raise DatasetError(
            f"{found[0].name} has no column {missing[0]}.",
            "Use the workbook as published.",
            found[0],
        )
    return [dict(zip(header, row, strict=True)) for row in rows[1:] if any(row)]


def _rows(path: Path) -> list[list[str]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        values = list(book.worksheets[0].iter_rows(values_only=True))
        book.close()
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise DatasetError(
            f"{path.name} is no readable workbook.", "Download it again.", path
        ) from error
    return [["" if cell is None else str(cell).strip() for cell in row] for row in values]

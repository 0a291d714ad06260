"""Aligned columns of plain text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def printable(text: str) -> str:
    r"""Return text that takes one line and cannot steer a terminal.

    Control characters, line and paragraph separators, characters that change the direction of
    writing and bytes that are no text are written as ``\n``, ``\x1b`` or ``\u202e``.
    """
    # Nearly every text, and tens of thousands of them in a table.
    if text.isprintable():
        return text
    return "".join(
        character if _is_harmless(character) else _escape(character) for character in text
    )


def width(text: str) -> int:
    """Return the number of terminal cells that a text takes (Unicode Standard Annex 11)."""
    return sum(_cells(character) for character in text)


def aligned(
    rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), gap: str = "  "
) -> list[str]:
    """Lay out rows of the same number of cells as lines whose columns stand below each other.

    Parameters
    ----------
    rows : sequence of sequences of str
        The cells, each without a line break.
    right : sequence of int
        Indices of the columns whose text ends, rather than begins, at the same place.
    gap : str
        Stands between two columns.
    """
    if not rows:
        return []
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        gap.join(
            _padded(cell, widths[index], to_right=index in right) for index, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]


def _padded(cell: str, cells: int, *, to_right: bool) -> str:
    blanks = " " * (cells - width(cell))
    return blanks + cell if to_right else cell + blanks


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _is_harmless(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] != "C" and category not in {"Zl", "Zp"}


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")

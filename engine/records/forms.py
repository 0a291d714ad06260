"""Forms of a field of a record: its value in JSON, its cells in a table, what a database keeps."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from enum import StrEnum
from typing import Any

Cell = str | float | int | None


def _unchanged(value: Any) -> Any:  # noqa: ANN401 - whatever type the field has
    return value


@dataclass(frozen=True, slots=True)
class Form:
    """Form of one field, everywhere that the field is written or read.

    Attributes
    ----------
    name : str
        Key in the JSON of ``classify --json``.
    stored_as : str
        Key in a journal and in the history. One that was released is never changed.
    columns : callable
        Returns the names of the columns in a table, from the classes of all models.
    cells : callable
        Returns the cells in these columns, from the value and the classes of all models.
    to_json : callable
        Returns the value in the JSON of ``classify --json``.
    to_stored, from_stored : callable
        Return the value in a journal and in the history, and the value back from that.
    in_json : bool
        Whether the field is part of ``classify --json``.
    is_identity : bool
        Whether its columns are written only where identity was asked for.
    """

    name: str
    stored_as: str
    columns: Callable[[Sequence[str]], Sequence[str]]
    cells: Callable[[Any, Sequence[str]], Sequence[Cell]]
    to_json: Callable[[Any], Any] = _unchanged
    to_stored: Callable[[Any], Any] = _unchanged
    from_stored: Callable[[Any], Any] = _unchanged
    in_json: bool = True
    is_identity: bool = False


def plain(
    name: str, *, stored_as: str = "", in_json: bool = True, is_identity: bool = False
) -> Form:
    """Return the form of a text, a number or None: the same everywhere, in one column."""
    return Form(
        name,
        stored_as or name,
        columns=lambda _classes: (name,),
        cells=lambda value, _classes: (value,),
        in_json=in_json,
        is_identity=is_identity,
    )


def chosen(name: str, kind: type[StrEnum]) -> Form:
    """Return the form of a member of an enumeration: its text."""
    return Form(
        name,
        name,
        columns=lambda _classes: (name,),
        cells=lambda value, _classes: (str(value),),
        to_json=str,
        to_stored=str,
        from_stored=kind,
    )


def by_class(name: str, column: str) -> Form:
    """Return the form of a number for each class: a column a class, beginning with a word."""
    return Form(
        name,
        name,
        columns=lambda classes: [f"{column}_{each}" for each in classes],
        cells=lambda value, classes: [value.get(each) for each in classes],
        to_json=dict,
        from_stored=lambda value: {sys.intern(each): share for each, share in value.items()},
    )


def in_parts(
    name: str,
    kind: type[Any],
    columns: Sequence[str],
    *,
    stored_as: str = "",
    absent: Sequence[str] | None = None,
) -> Form:
    """Return the form of a dataclass of texts and numbers, or None: a column a part.

    Parameters
    ----------
    name : str
        Key in JSON.
    kind : type
        The dataclass.
    columns : sequence of str
        The names of the columns.
    stored_as : str
        Key in a journal and in the history; that of JSON if empty.
    absent : sequence of str or None
        Stored in place of None.
    """

    def restored(parts: Any) -> Any:  # noqa: ANN401 - it comes from a file
        if parts is None or parts == absent:
            return None
        if len(parts) != len(fields(kind)):
            raise ValueError(f"{name} has {len(parts)} parts")
        # The same few names and sentences stand in thousands of records.
        return kind(*(sys.intern(part) if isinstance(part, str) else part for part in parts))

    return Form(
        name,
        stored_as or name,
        columns=lambda _classes: columns,
        cells=lambda value, _classes: [None] * len(columns) if value is None else astuple(value),
        to_json=lambda value: None if value is None else asdict(value),
        to_stored=lambda value: absent if value is None else astuple(value),
        from_stored=restored,
    )

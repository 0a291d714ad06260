"""Values of single DICOM attributes, read without trust in what is written there."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from typing import Any

from pydicom.dataset import Dataset

UNREADABLE = (
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    AttributeError,
    NotImplementedError,
    EOFError,
    struct.error,
)
"""Raised by pydicom for a value that does not fit its value representation."""


def value(dataset: Dataset, keyword: str) -> object:
    """Return the converted value of an attribute, None when it is absent, empty or unreadable."""
    try:
        found = dataset.get(keyword)
    except UNREADABLE:
        return None
    return None if found == "" or (isinstance(found, list) and not found) else found


def values(dataset: Dataset, keyword: str) -> list[Any]:
    """Return all values of an attribute; a single one counts as a list of one."""
    found = value(dataset, keyword)
    if found is None:
        return []
    # Sequences and multiple values are not lists, but iterate like them; a data set does too.
    if isinstance(found, (str, bytes, Dataset)) or not isinstance(found, Iterable):
        return [found]
    return list(found)


def numbers(dataset: Dataset, keyword: str) -> list[float]:
    """Return the finite numbers of an attribute; empty when any of them is no number."""
    try:
        found = [float(item) for item in values(dataset, keyword)]
    except UNREADABLE:
        return []
    return found if all(map(math.isfinite, found)) else []


def number(dataset: Dataset, keyword: str) -> float | None:
    """Return the first number of an attribute, None when there is none."""
    found = numbers(dataset, keyword)
    return found[0] if found else None


def integer(dataset: Dataset, keyword: str, default: int = 0) -> int:
    """Return the first number of an attribute as an integer, ``default`` when there is none."""
    found = number(dataset, keyword)
    return default if found is None else int(found)


def text(dataset: Dataset, keyword: str) -> str | None:
    """Return the first value of an attribute as stripped text, None when there is none."""
    found = values(dataset, keyword)
    if not found or isinstance(found[0], (bytes, Dataset)):
        return None
    return str(found[0]).strip() or None


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """Return the items of a sequence, empty when it is absent or no sequence."""
    return [item for item in values(dataset, keyword) if isinstance(item, Dataset)]


def functional_group(dataset: Dataset, frame: int, keyword: str) -> Dataset | None:
    """Return the item of a functional group macro for one frame of an enhanced object.

    The frame's own item comes before the one that all frames share (PS3.3 C.7.6.16).

    Parameters
    ----------
    dataset : Dataset
        The whole object.
    frame : int
        From 0.
    keyword : str
        Of the macro's sequence, such as ``FrameVOILUTSequence``.
    """
    per_frame = items(dataset, "PerFrameFunctionalGroupsSequence")
    shared = items(dataset, "SharedFunctionalGroupsSequence")
    for group in (*per_frame[frame : frame + 1], *shared[:1]):
        found = items(group, keyword)
        if found:
            return found[0]
    return None

"""Answers of several models, each for cases of its own, joined into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Columns = TypeVar("Columns", bound=DataclassInstance)
else:
    Columns = TypeVar("Columns")


def concatenate(parts: Sequence[Columns]) -> Columns:
    """Join dataclasses whose every field is an array with one row a case.

    Parameters
    ----------
    parts : sequence of dataclass
        At least one, all of one kind.
    """
    kind = type(parts[0])
    return kind(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(kind)
        }
    )

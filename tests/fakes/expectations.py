"""Reads the lists of what must happen to each file of the real data."""

from __future__ import annotations

import csv
import enum
from pathlib import Path


class Outcome(enum.Enum):
    """What opening a file may end in."""

    IMAGE = enum.auto()
    IMAGE_WITH_WARNING = enum.auto()
    ERROR = enum.auto()
    NOT_A_SCAN = enum.auto()
    EITHER = enum.auto()
    ERROR_OR_LOUD_WARNING = enum.auto()


def read_rows(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the folder's list."""
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

"""Find the rows: each is a module ``row_NN_name.py`` beside this one.

A row states ``TITLE`` (the fault or load), ``TARGET`` (the figure to reach), ``QUICK`` (the share
of the full count that the normal test command runs, at most some three seconds; None: the row has
tests of its own there) and ``run(seed, scale)``, where scale 1 is the full count. With ``APART``
set to True, the tests run it in a process of its own, as the command always does.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from tests.reliability.result import RowResult

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


class RowModule(Protocol):
    """What a row's module holds."""

    TITLE: str
    TARGET: str
    QUICK: float | None

    def run(self, seed: int, scale: float) -> RowResult:
        """Measure the row."""


@dataclass(frozen=True)
class Row:
    """A row of the table, by its number and the name of its module."""

    number: int
    module_name: str

    def module(self) -> RowModule:
        """Import the row."""
        return cast("RowModule", importlib.import_module(f"tests.reliability.{self.module_name}"))


def run_apart(row: Row, seed: int, scale: float) -> RowResult:
    """Measure a row in a process of its own, so that one that dies is a result, too."""
    command = [sys.executable, "-m", "tests.reliability", f"--rows={row.number}", f"--seed={seed}"]
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        saved = Path(folder) / "result.json"
        ended = subprocess.run(
            [*command, f"--scale={scale}", f"--save={saved}"], cwd=ROOT, check=False
        )
        if saved.is_file():
            return RowResult.load(saved)
    return RowResult(f"the measurement itself ended with {ended.returncode}", passed=False)


def all_rows() -> list[Row]:
    """Return the rows that exist, by number."""
    names = sorted(path.stem for path in HERE.glob("row_[0-9][0-9]_*.py"))
    return [Row(int(name.split("_")[1]), name) for name in names]

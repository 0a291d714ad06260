"""What an installation takes on the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.benchmarks.peers import Environments
from tests.benchmarks.result import Row, Setting

_SHOWN = 8


def run(setting: Setting) -> Row:
    python = Path(Environments(setting.environments).application())
    packages = next(python.parent.parent.rglob("site-packages"))
    sizes = {entry.name: _megabytes(entry) for entry in packages.iterdir()}
    total = sum(sizes.values())
    largest = sorted(sizes, key=sizes.__getitem__, reverse=True)[:_SHOWN]
    shutil.rmtree(python.parent.parent, ignore_errors=True)
    return Row(
        10,
        "installed size for users of the application, with Python packages",
        "<= 600 MB",
        f"{total:.0f} MB",
        total <= 600,
        {name: [sizes[name]] for name in largest},
        unit="MB",
        notes=("A megabyte has 10^6 bytes; the bundle that needs no Python takes 306.",),
    )


def _megabytes(entry: Path) -> float:
    files = [entry] if entry.is_file() else [one for one in entry.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1e6

"""What a batch costs as it grows."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import psutil

from engine.batch.run import Batch
from engine.records.journal import Journal
from engine.records.plan import Plan
from tests.benchmarks.batches import Nothing, linked
from tests.benchmarks.material import mixed_folder
from tests.benchmarks.result import Row, Setting

WORKERS = 2
# The start of a batch, which is no part of what grows, takes as long as hundreds of files and
# varies by tens of them: the sizes that it weighs on are taken more often than the largest.
TURNS = 9
LARGEST_EVERY = 3


def run(setting: Setting) -> Row:
    sizes = (50, 200, 800) if setting.quick else (100, 1_000, 10_000)
    distinct = mixed_folder(setting.place / "grown", 50)
    folders = {size: linked(distinct, setting.place / f"n{size}", size) for size in sizes}
    rounds: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
    for turn in range(1 if setting.quick else TURNS):
        for size, folder in folders.items():
            if size != sizes[-1] or turn % LARGEST_EVERY == 0:
                rounds[size].append(_cost(setting, folder))
    measured = {size: np.median(costs, axis=0) for size, costs in rounds.items()}
    small, middle_size, large = (measured[size] for size in sizes)
    slopes = [
        (one[0] - other[0]) / (bigger - smaller)
        for one, other, bigger, smaller in (
            (middle_size, small, sizes[1], sizes[0]),
            (large, middle_size, sizes[2], sizes[1]),
        )
    ]
    growth = slopes[1] / slopes[0] - 1
    memory = large[1] / middle_size[1] - 1
    return Row(
        6,
        "batch cost as it grows: " + ", ".join(f"{size:,}" for size in sizes) + " files",
        "time linear within 3 %, memory flat",
        f"processor time a file {1000 * slopes[0]:.2f} ms, then {1000 * slopes[1]:.2f} ms "
        f"({100 * growth:+.1f} %); memory {100 * memory:+.1f} %",
        abs(growth) <= 0.03 and memory <= 0.05,
        {
            f"{size:,} files": [1000 * seconds / size for seconds, _ in costs]
            for size, costs in rounds.items()
        },
        unit="ms of processor time a file",
        notes=(
            (
                "Everything but the model: files are found, decoded, journalled and tabled, and "
                "answered for at once. The model takes the same time for each file: it would hide "
                "what grows. Medians of the rounds."
            ),
        ),
    )


def _cost(setting: Setting, folder: Path) -> tuple[float, float]:
    """Return processor seconds, of decoders too, and megabytes with the last row."""
    own = psutil.Process()
    before, memory = _spent(own), 0.0
    with Journal(setting.place / "growth.journal") as opened:
        batch = Batch(Plan((folder,)), opened, Nothing(), WORKERS)
        with contextlib.closing(batch.run()) as rows:
            for _row in rows:
                if batch.progress.is_total and batch.progress.done == batch.progress.found:
                    memory = sum(process.memory_info().rss for process in (own, *own.children()))
        opened.discard()
    return _spent(own) - before, memory / 2**20


def _spent(process: psutil.Process) -> float:
    # Decoders count once they have ended.
    return float(sum(process.cpu_times()[:4]))

"""The audit of a data set, and how it grows."""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np

from tests.benchmarks import audit_pairs
from tests.benchmarks.peers import ROOT
from tests.benchmarks.result import Row, Setting
from tests.benchmarks.turns import seconds, whole_process


def run(setting: Setting) -> Row:
    large = 350 if setting.quick else 3_500
    sizes = (large // 2, large)
    took = {size: _audited(setting.place / f"audit{size}", size) for size in sizes}
    pairs = 5_000 if setting.quick else 50_000
    searched = seconds(lambda: audit_pairs.measure(pairs))
    grown = took[large] / took[sizes[0]]
    whole = took[large] * 50_000 / large
    if setting.full:
        whole = _audited(setting.place / "audit50000", 50_000)
        took[50_000] = whole
    word = "measured" if setting.full else "at the same rate"
    return Row(
        9,
        f"audit of {large:,} images; of 50,000",
        "<= 120 s; near-linear",
        f"{took[large]:.0f} s ({sizes[0]:,} images {took[sizes[0]]:.0f} s: {grown:.2f} x for twice "
        f"as many); 50,000 in {whole:.0f} s {word}",
        took[large] <= 120 and grown <= 2.2,
        {f"{size:,} images": [value] for size, value in took.items()},
        notes=(
            (
                f"The only part that may grow faster, the search for near-duplicates, took "
                f"{searched:.1f} s for {pairs:,} pictures, drawing them included."
            ),
        ),
    )


def _audited(folder: Path, count: int) -> float:
    _draw(folder, count)
    return whole_process([sys.executable, "-m", "training", "audit", str(folder)], ROOT)()


def _draw(folder: Path, count: int) -> None:
    """Write so many different pictures of 448 x 336 pixels into two class folders."""
    random = np.random.default_rng(count)
    for index in range(count):
        place = folder / ("benign", "malignant")[index % 2]
        place.mkdir(parents=True, exist_ok=True)
        coarse = random.uniform(0, 255, (21, 28)).astype(np.float32)
        picture = cv2.resize(coarse, (448, 336), interpolation=cv2.INTER_CUBIC)
        assert cv2.imwrite(
            str(place / f"{index:05}.jpg"), np.clip(picture, 0, 255).astype(np.uint8)
        )

"""Measuring several things in turn, so that a busy machine is busy for all of them."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Measure = Callable[[], float]


def in_turn(
    measures: Mapping[str, Measure], times: int, warm_up: int = 1
) -> dict[str, list[float]]:
    """Return what each measured, after some rounds that do not count."""
    for _ in range(warm_up):
        for measure in measures.values():
            measure()
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(times):
        for name, measure in measures.items():
            taken[name].append(measure())
    return taken


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def whole_process(
    command: Sequence[str], place: Path, environment: Mapping[str, str] | None = None
) -> Measure:
    """Return what runs a command from its start to its end."""

    def run() -> float:
        return seconds(
            lambda: subprocess.run(
                command, cwd=place, env=environment, check=True, capture_output=True
            )
        )

    return run

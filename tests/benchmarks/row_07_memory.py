"""The most memory that an answer and a batch take, all processes together."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Sequence

import psutil

from tests.benchmarks.batches import linked
from tests.benchmarks.material import mixed_folder, ultrasound_png
from tests.benchmarks.peers import ROOT
from tests.benchmarks.result import Row, Setting, spread

_LOOKING_S = 0.02


def run(setting: Setting) -> Row:
    program = [sys.executable, "-m", "desktop"]
    picture = str(ultrasound_png(setting.place))
    folder = mixed_folder(setting.place / "memory-files", 20)
    batch = linked(folder, setting.place / "memory", 40 if setting.quick else 200)
    table = str(setting.place / "memory.csv")
    commands = {
        "one answer": [*program, "classify", picture],
        "batch, 2 workers": [*program, "batch", str(batch), "--workers", "2", "--output", table],
    }
    times = setting.times(3)
    taken = {name: [peak(command) for _ in range(times)] for name, command in commands.items()}
    one, many = taken.values()
    return Row(
        7,
        "peak memory: one answer; batch with 2 workers",
        "<= 350 MB; <= 900 MB",
        f"{spread(one, 0)} MB; {spread(many, 0)} MB",
        max(one) <= 350 and max(many) <= 900,
        taken,
        unit="MB",
        notes=(
            (
                "Proportional set size, summed over the program and its decoders: what several "
                "of them share counts once."
            ),
        ),
    )


def peak(command: Sequence[str]) -> float:
    """Return the largest memory of a command and all that it starts, in MB, seen from outside."""
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    seen, highest = psutil.Process(process.pid), 0.0
    while process.poll() is None:
        with contextlib.suppress(psutil.Error):
            tree = [seen, *seen.children(recursive=True)]
            highest = max(highest, sum(_megabytes(one) for one in tree))
        time.sleep(_LOOKING_S)
    return highest


def _megabytes(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.Error):
        return float(process.memory_full_info().pss) / 1e6
    return 0.0

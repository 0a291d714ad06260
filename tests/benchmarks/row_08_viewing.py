"""A large deep scan: to the screen, and its window dragged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.material import deep_scan
from tests.benchmarks.peers import ROOT, SCRIPTS
from tests.benchmarks.result import Row, Setting, middle, spread
from tests.e2e.virtual_screen import virtual_screen


def run(setting: Setting) -> Row:
    scan = deep_scan(setting.place)
    times = setting.times(8)
    with virtual_screen(1280, 800) as screen:
        found = _driven(scan, times, screen.environment(), setting.place)
    beyond = [
        1000 * (shown - read) for shown, read in zip(found["shown"], found["read"], strict=True)
    ]
    rates = [1 / frame for frame in found["frame"]]
    return Row(
        8,
        "a scan of 4000 x 3000 pixels and 16 bits: from opening to pixels on the screen beyond "
        "decoding; window and level dragged",
        "<= 150 ms; >= 30 frames a second",
        f"{spread(beyond, 0)} ms; {spread(rates, 0)} frames a second",
        middle(beyond) <= 150 and middle(rates) >= 30,
        {"beyond decoding": beyond},
        unit="ms",
        notes=(
            f"Of which the finding takes {1000 * middle(found['asked']):.0f} ms.",
            "A window of 1280 x 800 on a virtual screen without a graphics processor.",
        ),
    )


def _driven(
    scan: Path, times: int, environment: dict[str, str], place: Path
) -> dict[str, list[float]]:
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "own_view.py"), str(scan), str(times), str(place / "s.ini")],
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found

"""How long the frozen program takes to start, against the same program run from source.

Run it as ``python tests/benchmarks/bundle_start.py BUNDLE [TIMES]`` in the environment that the
bundle was made from (``build/environment``), with Xvfb and xdotool installed. It prints the medians
in seconds: of a scan classified on the command line, and of a window that is seen and has a title.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from tests.e2e.virtual_screen import ACCEPTED, Program, Screen, virtual_screen  # noqa: E402

DEMO: Final = ROOT / "resources" / "demo" / "ultrasound_phantom.png"
_LOOKING_S: Final = 0.02


def main() -> None:
    """Measure both, in turn, so that a busy machine is busy for both."""
    commands = {
        "bundle": [str(Path(sys.argv[1]) / "second-reader")],
        "source": [sys.executable, "-m", "desktop"],
    }
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with virtual_screen(1280, 800) as screen:
        for name, measure in (
            ("classify", classified),
            ("window", lambda command: shown(command, screen)),
        ):
            sys.stdout.write(f"{name}: {ratio(commands, measure, times)}\n")


def ratio(
    commands: dict[str, list[str]], measure: Callable[[Sequence[str]], float], times: int
) -> str:
    """Return the medians of both commands and how they compare."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            taken[name].append(measure(command))
    frozen, source = (statistics.median(taken[name]) for name in ("bundle", "source"))
    return f"bundle {frozen:.2f} s, source {source:.2f} s, ratio {frozen / source:.2f}"


def classified(command: Sequence[str]) -> float:
    """Return the seconds from the start to the end of classifying one scan."""
    begun = time.monotonic()
    subprocess.run([*command, "classify", str(DEMO)], cwd=ROOT, check=True, capture_output=True)
    return time.monotonic() - begun


def shown(command: Sequence[str], screen: Screen) -> float:
    """Return the seconds from the start to a visible window with a title."""
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "second-reader" / "second-reader.conf"
        settings.parent.mkdir()
        settings.write_text(f"[statement]\naccepted={ACCEPTED}\n", encoding="utf-8")
        folders = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home)
        begun = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **screen.environment(), **folders}
        )
        try:
            running = Program(screen, process)  # type: ignore[arg-type]
            while "Second Reader" not in running.title():
                time.sleep(_LOOKING_S)
            return time.monotonic() - begun
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()

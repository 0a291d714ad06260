"""Row 17: nothing ever asks for a network."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.reliability.bench import PHANTOM, ROOT, command, real_scans, shown
from tests.reliability.offline import can_watch
from tests.reliability.result import RowResult, impossible
from tests.reliability.sessions import Home, session

TITLE = "no network at all, and a watched one"
TARGET = "0 connection attempts in a session of the window, a batch, and the tests"
QUICK = 0.1
_WATCH = (sys.executable, str(Path(__file__).with_name("offline.py")))
_ASKS = "import socket; socket.socket(socket.AF_INET)"
_ASKS_NOT = "import socket; socket.socket(socket.AF_UNIX)"
_SIGSYS = 31


def run(seed: int, scale: float) -> RowResult:
    del seed
    if not can_watch():
        return impossible("the kernel's filter (seccomp) is known for Linux on x86-64 and ARM only")
    wrong = [] if _is_watching() else ["the filter does not watch"]
    sessions = round(3 * scale)
    with tempfile.TemporaryDirectory() as place:
        for number in range(sessions):
            wrong += _session(Path(place) / str(number))
        wrong += _batch(Path(place))
    return RowResult(
        f"{sessions} sessions of the window and 1 command line, batch and decoders included, "
        f"under a filter that ends any process at its first internet socket: {len(wrong)} attempts",
        not wrong,
        shown(wrong),
    )


def _is_watching() -> bool:
    asked, asked_not = (
        subprocess.run([*_WATCH, sys.executable, "-c", code], check=False).returncode
        for code in (_ASKS, _ASKS_NOT)
    )
    return (asked, asked_not) == (-_SIGSYS, 0)


def _session(place: Path) -> list[str]:
    home = Home(place / "home")
    home.temporary.mkdir(parents=True)
    (place / "out").mkdir()
    scans = real_scans(place / "scans", 3)
    ended = session(home, scans / "scan00000.png", place / "out", "close", *_WATCH)
    if ended.status or ended.seen.get("rows") != 3 or "stuck" in ended.seen:
        return [f"the session ended with {ended.status}: {ended.said[-300:]}"]
    return []


def _batch(place: Path) -> list[str]:
    home = Home(place / "of the batch")
    home.temporary.mkdir(parents=True)
    words = command("classify", PHANTOM, "--json")
    ended = subprocess.run(
        [*_WATCH, *words], cwd=ROOT, env=home.environment(), capture_output=True, check=False
    )
    return [] if ended.returncode == 0 else [f"classify ended with {ended.returncode}"]

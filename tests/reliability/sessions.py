"""Starts sessions of the window in a home of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability.bench import ROOT

_SCRIPT = Path(__file__).with_name("window_session.py")
_PATIENCE_S = 600


@dataclass(frozen=True)
class Home:
    """Everything that a program writes without being asked, in one folder."""

    folder: Path
    temporary: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "temporary", self.folder / "tmp")

    def environment(self, **changes: str) -> dict[str, str]:
        """Return the environment of a process at home here."""
        plain = {
            name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "LC"))
        }
        own = {
            "HOME": str(self.folder),
            "TMPDIR": str(self.temporary),
            "XDG_RUNTIME_DIR": str(self.temporary),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
        }
        return plain | own | changes


@dataclass(frozen=True)
class Ended:
    """How a session ended, and what it saw."""

    status: int
    seen: dict[str, object]
    said: str


def session(
    home: Home, scan: Path, output: Path, how: str = "close", *before: str, **changes: str
) -> Ended:
    """Run a session of the window; ``before`` is put in front of its command line."""
    words = [*before, sys.executable, str(_SCRIPT), str(scan), str(output), how]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=home.environment(**changes),
        capture_output=True,
        check=False,
        timeout=_PATIENCE_S,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    return Ended(done.returncode, _last_json(done.stdout), said)


def _last_json(output: bytes) -> dict[str, object]:
    lines = output.decode("utf-8", "replace").splitlines()
    if not lines or not lines[-1].startswith("{"):
        return {}
    found = json.loads(lines[-1])
    assert isinstance(found, dict)
    return found

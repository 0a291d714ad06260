"""Build time: one timestamp for all files of a build, so that builds can be repeated."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
# The first that a ZIP archive can state.
_EARLIEST: Final = "315532800"


def set_build_time() -> int:
    """Return SOURCE_DATE_EPOCH; where it is not set, set it to the time of the newest commit."""
    return int(os.environ.setdefault("SOURCE_DATE_EPOCH", _commit_time()))


def _commit_time() -> str:
    try:
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],  # noqa: S607 - where the system has it
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        return _EARLIEST
    return asked.stdout.strip() or _EARLIEST

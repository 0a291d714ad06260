"""Crash reports: text files that say where the program failed, without personal data.

A report contains versions, types of exceptions and lines of code. Messages of exceptions
and values are left out, because they may quote a file or a patient, and folders are shortened,
because they may name a user.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import re
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from desktop.system.logs import trace_of
from desktop.system.paths import state_dir
from engine.version import VERSION

KEPT: Final = 10
_PREFIX: Final = "crash-"
_ENDING: Final = ".txt"
_LIBRARIES: Final = ("PySide6-Essentials", "numpy", "opencv-python-headless", "ai-edge-litert")
_QUOTED_FILE: Final = re.compile(r'File "([^"]*)"')


def reports_dir() -> Path:
    """Return the folder of the reports; it may not exist yet."""
    return state_dir() / "crashes"


def text_of(number: str, what: str, trace: str) -> str:
    """Return the text of a report.

    Parameters
    ----------
    number : str
        The fault's number in the log.
    what : str
        Where the fault was caught, such as "a thread".
    trace : str
        Lines of code, as Python writes them.
    """
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    frozen = ", bundled" if getattr(sys, "frozen", False) else ""
    lines = [
        f"Second Reader, report of fault {number}",
        f"Written: {now}",
        f"Program: {VERSION}{frozen}, Python {platform.python_version()}",
        f"System: {platform.system()} {platform.release()}, {platform.machine()}",
        f"Libraries: {', '.join(_versions())}",
        f"Where: {what}",
        "",
        _QUOTED_FILE.sub(_shortened, trace),
        "",
        "It contains no names of patients or files, and was not sent anywhere.",
    ]
    return "\n".join(lines) + "\n"


def text_of_error(number: str, what: str, error: BaseException) -> str:
    """Return the text of a report about an exception, without its message."""
    return text_of(number, what, trace_of(error))


def write(number: str, text: str, folder: Path | None = None) -> Path | None:
    """Write a report and drop the oldest ones.

    Returns
    -------
    Path or None
        None where it cannot be written: a report must not cause another fault.
    """
    place = folder or reports_dir()
    path = place / f"{_PREFIX}{number}{_ENDING}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return None
    _drop_oldest(place)
    return path


def _versions() -> Sequence[str]:
    found = []
    for name in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found


def _shortened(match: re.Match[str]) -> str:
    # The last two parts identify the module; the parts before them may name the user.
    parts = re.split(r"[/\\]", match.group(1))
    return f'File "{"/".join(parts[-2:])}"'


def _drop_oldest(folder: Path) -> None:
    with contextlib.suppress(OSError):
        reports = sorted(folder.glob(f"{_PREFIX}*{_ENDING}"), key=os.path.getmtime)
        for old in reports[:-KEPT]:
            old.unlink(missing_ok=True)

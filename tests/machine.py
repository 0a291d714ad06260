"""The computer that the tests run on: what it lacks, and how many of its cores serve."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from desktop.system.libraries import (
    DEBIAN_PACKAGES,
    install_debian_packages,
    missing_libraries,
    provide_qt_libraries,
)
from tests.fakes.folders import ROOT

SCREEN_TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool"}
"""The programs of a virtual screen, with their Debian packages."""
_WORKER_BYTES = 1.5 * 2**30
_FEW_FILES = 3
_MOST_WORKERS = 8


def keep_bytecode() -> None:
    """Let all processes of the tests share what Python compiled, also where it is told not to.

    Otherwise each of hundreds of processes would compile all that it imports, TensorFlow among it.
    """
    if sys.dont_write_bytecode:
        folder = str(ROOT / ".pytest_cache" / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = folder
        sys.dont_write_bytecode = False


def install_what_is_missing(say: Callable[[str], None]) -> None:
    """Install the system's part of Qt and of a virtual screen, where that needs no question."""
    provide_qt_libraries(say)
    lacking = [package for tool, package in SCREEN_TOOLS.items() if shutil.which(tool) is None]
    if lacking:
        install_debian_packages(lacking, say)
    # Once is enough: no process that a test starts shall try it again.
    os.environ["SECOND_READER_INSTALL"] = "no"


def missing_for_a_screen() -> str:
    """Return why no window can be opened on a virtual screen here; empty if one can be."""
    tools = [tool for tool in SCREEN_TOOLS if shutil.which(tool) is None]
    libraries = missing_libraries() if sys.platform == "linux" else []
    if not tools and not libraries:
        return ""
    packages = [SCREEN_TOOLS[tool] for tool in tools]
    packages += DEBIAN_PACKAGES.split() if libraries else []
    return (
        f"no virtual screen: {', '.join((*tools, *libraries))} not installed; "
        f"on Debian: sudo apt-get install {' '.join(packages)}"
    )


def workers_for(arguments: list[str]) -> int:
    """Return in how many processes to run what was asked for; 0 for this one alone.

    A few files are done sooner without others, and the tests of the bundle share one copy of it.
    """
    paths = [Path(argument.partition("::")[0]) for argument in arguments]
    files = sum(1 if path.is_file() else len([*path.rglob("test_*.py")]) for path in paths)
    if files <= _FEW_FILES or all(path.name == "bundle" for path in paths):
        return 0
    room = int(psutil.virtual_memory().available / _WORKER_BYTES)
    return max(1, min(_cores(), room, _MOST_WORKERS))


def _cores() -> int:
    # A container may be allowed fewer cores than there are.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

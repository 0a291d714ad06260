"""System libraries that Qt's wheels do not bring along: found missing, and on Debian installed.

They are installed only where that needs no question: by root, or with a ``sudo`` that asks for no
password. ``SECOND_READER_INSTALL=no`` in the environment switches it off, and a frozen program,
which brings its libraries along, never does it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final

DEBIAN_PACKAGES: Final = (
    "libegl1 libgl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
"""What the wheels of Qt need of Debian and do not bring along."""
X11_LIBRARIES: Final = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)
_EVERYWHERE: Final = (
    "libEGL.so.1",
    "libGL.so.1",
    "libglib-2.0.so.0",
    "libfontconfig.so.1",
    "libdbus-1.so.3",
)
_SWITCH: Final = "SECOND_READER_INSTALL"
_LONGEST_S: Final = 600


def missing_libraries(libraries: Sequence[str] = (*_EVERYWHERE, *X11_LIBRARIES)) -> list[str]:
    """Return the shared libraries among those given that this computer does not have."""
    return [library for library in libraries if not _is_there(library)]


def provide_qt_libraries(say: Callable[[str], None]) -> None:
    """Install what Qt lacks here, where Debian's package manager can without a question.

    Parameters
    ----------
    say : callable
        Takes the sentence that says what is being installed.
    """
    if sys.platform == "linux" and not getattr(sys, "frozen", False) and missing_libraries():
        install_debian_packages(DEBIAN_PACKAGES.split(), say)


def install_debian_packages(packages: Sequence[str], say: Callable[[str], None]) -> bool:
    """Install packages with ``apt-get``, if that needs no question.

    Returns
    -------
    bool
        Whether they are installed now; False where this user may not, or there is no ``apt-get``.
    """
    apt = _apt_get()
    if os.environ.get(_SWITCH) == "no" or not apt:
        return False
    say(f"Installing what this Debian lacks: {' '.join(packages)} ({_SWITCH}=no prevents it).")
    install = ("install", "-y", "-qq", "--no-install-recommends", *packages)
    # A fresh system knows no packages, and one long unused has old addresses of them.
    return _succeeds(*apt, "update", "-qq") and _succeeds(*apt, *install)


def _apt_get() -> tuple[str, ...]:
    """Return the command that calls ``apt-get`` as root without a question; nothing if none."""
    if sys.platform != "linux" or shutil.which("apt-get") is None:
        return ()
    apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get")
    if os.geteuid() == 0:
        return apt
    may = shutil.which("sudo") is not None and _succeeds("sudo", "-n", "true")
    return ("sudo", "-n", *apt) if may else ()


def _succeeds(*command: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  fixed words, and the names of packages
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

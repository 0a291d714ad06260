"""Check of the display before Qt is loaded, because Qt aborts the program where it finds none."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

from engine.errors import UserFacingError

_INSTEAD: Final = "`second-reader classify FILE` needs none"
DEBIAN_PACKAGES: Final = (
    "libegl1 libgl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
"""What the wheels of Qt need of Debian and do not bring along."""
_X11_LIBRARIES: Final = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)


class NoWindowError(UserFacingError):
    """There is no screen, or Qt lacks a library to draw on it."""


class NoDisplayError(NoWindowError):
    """There is no display, or it does not answer."""


def require_display() -> None:
    """Return if a window can be expected to open.

    Raises
    ------
    NoDisplayError
        If there is no display, or it does not answer.
    NoWindowError
        If a system library is missing.
    """
    if sys.platform in {"win32", "darwin"} or _has_other_platform():
        return
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if not os.environ.get("DISPLAY"):
        raise NoDisplayError(f"There is no display to open a window on; {_INSTEAD}.")
    # The frozen program brings its libraries along.
    if not getattr(sys, "frozen", False):
        _require_libraries()
    if not _x_server_answers():
        raise NoDisplayError(f"The display {os.environ['DISPLAY']} does not answer; {_INSTEAD}.")


def missing_library(library: str) -> NoWindowError:
    """Return the error that says which system library Qt lacks and how to install it."""
    return NoWindowError(
        f"The window needs the system library {library}, which is missing.",
        f"On Debian: apt-get install {DEBIAN_PACKAGES}. Without a window: "
        "`second-reader classify FILE`.",
    )


def _has_other_platform() -> bool:
    # QT_QPA_PLATFORM may give options after a colon and alternatives after a semicolon.
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    return chosen not in {"", "xcb", "wayland"}


def _require_libraries() -> None:
    for library in _X11_LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError:
            raise missing_library(library) from None


def _x_server_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # Qt brings or finds its own; let it try.
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)

"""Check of the display before Qt is loaded, because Qt aborts the program where it finds none."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

from desktop.system.libraries import DEBIAN_PACKAGES, X11_LIBRARIES, missing_libraries
from engine.errors import UserFacingError

_INSTEAD: Final = "`second-reader classify FILE` needs none"


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


def is_named() -> bool:
    """Tell whether the environment names a display that Qt would need its libraries for."""
    if sys.platform in {"win32", "darwin"} or _has_other_platform():
        return False
    return bool(os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY"))


def missing_library(library: str) -> NoWindowError:
    """Return the error that says which system library Qt lacks and how to install it."""
    return NoWindowError(
        f"The window needs the system library {library}, which is missing.",
        f"On Debian: sudo apt-get install {DEBIAN_PACKAGES}. Without a window: "
        "`second-reader classify FILE`.",
    )


def _has_other_platform() -> bool:
    # QT_QPA_PLATFORM may give options after a colon and alternatives after a semicolon.
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    return chosen not in {"", "xcb", "wayland"}


def _require_libraries() -> None:
    for library in missing_libraries(X11_LIBRARIES):
        raise missing_library(library)


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

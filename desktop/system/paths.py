"""Paths of the program's own files, in a source tree, a wheel and a bundle."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_TITLE: Final = "Second Reader"
_FOLDER: Final = "second-reader"


def models_dir() -> Path:
    """Return the folder of the bundled models, one subfolder each."""
    return _own_data() / "models"


def resources_dir() -> Path:
    """Return the folder of icons, fonts and the demonstration scan."""
    return _own_data() / "resources"


def own_licence() -> Path:
    """Return the file with the terms of the program itself."""
    return _own_data() / "LICENSE"


def notices_file() -> Path:
    """Return the file with the terms of all packages; only a bundle has it."""
    return _own_data() / "THIRD-PARTY-NOTICES.txt"


def state_dir() -> Path:
    """Return the folder for logs and crash reports; it may be deleted, and need not exist yet.

    It is where each platform keeps such files: the XDG state folder, ``~/Library/Logs``, or
    ``%LOCALAPPDATA%``.
    """
    home = Path.home()
    if sys.platform == "win32":
        return _folder_from("LOCALAPPDATA", home / "AppData" / "Local") / _TITLE / "Logs"
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / _TITLE
    return _folder_from("XDG_STATE_HOME", home / ".local" / "state") / _FOLDER


def _own_data() -> Path:
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", _PACKAGE))
    # A wheel carries the data inside the package; in a source tree they are its neighbours.
    installed = _PACKAGE / "data"
    return installed if installed.is_dir() else _PACKAGE.parent


def _folder_from(variable: str, otherwise: Path) -> Path:
    # The XDG specification has relative values ignored.
    value = Path(os.environ.get(variable, ""))
    return value if value.is_absolute() else otherwise

"""Loads what the first sight of the window does not need, once the window is there."""

from __future__ import annotations

import importlib
import logging
import threading
from typing import Final

from PySide6.QtCore import QObject, QTimer

# In the order in which somebody is likely to want them: setting type takes longest to load.
_MODULES: Final = (
    "engine.report.document",
    "desktop.report.dialog",
    "desktop.batch.window",
    "desktop.preferences.dialog",
    "desktop.model_window.window",
    "desktop.history.window",
)
_AFTER_MS: Final = 500

_log = logging.getLogger(__name__)


def start_preloading(owner: QObject) -> None:
    """Load the rest of the program in the background, soon.

    Parameters
    ----------
    owner : QObject
        With its end, what was not begun is not begun any more.
    """
    QTimer.singleShot(_AFTER_MS, owner, _begin)


def _begin() -> None:
    # The program's end waits for what is being loaded: torn down in the middle of it, it may crash.
    threading.Thread(target=_load, name="preload", daemon=False).start()


def _load() -> None:
    for name in _MODULES:
        if not threading.main_thread().is_alive():
            return
        try:
            importlib.import_module(name)
        except Exception:  # noqa: BLE001
            # It is loaded again where it is used, which can tell the user.
            _log.exception("%s could not be loaded", name)

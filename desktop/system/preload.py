"""Preloading: imports the modules of the other windows soon after the main window is shown."""

from __future__ import annotations

import importlib
import logging
import threading
from typing import Final

from PySide6.QtCore import QObject, QTimer

# In the order in which users are likely to need them; reports also take longest to load.
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
    """Import the other windows in the background, soon.

    Parameters
    ----------
    owner : QObject
        If it is gone before then, nothing is imported.
    """
    QTimer.singleShot(_AFTER_MS, owner, _begin)


def _begin() -> None:
    # No daemon: an interpreter that ends in the middle of an import may crash.
    threading.Thread(target=_load, name="preload", daemon=False).start()


def _load() -> None:
    for name in _MODULES:
        if not threading.main_thread().is_alive():
            return
        try:
            importlib.import_module(name)
        except Exception:  # noqa: BLE001
            # It is imported again where it is used, and an error is shown there.
            _log.exception("%s could not be loaded", name)

"""What is loaded before the window is seen, and what after."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.system import preload

_FIRST_SIGHT = """
import sys
from desktop import app
application = app.create_application()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
_AFTERWARDS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.system.preload import start_preloading
application = QCoreApplication([])
start_preloading(application)
def look():
    if "desktop.history.window" in sys.modules:
        application.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
application.exec()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def _loaded(program: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120
    )
    return set(done.stdout.split())


def test_the_first_sight_needs_nothing_that_loads_slowly() -> None:
    loaded = _loaded(_FIRST_SIGHT)
    assert "PySide6" in loaded
    slow = {"reportlab", "pypdfium2", "PIL", "psutil", "shtab", "pydicom", "ai_edge_litert"}
    assert not loaded & slow


def test_the_rest_follows_by_itself() -> None:
    assert {"reportlab", "pypdfium2"} <= _loaded(_AFTERWARDS)


def test_what_cannot_be_loaded_is_noted_and_the_rest_goes_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(preload, "_MODULES", ("desktop.is_not_there", "colorsys"))
    monkeypatch.setattr(preload, "_AFTER_MS", 0)
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    owner = QObject()
    with caplog.at_level(logging.ERROR):
        preload.start_preloading(owner)
        qtbot.waitUntil(lambda: "colorsys" in sys.modules)
    assert "desktop.is_not_there could not be loaded" in caplog.text

"""The window without a screen, its settings kept out of the user's."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import intended_use
from desktop.app import create_application
from desktop.main_window import MainWindow
from desktop.settings.preferences import Appearance
from desktop.settings.settings import Settings
from desktop.style import theme
from engine.interfaces import FindingReader, OpenScan
from tests.fakes import window as window_fakes
from tests.fakes.window import MakeWindow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Said by the platform without a screen for every window with a least size.
    harmless = pytest.mark.qt_log_ignore("propagateSizeHints")
    for item in items:
        if "desktop" in Path(item.path).parts:
            item.add_marker(harmless)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return create_application()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path / "settings.ini")
    made.accepted_statement = intended_use.VERSION
    return made


@pytest.fixture
def chrome(qapp: QApplication) -> Iterator[theme.Theme]:
    made = theme.Theme(qapp, Appearance.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def make_window(qtbot: QtBot, settings: Settings, chrome: theme.Theme) -> Iterator[MakeWindow]:
    """Make a shown window; at the end each is closed, and its thread must have ended."""
    made: list[MainWindow] = []

    def make(
        open_scan: OpenScan = window_fakes.open_phantom, reader: FindingReader | None = None
    ) -> MainWindow:
        window = MainWindow(open_scan, reader or window_fakes.FakeReader(), settings, chrome)
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield make
    for window in made:
        window.close()
        assert window.session.shut_down()

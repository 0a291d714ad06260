"""The intended use: asked for once, before the window, and never on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import intended_use
from desktop.intended_use import IntendedUse, ask_once, is_accepted
from desktop.settings.settings import Settings
from desktop.style.theme import Theme
from engine.wording import RESEARCH_USE
from tests.fakes.window import MakeWindow


def answering(answer: Callable[[IntendedUse], None]) -> list[IntendedUse]:
    """Answer the page as soon as it is there, and note that it was."""
    seen: list[IntendedUse] = []

    def look() -> None:
        page = QApplication.activeModalWidget()
        if isinstance(page, IntendedUse):
            seen.append(page)
            answer(page)

    QTimer.singleShot(0, look)
    return seen


def press_quit(page: IntendedUse) -> None:
    page.leave.click()


@pytest.fixture
def fresh(settings: Settings, chrome: Theme) -> Settings:
    del chrome
    settings.accepted_statement = 0
    return settings


def test_it_is_accepted_once(qtbot: QtBot, fresh: Settings) -> None:
    def accept(page: IntendedUse) -> None:
        assert not page.go_on.isEnabled()
        qtbot.keyClick(page.tick, Qt.Key.Key_Space)
        qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)

    seen = answering(accept)
    assert ask_once(fresh)
    assert len(seen) == 1
    again = answering(press_quit)
    assert ask_once(fresh)
    assert not again


def test_who_does_not_accept_is_asked_again(fresh: Settings) -> None:
    for _ in range(2):
        seen = answering(press_quit)
        assert not ask_once(fresh)
        assert len(seen) == 1


def test_a_new_statement_is_asked_for_again(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.accepted_statement = intended_use.VERSION
    assert is_accepted(fresh)
    monkeypatch.setattr(intended_use, "VERSION", intended_use.VERSION + 1)
    assert not is_accepted(fresh)


def test_it_can_be_read_again_from_the_menu(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.actions_by_name["intended_use"].trigger()
    page = window.findChild(IntendedUse)
    qtbot.waitUntil(page.isVisible)
    assert not page.tick.isVisible()
    assert not page.go_on.isVisible()
    words = " ".join(part.text() for part in page.findChildren(QLabel))
    assert RESEARCH_USE in words
    qtbot.mouseClick(page.leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(IntendedUse) is None)

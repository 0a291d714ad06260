"""The dialog about the program tells its version and everybody's terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop import about
from desktop.about import About
from desktop.language import wording
from desktop.widgets.blank_page import BlankPage
from engine.version import VERSION
from tests.fakes.window import MakeWindow


def shown_by(make_window: MakeWindow, qtbot: QtBot) -> About:
    window = make_window()
    window.actions_by_name["about"].trigger()
    dialog = window.findChild(About)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_it_tells_version_and_use_and_the_terms_of_program_and_qt(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    dialog = shown_by(make_window, qtbot)
    said = {part.text() for part in dialog.findChildren(QLabel)}
    assert {f"Second Reader {VERSION}", wording.research_use()} <= said
    texts = [page.toPlainText() for page in dialog.findChildren(QPlainTextEdit)]
    for wanted in (
        "Apache License",
        "GNU Lesser General Public License, version 3",
        "complete source is published",
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
    ):
        assert any(wanted in text for text in texts), wanted
    assert all(page.isReadOnly() for page in dialog.findChildren(QPlainTextEdit))


def test_an_installed_program_shows_the_notices_of_all_packages(
    make_window: MakeWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notices.txt").write_text("numpy 2.4\n", encoding="utf-8")
    monkeypatch.setattr(about, "notices_file", lambda: tmp_path / "notices.txt")
    dialog = shown_by(make_window, qtbot)
    dialog.tabs.button(2).click()
    page = dialog.tabs.page
    assert isinstance(page, QPlainTextEdit)
    assert "numpy 2.4" in page.toPlainText()


def test_from_source_it_says_where_the_notices_are(make_window: MakeWindow, qtbot: QtBot) -> None:
    dialog = shown_by(make_window, qtbot)
    dialog.tabs.button(2).click()
    assert isinstance(dialog.tabs.page, BlankPage)

"""What the window says about the models."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.model_window.card_text import CardText, card_text, parts_of
from desktop.model_window.figures import Interval
from desktop.model_window.plots import Plot
from desktop.model_window.window import ModelWindow
from desktop.style.theme import Theme
from desktop.system.paths import models_dir
from engine.errors import ModelError
from engine.model.model_card import ModelCard, load_card
from engine.model.second_reader import SecondReader
from tests.fakes.viewer import CardReader, opened
from tests.fakes.window import FakeReader, MakeWindow

CARDS = SecondReader(models_dir()).models()


def about(window: MainWindow, qtbot: QtBot) -> ModelWindow:
    shown = window.findChild(ModelWindow)
    qtbot.waitUntil(shown.isVisible)
    return shown


def words(shown: ModelWindow) -> str:
    return " ".join(part.text() for part in shown.findChildren(QLabel))


def test_the_panel_leads_to_the_model_that_answered(make_window: MakeWindow, qtbot: QtBot) -> None:
    reader = CardReader()
    window = make_window(reader=reader)
    opened(qtbot, window, "a.png")
    qtbot.mouseClick(window.panel.about_model, Qt.MouseButton.LeftButton)
    shown = about(window, qtbot)
    assert f"{reader.card.name} {reader.card.version}" in words(shown)
    assert reader.card.graph_sha256[:12] in words(shown)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_every_bundled_model_is_told_of_whole(card: ModelCard, qtbot: QtBot, chrome: Theme) -> None:
    shown = ModelWindow(CARDS, models_dir(), chrome, card.identity)
    qtbot.addWidget(shown)
    shown.show()
    written = {interval.accessibleName() for interval in shown.findChildren(Interval)}
    for figure in card.figures:
        assert any(
            f"{figure.name}, {figure.data}: {figure.value:.3f}" in name
            and f"{figure.low:.3f}" in name
            and f"{figure.high:.3f}" in name
            for name in written
        )
    assert [plot.is_missing for plot in shown.findChildren(Plot)] == [False, False]
    for index, parts in ((2, ("Limits", "Intended use")), (3, ("Sources and licences",))):
        shown.tabs.show_page(index)
        page = shown.tabs.page
        assert isinstance(page, CardText)
        assert all(part in page.toPlainText() for part in parts)
        assert "roc.png" not in page.toPlainText()
        assert page.horizontalScrollBar().maximum() == 0, "all of it is seen by scrolling down"


def test_the_pages_are_turned_with_their_buttons(qtbot: QtBot, chrome: Theme) -> None:
    shown = ModelWindow(CARDS, models_dir(), chrome)
    qtbot.addWidget(shown)
    shown.show()
    for index in (3, 1, 2, 0):
        qtbot.mouseClick(shown.tabs.button(index), Qt.MouseButton.LeftButton)
        assert shown.tabs.index == index
        assert shown.tabs.page.isVisible()


def test_another_model_can_be_chosen(qtbot: QtBot, chrome: Theme) -> None:
    other = replace(CARDS[0], name="another", version="9.9.9")
    shown = ModelWindow([CARDS[0], other], models_dir(), chrome)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.mouseClick(shown.tabs.button(1), Qt.MouseButton.LeftButton)
    shown.choice.setCurrentIndex(1)
    assert "another 9.9.9" in words(shown)
    # The page that was looked at stays, and what this model lacks is said.
    assert shown.tabs.index == 1
    assert "No such plot" in words(shown)


def test_without_a_model_it_says_so(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(reader=FakeReader())
    window.actions_by_name["about_models"].trigger()
    assert "No model is bundled" in words(about(window, qtbot))


def test_a_damaged_model_is_said_in_the_window(make_window: MakeWindow) -> None:
    class Damaged(FakeReader):
        def models(self) -> list[ModelCard]:
            raise ModelError("The card of the model x was altered.", "Install it again.")

    window = make_window(reader=Damaged())
    window.actions_by_name["about_models"].trigger()
    assert "was altered" in window.stage.banner.text


def test_a_card_that_cannot_be_read_is_no_text(tmp_path: Path) -> None:
    assert card_text(tmp_path) == ""
    shutil.copy(models_dir() / "ultrasound" / "CARD.md", tmp_path)
    assert parts_of(card_text(tmp_path), ["Limits", "no such part"]).startswith("## Limits")
    (tmp_path / "CARD.md").write_bytes(b"\xff")
    assert card_text(tmp_path) == ""


def test_each_model_lies_in_a_folder_of_its_name() -> None:
    for card in CARDS:
        assert load_card(models_dir() / card.name).identity == card.identity

"""The settings, changed as a user would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from desktop.actions import ACTIONS
from desktop.language import languages
from desktop.main_window import MainWindow
from desktop.preferences.dialog import Preferences
from desktop.preferences.schema import SCHEMA, Command, Share, Switch
from desktop.settings.settings import Appearance, Settings
from desktop.style.theme import DARK
from desktop.widgets.shortcut_sheet import ShortcutSheet
from engine.report import Paper
from tests.fakes.window import MakeWindow

FIELDS = [field for group in SCHEMA for field in group.fields]


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Preferences:
    window.actions_by_name["settings"].trigger()
    shown = window.findChild(Preferences)
    qtbot.waitUntil(shown.isVisible)
    return shown


def choose_page_of(dialog: Preferences, name: str) -> Any:  # noqa: ANN401
    """Turn to the page of a setting, and return what it is changed with."""
    dialog.groups.setCurrentRow(
        next(n for n, g in enumerate(SCHEMA) if name in {field.name for field in g.fields})
    )
    editor = dialog.editor(name)
    assert editor.isVisible()
    return editor


def test_every_setting_of_the_schema_exists_and_can_be_set(settings: Settings) -> None:
    actions = {spec.name for spec in ACTIONS} | {"forget_recent"}
    for field in FIELDS:
        if isinstance(field, Command):
            assert field.name in actions
        else:
            setattr(settings, field.name, getattr(settings, field.name))


def test_every_setting_is_drawn_and_named(dialog: Preferences) -> None:
    for field in FIELDS:
        editor = choose_page_of(dialog, field.name)
        text = editor.text() if isinstance(editor, QCheckBox | QPushButton) else ""
        assert editor.accessibleName() or text


@pytest.mark.parametrize("field", [f for f in FIELDS if isinstance(f, Switch) and not f.needs])
def test_a_switch_holds_at_once_and_after_a_restart(
    field: Switch, dialog: Preferences, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    before = getattr(settings, field.name)
    qtbot.keyClick(choose_page_of(dialog, field.name), Qt.Key.Key_Space)
    assert getattr(settings, field.name) is not before
    settings.save()
    assert getattr(Settings(tmp_path / "settings.ini"), field.name) is not before


@pytest.mark.parametrize("field", [f for f in FIELDS if isinstance(f, Share)])
def test_the_heatmap_follows(
    field: Share, dialog: Preferences, window: MainWindow, settings: Settings
) -> None:
    editor = choose_page_of(dialog, field.name)
    editor.findChild(QSlider).setValue(37)
    assert getattr(settings, field.name) == pytest.approx(0.37)
    assert getattr(window.stage.bar.heatmap, field.name) == pytest.approx(0.37)


def test_the_dialog_shows_the_heatmap_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.stage.bar.heatmap.set_threshold(0.21)
    window.actions_by_name["settings"].trigger()
    shown = window.findChild(Preferences)
    qtbot.waitUntil(shown.isVisible)
    assert shown.editor("threshold").value == pytest.approx(0.21)


def test_dark_is_dark_at_once(
    dialog: Preferences, window: MainWindow, settings: Settings, qapp: QApplication
) -> None:
    box: QComboBox = choose_page_of(dialog, "appearance")
    box.setCurrentIndex(box.findData(Appearance.DARK))
    assert settings.appearance is Appearance.DARK
    assert qapp.palette().window().color().name() == DARK.window
    ticked = [a.text() for a in window.menus._appearances.values() if a.isChecked()]
    assert ticked == ["&Dark"]


def test_what_a_report_begins_with(dialog: Preferences, settings: Settings, qtbot: QtBot) -> None:
    line: QLineEdit = choose_page_of(dialog, "report_institution")
    qtbot.keyClicks(line, "Klinik am See")
    paper: QComboBox = choose_page_of(dialog, "report_paper")
    paper.setCurrentIndex(paper.findData(Paper.LETTER))
    logo = choose_page_of(dialog, "report_logo")
    logo.take(Path("/logos/own.png"))
    assert settings.report_institution == "Klinik am See"
    assert settings.report_paper == Paper.LETTER
    assert settings.report_logo == Path("/logos/own.png")


def test_identity_means_nothing_without_a_history(dialog: Preferences, qtbot: QtBot) -> None:
    history = choose_page_of(dialog, "keeps_history")
    identity = dialog.editor("history_identity")
    assert identity.isEnabled()
    qtbot.keyClick(history, Qt.Key.Key_Space)
    assert not identity.isEnabled()


def test_recent_files_are_forgotten(
    make_window: MakeWindow, settings: Settings, qtbot: QtBot
) -> None:
    settings.remember(Path("/scans/a.png"))
    window = make_window()
    window.actions_by_name["settings"].trigger()
    shown = window.findChild(Preferences)
    qtbot.waitUntil(shown.isVisible)
    button: QPushButton = choose_page_of(shown, "forget_recent")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert settings.recent == []
    assert not button.isEnabled()


def test_no_file_is_remembered_once_that_is_off(settings: Settings) -> None:
    settings.keeps_recent = False
    settings.remember(Path("/scans/a.png"))
    assert settings.recent == []


def test_the_buttons_lead_to_the_other_windows(
    dialog: Preferences, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(choose_page_of(dialog, "shortcuts"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(ShortcutSheet) is not None)
    qtbot.waitUntil(lambda: window.findChild(Preferences) is None)


def test_english_can_be_chosen_whatever_the_system_speaks(
    dialog: Preferences, settings: Settings
) -> None:
    box: QComboBox = choose_page_of(dialog, "language")
    assert [box.itemData(row) for row in range(box.count())] == ["", *languages.available()]
    box.setCurrentIndex(box.findData("en"))
    assert settings.language == "en"


def test_a_language_without_a_translation_is_english(qapp: QApplication) -> None:
    languages.install(qapp, "xx")
    assert qapp.translate("actions", "&Open…") == "&Open…"

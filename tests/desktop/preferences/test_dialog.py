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
from desktop.preferences.dialog import PreferencesDialog
from desktop.settings.preferences import Appearance, Preferences, rows
from desktop.settings.setting import Button, Setting, Share, Switch
from desktop.settings.settings import Settings
from desktop.shortcut_sheet import ShortcutSheet
from desktop.style.theme import DARK
from engine.report import Paper
from tests.fakes.window import MakeWindow

SHOWN = [shown for _, shown in rows()]


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> PreferencesDialog:
    window.actions_by_name["settings"].trigger()
    shown = window.findChild(PreferencesDialog)
    qtbot.waitUntil(shown.isVisible)
    return shown


def choose_page_of(dialog: PreferencesDialog, shown: Setting[Any] | Button) -> Any:  # noqa: ANN401
    """Turn to the page of a setting, and return what it is changed with."""
    assert shown.row is not None
    dialog.page_list.setCurrentRow(dialog.pages.index(shown.row.page))
    editor = dialog.editor(shown)
    assert editor.isVisible()
    return editor


def test_every_setting_of_the_dialog_can_be_set(settings: Settings) -> None:
    actions = {spec.name for spec in ACTIONS}
    for shown in SHOWN:
        if isinstance(shown, Button):
            assert shown.action in actions or shown is Preferences.forget_recent
        else:
            before = shown.get(settings)
            shown.set(settings, before)
            assert shown.get(settings) == before == shown.default


def test_no_two_settings_share_a_key() -> None:
    declared = [each for kind in Settings.__mro__ for each in vars(kind).values()]
    keys = [each.key for each in declared if isinstance(each, Setting)]
    assert len(keys) > len(SHOWN) - 5
    assert len(keys) == len(set(keys))


def test_every_setting_is_drawn_and_named(dialog: PreferencesDialog) -> None:
    for shown in SHOWN:
        editor = choose_page_of(dialog, shown)
        text = editor.text() if isinstance(editor, QCheckBox | QPushButton) else ""
        assert editor.accessibleName() or text


@pytest.mark.parametrize("switch", [s for s in SHOWN if isinstance(s, Switch) and not s.needs])
def test_a_switch_holds_at_once_and_after_a_restart(
    switch: Switch, dialog: PreferencesDialog, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    before = switch.get(settings)
    qtbot.keyClick(choose_page_of(dialog, switch), Qt.Key.Key_Space)
    assert switch.get(settings) is not before
    settings.save()
    assert switch.get(Settings(tmp_path / "settings.ini")) is not before


@pytest.mark.parametrize("share", [s for s in SHOWN if isinstance(s, Share)])
def test_the_heatmap_follows(
    share: Share, dialog: PreferencesDialog, window: MainWindow, settings: Settings
) -> None:
    editor = choose_page_of(dialog, share)
    editor.findChild(QSlider).setValue(37)
    assert share.get(settings) == pytest.approx(0.37)
    assert getattr(window.stage.bar.heatmap, share.name) == pytest.approx(0.37)


def test_the_dialog_shows_the_heatmap_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.stage.bar.heatmap.set_threshold(0.21)
    window.actions_by_name["settings"].trigger()
    shown = window.findChild(PreferencesDialog)
    qtbot.waitUntil(shown.isVisible)
    assert shown.editor(Preferences.threshold).value == pytest.approx(0.21)


def test_dark_is_dark_at_once(
    dialog: PreferencesDialog, window: MainWindow, settings: Settings, qapp: QApplication
) -> None:
    box: QComboBox = choose_page_of(dialog, Preferences.appearance)
    box.setCurrentIndex(box.findData(Appearance.DARK))
    assert settings.appearance is Appearance.DARK
    assert qapp.palette().window().color().name() == DARK.window
    ticked = [a.text() for a in window.menus._appearances.values() if a.isChecked()]
    assert ticked == ["&Dark"]


def test_what_a_report_begins_with(
    dialog: PreferencesDialog, settings: Settings, qtbot: QtBot
) -> None:
    line: QLineEdit = choose_page_of(dialog, Preferences.report_institution)
    qtbot.keyClicks(line, "Klinik am See")
    paper: QComboBox = choose_page_of(dialog, Preferences.report_paper)
    paper.setCurrentIndex(paper.findData(Paper.LETTER))
    logo = choose_page_of(dialog, Preferences.report_logo)
    logo.take(Path("/logos/own.png"))
    assert settings.report_institution == "Klinik am See"
    assert settings.report_paper == Paper.LETTER
    assert settings.report_logo == Path("/logos/own.png")


def test_identity_means_nothing_without_a_history(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    history = choose_page_of(dialog, Preferences.keeps_history)
    identity = dialog.editor(Preferences.history_identity)
    assert identity.isEnabled()
    qtbot.keyClick(history, Qt.Key.Key_Space)
    assert not identity.isEnabled()


def test_recent_files_are_forgotten(
    make_window: MakeWindow, settings: Settings, qtbot: QtBot
) -> None:
    settings.remember(Path("/scans/a.png"))
    window = make_window()
    window.actions_by_name["settings"].trigger()
    shown = window.findChild(PreferencesDialog)
    qtbot.waitUntil(shown.isVisible)
    button: QPushButton = choose_page_of(shown, Preferences.forget_recent)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert settings.recent == []
    assert not button.isEnabled()


def test_no_file_is_remembered_once_that_is_off(settings: Settings) -> None:
    settings.keeps_recent = False
    settings.remember(Path("/scans/a.png"))
    assert settings.recent == []


def test_the_buttons_lead_to_the_other_windows(
    dialog: PreferencesDialog, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(choose_page_of(dialog, Preferences.show_shortcuts), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(ShortcutSheet) is not None)
    qtbot.waitUntil(lambda: window.findChild(PreferencesDialog) is None)


def test_english_can_be_chosen_whatever_the_system_speaks(
    dialog: PreferencesDialog, settings: Settings
) -> None:
    box: QComboBox = choose_page_of(dialog, Preferences.language)
    assert [box.itemData(row) for row in range(box.count())] == ["", *languages.available()]
    box.setCurrentIndex(box.findData("en"))
    assert settings.language == "en"


def test_a_language_without_a_translation_is_english(qapp: QApplication) -> None:
    languages.install(qapp, "xx")
    assert qapp.translate("actions", "&Open…") == "&Open…"

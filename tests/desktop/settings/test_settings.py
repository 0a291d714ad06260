from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QSlider

from desktop.settings.preferences import Appearance, Preferences
from desktop.settings.settings import Settings
from desktop.settings.window_state import RECENT_LIMIT
from engine.report import Paper
from tests.fakes.window import MakeWindow


@pytest.mark.parametrize("count", [0, 1, 2, RECENT_LIMIT + 3])
def test_recent_files_survive_a_restart(tmp_path: Path, count: int) -> None:
    settings = Settings(tmp_path / "s.ini")
    for number in range(count):
        settings.remember(Path(f"/scans/{number}, ä.png"))
    settings.save()
    again = Settings(tmp_path / "s.ini").recent
    expected = [Path(f"/scans/{number}, ä.png") for number in reversed(range(count))]
    assert again == expected[:RECENT_LIMIT]


def test_a_file_is_listed_once(settings: Settings) -> None:
    for name in ("a", "b", "a"):
        settings.remember(Path(name))
    assert settings.recent == [Path("a"), Path("b")]
    settings.forget(Path("a"))
    assert settings.recent == [Path("b")]


def test_the_dialog_starts_where_the_last_scan_was(settings: Settings, tmp_path: Path) -> None:
    assert settings.last_folder is None
    settings.remember(tmp_path / "x.png")
    settings.remember(Path("/no/such/folder/y.png"))
    assert settings.last_folder == tmp_path


def test_damaged_settings_fall_back_to_the_defaults(tmp_path: Path) -> None:
    raw = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    raw.setValue("heatmap/opacity", "lots")
    raw.setValue("window/appearance", "plaid")
    raw.setValue("window/geometry", "here")
    raw.sync()
    settings = Settings(tmp_path / "s.ini")
    assert settings.opacity == Preferences.opacity.default
    assert settings.appearance is Appearance.SYSTEM
    assert settings.geometry is None


def test_size_and_opacity_are_remembered(make_window: MakeWindow, settings: Settings) -> None:
    window = make_window()
    # No larger than the screen of the platform without one, or restoring would shrink it.
    window.resize(window.minimumWidth(), 700)
    window.stage.findChild(QSlider).setValue(33)
    window.close()
    assert settings.opacity == pytest.approx(0.33)
    again = make_window()
    assert again.height() == 700
    assert again.stage.findChild(QSlider).value() == 33


def test_a_declared_setting_is_typed_and_falls_back_to_its_default(tmp_path: Path) -> None:
    raw = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    raw.setValue("statement/accepted", "-1")
    raw.setValue("heatmap/threshold", "7")
    raw.setValue("report/logo", "")
    raw.setValue("report/paper", "a0")
    raw.sync()
    settings = Settings(tmp_path / "s.ini")
    assert settings.accepted_statement == 0
    assert settings.threshold == 1.0
    assert settings.report_logo is None
    assert settings.report_paper is Paper.A4
    assert settings.keeps_history
    assert not settings.history_identity
    settings.accepted_statement = 3
    settings.history_identity = True
    settings.save()
    again = Settings(tmp_path / "s.ini")
    assert (again.accepted_statement, again.history_identity) == (3, True)

"""Settings of other versions of the program: taken over from older ones, left alone by newer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.settings import migrations
from desktop.settings.ini_file import SettingsFile
from desktop.settings.migrations import NAME, NewerSettingsError, Values
from desktop.settings.preferences import Appearance
from desktop.settings.settings import Settings

# Written by version 0.1.0; a file of each form is kept here for ever.
STORED = Path(__file__).parent / "stored"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    shutil.copy(STORED / "settings-1.ini", tmp_path / "s.ini")
    return tmp_path / "s.ini"


def renamed(values: Values) -> Values:
    """Stand in for the change of a later version: it calls the heatmap's opacity otherwise."""
    return {name.replace("heatmap/opacity", "map/strength"): v for name, v in values.items()}


def test_settings_of_the_first_form_are_read_whole(path: Path) -> None:
    settings = Settings(path)
    assert settings.appearance is Appearance.DARK
    assert settings.opacity == pytest.approx(0.33)
    assert settings.recent == [Path("/scans/für Ärzte/b.dcm"), Path("/scans/a.png")]
    assert settings.report_institution == "Klinik Süd"
    assert (settings.accepted_statement, settings.keeps_history) == (1, False)
    assert settings.shortcuts == {"open": "Ctrl+Shift+O", "fit": ""}
    assert settings.geometry is not None


def test_an_older_file_takes_the_steps_that_it_lacks_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", (renamed,))
    file = SettingsFile(path)
    assert file.value("map/strength") == "0.33"
    file.setValue("map/strength", "0.5")
    file.sync()
    again = SettingsFile(path)
    assert (again.value("map/strength"), again.value(NAME)) == ("0.5", "2")
    assert again.value("heatmap/opacity") is None
    assert again.value("report/institution") == "Klinik Süd"


def test_a_newer_file_is_used_but_never_written(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n[file]\nversion=99\n")
    before = path.read_bytes()
    settings = Settings(path)
    settings.report_institution = "Praxis Nord"
    with pytest.raises(NewerSettingsError, match="later version"):
        settings.save()
    assert (settings.report_institution, settings.opacity) == ("Praxis Nord", 0.33)
    assert path.read_bytes() == before


def test_that_the_settings_are_newer_is_said_once(path: Path, qtbot: QtBot) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n[file]\nversion=99\n")
    told: list[str] = []
    settings = Settings(path)
    settings.report_faults_to(lambda error: told.append(error.summary))
    settings.report_reader = "first"
    qtbot.waitUntil(lambda: bool(told))
    settings.report_reader = "second"
    qtbot.wait(700)
    assert len(told) == 1
    assert "later version" in told[0]

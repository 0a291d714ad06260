"""The file of the settings: whole at every moment, and shared by two windows."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings
from pytestqt.qtbot import QtBot

from desktop.settings import ini_file
from desktop.settings.ini_file import SettingsFile
from engine.errors import UserFacingError
from tests.fakes.folders import ROOT

FUNCTION_SCOPED = [HealthCheck.function_scoped_fixture]
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
WRITER = """
import sys
from pathlib import Path
from desktop.settings.ini_file import SettingsFile
file = SettingsFile(Path(sys.argv[1]))
for number in range(20):
    file.setValue(f"{sys.argv[2]}/{number}", "x")
    file.sync()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.ini"


@settings(suppress_health_check=FUNCTION_SCOPED, max_examples=30, deadline=None)
@given(value=st.one_of(TEXTS, st.lists(TEXTS), st.binary().map(QByteArray)))
def test_what_is_set_is_written_and_read(path: Path, value: object) -> None:
    file = SettingsFile(path)
    file.setValue("group/name", value)
    file.sync()
    again = QSettings(str(path), QSettings.Format.IniFormat).value("group/name")
    if isinstance(value, list):
        assert again in (value, value[0] if len(value) == 1 else None)
    else:
        assert again == value


def test_a_file_that_comes_out_short_is_refused_and_the_old_one_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SettingsFile(path)
    file.setValue("a", "1")
    file.sync()
    before = path.read_bytes()
    written = ini_file._write_new

    def short(target: Path, values: dict[str, object]) -> None:
        written(target, values)
        target.write_bytes(target.read_bytes()[:-3])

    monkeypatch.setattr(ini_file, "_write_new", short)
    file.setValue("b", "2222")
    with pytest.raises(UserFacingError, match="could not be written"):
        file.sync()
    assert path.read_bytes() == before
    monkeypatch.undo()
    # What changed waits for a better moment.
    file.sync()
    assert SettingsFile(path).value("b") == "2222"
    assert sorted(left.name for left in path.parent.glob("*.part*")) == []


def test_a_fault_is_told_when_nobody_asked_for_writing(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[UserFacingError] = []
    (path.parent / "file").touch()
    file = SettingsFile(path.parent / "file" / "s.ini")
    file.on_fault = told.append
    file.setValue("a", "1")
    qtbot.waitUntil(lambda: bool(told))
    assert "settings" in told[0].summary
    monkeypatch.setattr(file, "_edits", {})


def test_what_is_forgotten_to_be_written_is_written_at_the_end(path: Path) -> None:
    file = SettingsFile(path)
    file.setValue("a", "1")
    del file
    gc.collect()
    assert SettingsFile(path).value("a") == "1"


def test_a_group_is_listed_and_removed(path: Path) -> None:
    file = SettingsFile.of(path)
    assert SettingsFile.of(path) is file
    for name in ("keys/open", "keys/close", "keysmith"):
        file.setValue(name, "x")
    file.sync()
    assert sorted(file.keys_of("keys")) == ["close", "open"]
    file.remove("keys")
    file.sync()
    assert SettingsFile(path).keys_of("keys") == []
    assert SettingsFile(path).value("keysmith") == "x"


def test_two_programs_lose_nothing_of_each_other(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, name], cwd=ROOT) for name in "ab"
    ]
    assert [writer.wait(600) for writer in writers] == [0, 0]
    file = SettingsFile(path)
    assert [len(file.keys_of(name)) for name in "ab"] == [20, 20]

"""The part of ``second-reader doctor`` that needs Qt."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from desktop import command, doctor
from desktop.doctor import probed, window_checks
from engine.commands.self_check import Check


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))


def ends_at_once(_connection: Connection, _resources: Path) -> None:
    os.abort()


def ends_half_way(connection: Connection, _resources: Path) -> None:
    connection.send(Check("Qt", True, "fine"))
    os.abort()


def test_a_window_can_be_opened_with_type_and_icons() -> None:
    found = list(window_checks())
    assert [check for check in found if not check.is_ok] == []
    assert [check.name for check in found] == [
        "Qt",
        "Screen",
        "Fonts",
        "Icons",
        "Languages",
        "Settings",
        "History",
    ]


def test_without_a_display_it_says_so_and_how_to_leave_it_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    (screen,) = window_checks()
    assert not screen.is_ok
    assert "--no-window" in screen.hint


@pytest.mark.parametrize(("probe", "failed"), [(ends_at_once, "Qt"), (ends_half_way, "Screen")])
def test_when_qt_ends_its_process_the_doctor_goes_on(probe: doctor.Probe, failed: str) -> None:
    last = list(probed(probe))[-1]
    assert (last.name, last.is_ok) == (failed, False)
    assert last.hint


def test_missing_type_and_icons_are_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "resources_dir", lambda: tmp_path)
    found = {check.name: check for check in window_checks()}
    assert [name for name, check in found.items() if not check.is_ok] == ["Fonts", "Icons"]


def test_the_command_leaves_the_window_out_when_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["doctor", "--no-window"]) == 0
    printed = capsys.readouterr().out
    assert "Everything works" in printed
    assert "Screen" not in printed

"""A fault of the program itself: what is written, what is said, and the way back to the work."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.crash import guard as guards
from desktop.crash import report
from desktop.crash.guard import Guard
from desktop.crash.open_work import REOPEN, OpenWork, take_handed_over
from desktop.crash.session_marker import SessionMarker
from desktop.crash.window_work import open_work, reopen
from desktop.system import logs
from tests.fakes import viewer as view_fakes
from tests.fakes.folders import ROOT
from tests.fakes.window import DEMO, MakeWindow

NAME = "Musterfrau^Erika"
WORK = OpenWork("/scans/ä.dcm", 3, (((1.0, 2.0), (3.5, 4.0), 3),), has_batch=True)


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    logs.start()
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    yield tmp_path / "state" / "second-reader"
    for name in ("desktop", "engine"):
        for handler in logging.getLogger(name).handlers[:]:
            logging.getLogger(name).removeHandler(handler)
            handler.close()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


@pytest.fixture
def make_guard(make_window: MakeWindow, tmp_path: Path) -> Iterator[Guard]:
    guard = Guard(make_window(open_scan=view_fakes.open_cine), SessionMarker(tmp_path / "running"))
    yield guard
    guard.end()


def written(folder: Path) -> str:
    return "".join(file.read_text("utf-8") for file in folder.rglob("*") if file.is_file())


def fail() -> None:
    raise ZeroDivisionError(NAME)


def test_a_fault_in_a_slot_is_told_once_and_reported_without_names(
    qtbot: QtBot, make_guard: Guard, own_state: Path
) -> None:
    with capture_exceptions():
        # In place of the one by which pytest-qt fails tests.
        make_guard.install()
        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: make_guard.dialog is not None)
        QTimer.singleShot(0, fail)
        qtbot.wait(50)
    dialog = make_guard.dialog
    assert dialog is not None
    dialog.show_report.toggle()
    assert "ZeroDivisionError" in dialog.text.toPlainText()
    assert "fail" in dialog.text.toPlainText()
    assert NAME not in written(own_state)
    assert str(Path.home()) not in written(report.reports_dir())
    assert len(list(report.reports_dir().iterdir())) == 2
    dialog.stay.click()
    qtbot.waitUntil(lambda: make_guard.dialog is None)
    assert make_guard._window.isVisible()


def test_a_fault_in_a_thread_is_told_in_the_window(
    qtbot: QtBot, make_guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    make_guard.install()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: make_guard.dialog is not None)
    assert "a thread" in written(report.reports_dir())


def test_a_restart_hands_over_what_is_open(
    qtbot: QtBot, make_guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[OpenWork] = []
    monkeypatch.setattr(guards, "_start_again", handed.append)
    window = make_guard._window
    reopen(window, OpenWork("/scans/a.dcm", 2, (((1, 2), (30, 40), 2),)))
    qtbot.waitUntil(lambda: bool(window.measurements()))
    assert (window.frames.frame, window.measurements()[0].end) == (2, (30, 40))
    make_guard.restart()
    assert handed == [OpenWork("/scans/a.dcm", 2, (((1, 2), (30, 40), 2),))]
    assert not window.isVisible()


def test_open_work_survives_as_text() -> None:
    environment = {REOPEN: WORK.as_text()}
    assert take_handed_over(environment) == WORK
    assert take_handed_over(environment) == OpenWork()
    for text in ("", "[]", "{", json.dumps({"scan": 1})):
        assert OpenWork.from_text(text) == OpenWork()


DIES = """
import os, sys, pathlib
from desktop.crash.session_marker import SessionMarker
from desktop.crash.open_work import OpenWork
marker = SessionMarker(pathlib.Path(sys.argv[1]))
marker.begin()
marker.note(OpenWork.from_text(sys.argv[2]))
if sys.argv[3] == "closed":
    marker.end()
    os._exit(0)
os.abort() if sys.argv[3] == "abort" else os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("how", ["abort", "kill", "closed"])
def test_a_window_that_died_is_found_once(tmp_path: Path, own_state: Path, how: str) -> None:
    folder = tmp_path / "running"
    subprocess.run([sys.executable, "-c", DIES, folder, WORK.as_text(), how], cwd=ROOT, check=False)
    crashed = SessionMarker(folder).crashed_sessions()
    assert [session.work for session in crashed] == ([] if how == "closed" else [WORK])
    assert [session.report is not None for session in crashed] == [how == "abort"] * len(crashed)
    assert SessionMarker(folder).crashed_sessions() == []
    assert list(folder.glob("window-*.open")) == []
    if how == "abort":
        assert "the process crashed" in written(own_state)
        assert "ä.dcm" not in written(own_state)


def test_windows_that_are_open_are_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "running"
    marker = SessionMarker(folder)
    marker.begin()
    marker.note(WORK)
    assert SessionMarker(folder).crashed_sessions() == []
    (file,) = folder.glob("*.open")
    assert file.stat().st_mode & 0o077 == 0 or os.name != "posix"
    marker.end()
    assert list(folder.iterdir()) == []


def test_what_a_dead_window_had_open_is_offered(
    qtbot: QtBot, make_guard: Guard, tmp_path: Path
) -> None:
    left = {"process": 2**22 + 1, "begun": 1.0, "work": OpenWork("/scans/b.dcm").as_text()}
    (tmp_path / "running").mkdir(exist_ok=True)
    (tmp_path / "running" / "window-4194305.open").write_text(json.dumps(left), "utf-8")
    make_guard.offer_to_reopen()
    dialog = make_guard.dialog
    assert dialog is not None
    assert dialog.show_report.isHidden()
    dialog.go_back.click()
    window = make_guard._window
    qtbot.waitUntil(lambda: open_work(window).scan == "/scans/b.dcm")


def test_a_file_is_not_noted_where_recent_files_are_not_kept(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window()
    guard = Guard(window, SessionMarker(tmp_path / "running"), keeps_names=False)
    guard.watch()
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: window.session.scan is not None)
    guard.note()
    assert DEMO.name not in written(tmp_path / "running")
    guard.end()


def test_only_the_latest_reports_are_kept(tmp_path: Path) -> None:
    for number in range(report.KEPT + 3):
        assert report.write(f"{number:08}", "x", tmp_path / "reports") is not None
    assert len(list((tmp_path / "reports").iterdir())) == report.KEPT


def test_a_report_that_cannot_be_written_is_no_other_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert report.write("1", "x", tmp_path / "file" / "folder") is None


@pytest.mark.parametrize(("stated", "lines"), [("debug", 3), ("", 2), ("ERROR", 1), ("x", 2)])
def test_the_log_has_levels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stated: str, lines: int
) -> None:
    monkeypatch.setenv("SECOND_READER_LOG", stated)
    path = logs.start(tmp_path / "log")
    assert path is not None
    log = logging.getLogger("desktop.test")
    log.debug("a")
    log.info("b")
    log.error("c")
    assert len(path.read_text("utf-8").splitlines()) == lines


def test_a_log_on_a_full_disk_is_no_fault_and_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("only Linux has a device that is always full")
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "second-reader.log").symlink_to(full)
    assert logs.start(folder) is not None
    logging.getLogger("desktop.test").error("c")
    assert capsys.readouterr().err == ""

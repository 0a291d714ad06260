"""The history, driven as a user would."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.history.columns import FRAME, PATIENT
from desktop.history.window import HistoryWindow
from desktop.main_window import MainWindow
from desktop.settings.settings import Settings
from engine.records.history import History
from engine.scan import Modality
from tests.fakes.viewer import PEAK, CineReader, open_cine, open_deep
from tests.fakes.window import DEMO, FakeReader, MakeWindow, open_phantom

Read = Callable[..., None]


@pytest.fixture
def read(qtbot: QtBot) -> Read:
    """Open scans one after the other and wait until each is in the history, or cannot be."""

    def one(window: MainWindow, path: Path) -> None:
        window.open_path(path)
        qtbot.waitUntil(
            lambda: window.session.scan is not None and window.session.scan.path == path
        )
        qtbot.waitUntil(lambda: window.history.recorder.is_idle)

    def all_of(window: MainWindow, *names: str) -> None:
        for name in names:
            one(window, Path(name))

    return all_of


def shown(window: MainWindow, qtbot: QtBot, count: int) -> HistoryWindow:
    window.actions_by_name["history"].trigger()
    opened = window.history.window
    assert opened is not None
    qtbot.waitUntil(lambda: opened.model.rowCount() == count)
    return opened


def files(opened: HistoryWindow) -> list[str]:
    return [Path(opened.model.row_at(n).row.path).name for n in range(opened.model.rowCount())]


def answer_box(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Press a button of the next message box, as a user would."""

    def press(box: QMessageBox) -> int:
        (button,) = (b for b in box.buttons() if b.text().replace("&", "") == text)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)


def test_what_is_read_is_there_after_a_restart(
    make_window: MakeWindow, read: Read, qtbot: QtBot, settings: Settings
) -> None:
    first = make_window()
    read(first, "/scans/a.png", "/scans/b.png")
    first.close()
    kept = History(settings.history_file).entries()
    assert [entry.row.class_name for entry in kept] == ["malignant", "malignant"]
    assert kept[0].row.model is not None
    assert [Path(entry.row.path).name for entry in kept] == ["a.png", "b.png"]
    opened = shown(make_window(), qtbot, 2)
    assert files(opened) == ["b.png", "a.png"]
    qtbot.waitUntil(opened.view.hasFocus)


def test_the_window_follows_what_is_read(make_window: MakeWindow, read: Read, qtbot: QtBot) -> None:
    window = make_window()
    opened = shown(window, qtbot, 0)
    assert not opened.bar.wipe.isEnabled()
    assert "Nothing was read yet" in opened.blank.title.text()
    read(window, "/scans/a.png")
    qtbot.waitUntil(lambda: files(opened) == ["a.png"])
    assert opened.bar.wipe.isEnabled()


def test_a_search_finds_by_file_and_answer(
    make_window: MakeWindow, read: Read, qtbot: QtBot
) -> None:
    window = make_window()
    read(window, "/scans/left.png", "/scans/right.png")
    opened = shown(window, qtbot, 2)
    qtbot.keyClicks(opened.bar.search, "MALIGNANT left")
    qtbot.waitUntil(lambda: files(opened) == ["left.png"])
    qtbot.keyClicks(opened.bar.search, "zzz")
    qtbot.waitUntil(lambda: files(opened) == [])
    assert opened.blank.isVisible()
    opened.bar.search.clear()
    qtbot.waitUntil(lambda: len(files(opened)) == 2)


def test_a_double_click_opens_the_scan(make_window: MakeWindow, read: Read, qtbot: QtBot) -> None:
    window = make_window()
    read(window, "/scans/a.png", "/scans/b.png")
    opened = shown(window, qtbot, 2)
    place = opened.view.visualRect(opened.model.index(1, 1)).center()
    qtbot.mouseClick(opened.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(opened.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: window.session.scan.path.name == "a.png")


def test_wiping_asks_first(
    make_window: MakeWindow,
    read: Read,
    qtbot: QtBot,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = make_window()
    read(window, "/scans/a.png")
    opened = shown(window, qtbot, 1)
    answer_box(monkeypatch, "Cancel")
    qtbot.mouseClick(opened.bar.wipe, Qt.MouseButton.LeftButton)
    assert len(History(settings.history_file).entries()) == 1
    answer_box(monkeypatch, "Wipe")
    qtbot.mouseClick(opened.bar.wipe, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(opened.blank.isVisible)
    assert History(settings.history_file).entries() == []


def test_what_is_shown_is_exported(
    make_window: MakeWindow,
    read: Read,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window = make_window()
    read(window, "/scans/a.png", "/scans/b.png")
    opened = shown(window, qtbot, 2)
    qtbot.keyClicks(opened.bar.search, "b.png")
    qtbot.waitUntil(lambda: opened.model.rowCount() == 1)
    qtbot.mouseClick(opened.bar.csv, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Written" in opened.banner.text)
    with target.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert Path(row["path"]).name == "b.png"
    assert row["class"] == "malignant"


@pytest.mark.parametrize("identity", [False, True])
def test_patients_are_kept_only_when_the_setting_says_so(
    make_window: MakeWindow, read: Read, qtbot: QtBot, settings: Settings, identity: bool
) -> None:
    settings.history_identity = identity
    window = make_window(open_scan=open_deep)
    read(window, "/scans/a.dcm")
    opened = shown(window, qtbot, 1)
    assert opened.view.isColumnHidden(PATIENT) is not identity
    window.close()
    with closing(sqlite3.connect(settings.history_file)) as base:
        dump = "\n".join(base.iterdump())
    assert ("Musterfrau" in dump) is identity


def test_nothing_is_kept_when_the_history_is_off(
    make_window: MakeWindow, read: Read, qtbot: QtBot, settings: Settings
) -> None:
    settings.keeps_history = False
    window = make_window()
    read(window, "/scans/a.png")
    opened = shown(window, qtbot, 0)
    qtbot.waitUntil(lambda: "No history is kept" in opened.blank.title.text())
    window.close()
    assert not settings.history_file.exists()


def test_of_a_cine_the_first_and_the_most_suspicious_frame_are_kept(
    make_window: MakeWindow, read: Read, qtbot: QtBot
) -> None:
    window = make_window(open_scan=open_cine, reader=CineReader())
    read(window, "/scans/cine.dcm")
    opened = shown(window, qtbot, 2)
    assert [opened.model.row_at(line).row.frame for line in (0, 1)] == [PEAK, 0]
    assert not opened.view.isColumnHidden(FRAME)
    for name in ("frame_last", "frame_back", "most_suspicious"):
        window.actions_by_name[name].trigger()
        frame = window.frames.frame
        qtbot.waitUntil(lambda frame=frame: window.session.reading.frame == frame)
    # Moving through the frames added nothing; another kind of scan is another reading.
    window.session.read_as(Modality.MAMMOGRAPHY)
    qtbot.waitUntil(lambda: opened.model.rowCount() > 2)
    qtbot.waitUntil(lambda: not window.frames.frame_findings.is_busy)
    qtbot.waitUntil(lambda: window.history.recorder.is_idle)
    found = [opened.model.row_at(n).row for n in range(opened.model.rowCount())]
    assert {row.modality for row in found[:-2]} == {"mammography"}
    assert {row.modality for row in found[-2:]} == {"ultrasound"}


def test_a_home_that_cannot_be_written_stops_no_reading(
    make_window: MakeWindow, read: Read, qtbot: QtBot, settings: Settings
) -> None:
    settings.history_file.mkdir()
    window = make_window()
    read(window, "/scans/a.png")
    qtbot.waitUntil(window.stage.banner.isVisible)
    assert "history" in window.stage.banner.text
    assert "a.png" not in window.stage.banner.text
    read(window, "/scans/b.png")
    assert not window.stage.banner.isVisible()
    assert window.panel.headline == "Malignant"
    # Once it can be written again, what waited is written as well.
    settings.history_file.rmdir()
    read(window, "/scans/c.png")
    assert files(shown(window, qtbot, 3))[0] == "c.png"


def test_a_scan_without_an_answer_is_no_entry(
    make_window: MakeWindow, read: Read, qtbot: QtBot
) -> None:
    window = make_window(open_scan=open_phantom, reader=FakeReader("no_model"))
    read(window, str(DEMO))
    shown(window, qtbot, 0)

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.settings.settings import Settings
from engine.decoding.pool import DecoderPool
from engine.errors import DamagedFileError, MissingFileError
from engine.scan import Scan
from tests.fakes import hanging_reader
from tests.fakes.window import DEMO, FakeReader, Gate, MakeWindow, open_phantom


def opened(qtbot: QtBot, window: MainWindow, name: str = DEMO.name) -> None:
    qtbot.waitUntil(
        lambda: window.session.reading is not None and window.session.reading.scan.path.name == name
    )


def damaged(path: Path) -> Scan:
    raise DamagedFileError("The file ends before its picture does.", "Copy it again.", path)


def missing(path: Path) -> Scan:
    raise MissingFileError("There is no such file.", "It may have been moved.", path)


def test_an_empty_window_says_what_to_do(make_window: MakeWindow) -> None:
    window = make_window()
    assert window.stage.empty.isVisible()
    assert not window.stage.view.isVisible()
    assert window.panel.headline == "No scan"
    assert not window.stage.cine_bar.isVisible()
    assert not window.actions_by_name["fit"].isEnabled()


def test_the_demonstration_scan_is_one_button_away(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    buttons = window.stage.empty.findChildren(QPushButton)
    demo = next(button for button in buttons if "demonstration" in button.text())
    qtbot.mouseClick(demo, Qt.MouseButton.LeftButton)
    opened(qtbot, window)
    assert window.stage.view.isVisible()
    assert window.panel.headline == "Malignant"
    assert "Confidence 93" in window.panel.text
    assert window.windowTitle().startswith(f"{DEMO.name}: Malignant, 93")


def test_open_by_dialog(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/scans/a.dcm", ""))
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    opened(qtbot, window, "a.dcm")


def test_a_cancelled_dialog_opens_nothing(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window.actions_by_name["open"].trigger()
    assert window.session.opening is None


def drop(window: MainWindow, *paths: str) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    enter = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)
    return True


def test_a_dropped_file_opens(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    assert drop(window, "/scans/dropped.png")
    opened(qtbot, window, "dropped.png")
    assert not window.stage.banner.isVisible()


def test_of_several_dropped_files_the_first_opens_and_that_is_said(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window()
    assert drop(window, "/scans/one.png", "/scans/two.png", "/scans/three.png")
    opened(qtbot, window, "one.png")
    assert "opening one.png" in window.stage.banner.text
    assert "all 3" in window.stage.banner.text


def test_text_cannot_be_dropped(make_window: MakeWindow) -> None:
    window = make_window()
    assert not drop(window)


def test_files_of_the_command_line_open(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.open_paths([Path("/scans/first.dcm")])
    opened(qtbot, window, "first.dcm")


def test_recent_files_are_offered_latest_first(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window()
    for name in ("a & b.png", "c.png", "a & b.png"):
        (tmp_path / name).touch()
        window.open_path(tmp_path / name)
        opened(qtbot, window, name)
    window.menus.fill_recent()
    texts = [action.text() for action in window.menus.recent.actions()]
    assert texts[:2] == ["&1 a && b.png", "&2 c.png"]
    window.menus.recent.actions()[1].trigger()
    opened(qtbot, window, "c.png")


def test_a_recent_file_that_is_gone_is_explained_and_forgotten(
    qtbot: QtBot, make_window: MakeWindow, settings: Settings, tmp_path: Path
) -> None:
    settings.remember(tmp_path / "gone.png")
    window = make_window(open_scan=missing)
    window.menus.fill_recent()
    with qtbot.waitSignal(window.session.failed):
        window.menus.recent.actions()[0].trigger()
    assert "gone.png: There is no such file." in window.stage.banner.text
    assert settings.recent == []


def test_a_recent_file_that_cannot_be_read_is_kept(
    qtbot: QtBot, make_window: MakeWindow, settings: Settings
) -> None:
    # Its server may be back tomorrow. The name is one that no file system looks up.
    path = Path("/scans") / ("x" * 300)
    settings.remember(path)
    window = make_window(open_scan=damaged)
    window.menus.fill_recent()
    with qtbot.waitSignal(window.session.failed):
        window.menus.recent.actions()[0].trigger()
    assert settings.recent == [path]
    assert settings.last_folder is None


def test_the_demonstration_is_no_recent_file(
    qtbot: QtBot, make_window: MakeWindow, settings: Settings
) -> None:
    window = make_window()
    window.actions_by_name["demo"].trigger()
    opened(qtbot, window)
    assert settings.recent == []


def test_a_name_can_neither_break_a_line_nor_turn_it_nor_be_markup(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    name = "a\nb\t\u202ec&<img src=x>.png"
    shown = r"a\nb\t\u202ec&<img src=x>.png"
    window = make_window()
    window.resize(1600, 800)
    window.open_paths([Path("/scans") / name, Path("/scans/other.png")])
    opened(qtbot, window, name)
    assert window.windowTitle().startswith(f"{shown}: Malignant")
    assert f"opening {shown}." in window.stage.banner.text
    names = [part for part in window.stage.header.findChildren(QLabel) if part.toolTip()]
    assert [part.text() for part in names] == [shown]
    # The tool tip is markup, and shows the name as it is.
    assert QTextDocumentFragment.fromHtml(names[0].toolTip()).toPlainText() == shown
    window.menus.fill_recent()
    entry = window.menus.recent.actions()[0].text()
    assert entry == "&1 " + shown.replace("&", "&&")


def test_recent_files_can_be_forgotten(make_window: MakeWindow, settings: Settings) -> None:
    settings.remember(Path("/scans/a.png"))
    window = make_window()
    window.menus.recent.actions()[-1].trigger()
    assert settings.recent == []
    assert [action.isEnabled() for action in window.menus.recent.actions()] == [False]


def test_an_error_is_told_and_the_previous_scan_stays(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    def choosy(path: Path) -> Scan:
        return damaged(path) if path.name == "bad.dcm" else open_phantom(path)

    window = make_window(open_scan=choosy)
    window.actions_by_name["strip"].setChecked(False)
    window.open_path(DEMO)
    opened(qtbot, window)
    before = window.stage.view.grab().toImage()
    window.open_path(Path("/scans/bad.dcm"))
    qtbot.waitUntil(window.stage.banner.isVisible)
    assert window.stage.banner.text == (
        "bad.dcm: The file ends before its picture does. Copy it again."
    )
    assert window.panel.headline == "Malignant"
    assert DEMO.name in window.windowTitle()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.stage.banner.isVisible()
    qtbot.waitUntil(lambda: window.stage.view.grab().toImage() == before)


def test_a_bug_is_told_without_its_traceback(qtbot: QtBot, make_window: MakeWindow) -> None:
    def broken(path: Path) -> Scan:
        raise AssertionError(f"patient name in {path}")

    window = make_window(open_scan=broken)
    window.open_path(Path("/scans/x.dcm"))
    qtbot.waitUntil(window.stage.banner.isVisible)
    assert "unexpected" in window.stage.banner.text
    assert "patient name" not in window.stage.banner.text
    assert "Assertion" not in window.stage.banner.text


def test_a_scan_is_shown_even_without_a_model(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(reader=FakeReader("no_model"))
    window.open_path(DEMO)
    opened(qtbot, window)
    assert window.stage.view.isVisible()
    assert window.panel.headline == "No answer"
    assert "The ultrasound model is missing." in window.panel.text
    assert not window.actions_by_name["heatmap"].isEnabled()


def test_while_a_scan_is_read_the_previous_one_stays(qtbot: QtBot, make_window: MakeWindow) -> None:
    gate = Gate("slow.png")
    window = make_window(open_scan=gate)
    window.open_path(DEMO)
    opened(qtbot, window)
    assert not window.stage.busy_line.busy
    window.open_path(Path("/scans/slow.png"))
    assert gate.entered.wait(10)
    assert window.stage.busy_line.busy
    assert window.session.reading is not None
    assert window.session.reading.scan.path == DEMO
    gate.go.set()
    opened(qtbot, window, "slow.png")
    assert not window.stage.busy_line.busy


def test_opening_another_while_one_is_read_shows_the_later_only(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    gate = Gate("slow.png")
    window = make_window(open_scan=gate)
    shown: list[str] = []
    window.session.arrived.connect(lambda reading: shown.append(reading.scan.path.name))
    window.open_path(Path("/scans/slow.png"))
    assert gate.entered.wait(10)
    window.open_path(Path("/scans/later.png"))
    gate.go.set()
    opened(qtbot, window, "later.png")
    qtbot.wait(50)
    assert shown == ["later.png"]


def test_closing_the_scan_while_another_is_read_leaves_the_window_empty(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    gate = Gate("slow.png")
    window = make_window(open_scan=gate)
    window.open_path(Path("/scans/slow.png"))
    assert gate.entered.wait(10)
    window.close_scan()
    gate.go.set()
    qtbot.wait(50)
    assert window.stage.is_empty
    assert not window.stage.busy_line.busy


def test_closing_the_window_during_work_is_clean(make_window: MakeWindow) -> None:
    gate = Gate("slow.png")
    window = make_window(open_scan=gate)
    window.open_path(Path("/scans/slow.png"))
    assert gate.entered.wait(10)
    gate.go.set()
    assert window.close()
    assert window.session.reading is None


def test_a_file_that_hangs_does_not_hold_up_the_next_one(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    with DecoderPool(time_limit_s=300, reader=hanging_reader.read) as pool:
        window = make_window(open_scan=pool.read_scan)
        window.actions_by_name["strip"].setChecked(False)
        window.open_path(tmp_path / "hang.dcm")
        qtbot.waitUntil((tmp_path / "began").exists, timeout=30_000)
        window.open_path(tmp_path / "next.dcm")
        qtbot.waitUntil(lambda: window.session.reading is not None, timeout=60_000)
        assert window.session.scan is not None
        assert window.session.scan.path.name == "next.dcm"
        assert not window.stage.banner.isVisible()

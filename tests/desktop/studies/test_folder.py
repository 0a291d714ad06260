"""The scans of a folder: the strip, its thumbnails and marks, next and previous."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QListView
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.studies.folder import may_be_scan
from engine.errors import DamagedFileError, FolderError
from engine.finding import Finding
from engine.scan import Modality, Scan
from tests.fakes.viewer import PEAK, CineReader, open_cine
from tests.fakes.window import DEMO, FakeReader, Gate, MakeWindow, open_phantom

NAMES = ("a1.png", "a2.png", "a10.png")


def choosy(path: Path) -> Scan:
    if path.is_dir():
        raise FolderError("This is a folder, not a file.", "Open a file inside it.", path)
    if path.name == "a10.png":
        raise DamagedFileError("The file ends before its picture does.", "Copy it again.", path)
    return open_phantom(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "study"
    made.mkdir()
    for name in (*NAMES, "notes.txt", ".hidden.png"):
        (made / name).touch()
    (made / "sub.png").mkdir()
    return made


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow, folder: Path) -> MainWindow:
    made = make_window(choosy, FakeReader("malignant"))
    made.resize(1280, 800)
    made.open_path(folder / "a1.png")
    shows(qtbot, made, "a1.png")
    qtbot.waitUntil(lambda: len(made.folder.paths) == 3)
    return made


def shows(qtbot: QtBot, window: MainWindow, name: str) -> None:
    qtbot.waitUntil(
        lambda: window.session.scan is not None and window.session.scan.path.name == name
    )


def test_the_strip_shows_the_scans_as_people_count(window: MainWindow) -> None:
    assert tuple(path.name for path in window.folder.paths) == NAMES
    assert window.strip.isVisible()


def test_keys_go_to_the_next_and_the_previous_scan(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.actions_by_name["previous_scan"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    shows(qtbot, window, "a2.png")
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    shows(qtbot, window, "a1.png")


def test_a_scan_that_cannot_be_read_is_marked_and_can_be_passed(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    shows(qtbot, window, "a2.png")
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(window.stage.banner.isVisible)
    badge = window.strip.model.badge(folder / "a10.png")
    assert badge.text == "Not read"
    assert badge.icon == "status-unreadable"


def test_each_scan_is_marked_once_it_was_read(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    model = window.strip.model
    assert model.badge(folder / "a1.png").text == "Malignant"
    assert model.badge(folder / "a1.png").icon == "status-malignant"
    assert model.badge(folder / "a2.png").text == "Unread"
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    shows(qtbot, window, "a2.png")
    assert model.badge(folder / "a2.png").text == "Malignant"


def test_thumbnails_come_from_the_worker(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    made: dict[str, bool] = {}
    window.folder.folder.thumbnail_made.connect(
        lambda path, image: made.__setitem__(path.name, image is not None)
    )
    window.strip.model.show_paths([folder / "a1.png", folder / "a10.png", folder / "b.png"])
    for name in ("a1.png", "a10.png", "b.png"):
        window.folder.folder.want_thumbnail(folder / name)
    wanted = {"a1.png": True, "a10.png": False, "b.png": True}
    # That of another scan may have been on its way.
    qtbot.waitUntil(lambda: wanted.items() <= made.items())


def test_a_click_opens_a_scan(qtbot: QtBot, window: MainWindow) -> None:
    view = window.strip.findChild(QListView)
    box = view.visualRect(window.strip.model.index(1))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    shows(qtbot, window, "a2.png")


def test_the_strip_can_be_put_away_for_good(
    qtbot: QtBot, window: MainWindow, make_window: MakeWindow, folder: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_T)
    assert not window.strip.isVisible()
    other = make_window(choosy, FakeReader())
    other.open_path(folder / "a1.png")
    qtbot.waitUntil(lambda: len(other.folder.paths) == 3)
    assert not other.strip.isVisible()


def test_a_folder_opens_with_its_first_scan(
    qtbot: QtBot, make_window: MakeWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(choosy, FakeReader())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_O, modifiers)
    shows(qtbot, window, "a1.png")
    assert len(window.folder.paths) == 3


def test_a_dropped_folder_opens_with_its_first_scan(
    qtbot: QtBot, make_window: MakeWindow, folder: Path
) -> None:
    window = make_window(choosy, FakeReader())
    window.open_paths([folder])
    shows(qtbot, window, "a1.png")
    assert not window.stage.banner.isVisible()


def test_a_folder_without_scans_is_explained(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    window = make_window(choosy)
    window.open_paths([tmp_path / "empty"])
    qtbot.waitUntil(window.stage.banner.isVisible)
    assert "no scan in the folder empty" in window.stage.banner.text
    assert window.stage.is_empty


def test_a_scan_alone_has_no_strip(qtbot: QtBot, make_window: MakeWindow, tmp_path: Path) -> None:
    (tmp_path / "only.png").touch()
    window = make_window()
    window.open_path(tmp_path / "only.png")
    shows(qtbot, window, "only.png")
    qtbot.waitUntil(lambda: len(window.folder.paths) == 1)
    assert not window.strip.isVisible()


def test_going_on_while_a_scan_is_read_goes_on_from_that_one(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    for name in ("a1.png", "a2.png", "a3.png"):
        (tmp_path / name).touch()
    gate = Gate("a2.png")
    window = make_window(gate, FakeReader())
    window.actions_by_name["strip"].setChecked(False)
    window.open_path(tmp_path / "a1.png")
    shows(qtbot, window, "a1.png")
    qtbot.waitUntil(lambda: len(window.folder.paths) == 3)
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert gate.entered.wait(10)
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    gate.go.set()
    shows(qtbot, window, "a3.png")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("scan.dcm", True),
        ("IM000001", True),
        ("1.2.840.113619.2.55", True),
        ("Photo.JPG", True),
        ("notes.txt", False),
        (".hidden.png", False),
        ("DICOMDIR", False),
        ("report.pdf", False),
    ],
)
def test_names_that_speak_against_a_scan(name: str, expected: bool) -> None:
    assert may_be_scan(name) is expected


def test_the_demonstration_folder_shows_all_four(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: len(window.folder.paths) == 4)
    assert window.strip.findChild(QListView).indexAt(QPoint(20, 20)).isValid()


def test_a_scan_of_several_frames_is_marked_with_the_most_suspicious(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    class Peaked(CineReader):
        def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
            answered = super().classify(scan, modality, frame)
            return answered if frame == PEAK else replace(answered, class_name="benign")

    window = make_window(open_cine, Peaked())
    path = tmp_path / "cine.dcm"
    window.open_path(path)
    badge = window.strip.model.badge
    qtbot.waitUntil(lambda: badge(path).text == "Malignant")
    qtbot.waitUntil(lambda: not window.frames.frame_findings.is_busy)
    qtbot.keyClick(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.session.reading.frame == 7)
    assert window.panel.headline == "Benign"
    assert badge(path).text == "Malignant"

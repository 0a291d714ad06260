"""Discs with an index, text in pictures, and frames that another window asks for."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.history.recorder import entry_of
from desktop.main_window import MainWindow
from desktop.preferences.dialog import PreferencesDialog
from desktop.settings.preferences import Preferences
from desktop.settings.settings import Settings
from desktop.studies.thumbnail_strip import ThumbnailModel
from desktop.system.paths import models_dir
from engine.dicomdir import DicomdirIndex, DicomdirPicture
from engine.errors import DicomdirError, FolderError
from engine.scan import Modality, Scan
from tests.fakes.viewer import PEAK, CardReader, CineReader, open_cine
from tests.fakes.window import FakeReader, MakeWindow, open_phantom

PICTURES = (
    DicomdirPicture(("B", "IM2"), 1, 1, 1),
    DicomdirPicture(("A", "IM1"), 1, 1, 2),
    DicomdirPicture(("A", "IM0"), 1, 2, 1),
)


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    for picture in PICTURES:
        path = tmp_path.joinpath("disc", *picture.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "disc" / "DICOMDIR").touch()
    (tmp_path / "disc" / "readme.dcm").touch()
    return tmp_path / "disc"


def opener(*more: DicomdirPicture) -> object:
    def open_scan(path: Path) -> Scan:
        if path.is_dir():
            raise FolderError("This is a folder, not a file.", "Open a file inside it.", path)
        if path.name == "DICOMDIR":
            raise DicomdirError(DicomdirIndex((*PICTURES, *more)), path)
        return open_phantom(path)

    return open_scan


def shows(qtbot: QtBot, window: MainWindow, name: str) -> None:
    qtbot.waitUntil(
        lambda: window.session.scan is not None and window.session.scan.path.name == name
    )


def names(window: MainWindow) -> list[str]:
    return [path.name for path in window.folder.paths]


@pytest.mark.parametrize("asked", ["DICOMDIR", ""])
def test_an_index_or_its_folder_shows_the_pictures_in_their_order(
    qtbot: QtBot, make_window: MakeWindow, disc: Path, asked: str
) -> None:
    window = make_window(opener())
    window.open_paths([disc / asked])
    shows(qtbot, window, "IM2")
    assert names(window) == ["IM2", "IM1", "IM0"]
    assert not window.stage.banner.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    shows(qtbot, window, "IM1")
    assert names(window) == ["IM2", "IM1", "IM0"], "in another folder, and yet of the same disc"
    model: ThumbnailModel = window.strip.model
    assert [model.labels[path] for path in model.paths] == [
        "Study 1, Series 1",
        "Study 1, Series 2",
        "Study 2, Series 1",
    ]


def test_what_is_left_out_is_said_in_one_sentence(
    qtbot: QtBot, make_window: MakeWindow, disc: Path
) -> None:
    gone, traversal = DicomdirPicture(("A", "GONE")), DicomdirPicture(("..", "secret"))
    window = make_window(opener(gone, traversal, DicomdirPicture(())))
    window.open_paths([disc / "DICOMDIR"])
    shows(qtbot, window, "IM2")
    assert names(window) == ["IM2", "IM1", "IM0"]
    assert (
        "Of 6 pictures that the index of this disc names, 3 were left out (not there: 1, "
        "outside its folder: 1, records that cannot be read: 1)." in window.stage.banner.text
    )


def test_an_index_that_names_nothing_hides_no_file(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    for name in ("DICOMDIR", "a.dcm", "b.dcm"):
        (tmp_path / name).touch()
    window = make_window(opener())
    window.open_paths([tmp_path])
    shows(qtbot, window, "a.dcm")
    assert names(window) == ["a.dcm", "b.dcm"]


def with_text(path: Path) -> Scan:
    scan = open_phantom(path)
    pixels = scan.pixels.copy()
    if path.name == "named.png":
        cv2.putText(
            pixels[0], "DOE, JANE", (80, 400), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 255, 2, cv2.LINE_AA
        )
    return replace(scan, pixels=pixels)


def test_text_in_the_picture_is_warned_of_everywhere(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    words = "The picture seems to contain text: it may name the patient."
    for name in ("named.png", "plain.png"):
        (tmp_path / name).touch()
    window = make_window(with_text, FakeReader())
    window.open_path(tmp_path / "plain.png")
    shows(qtbot, window, "plain.png")
    assert words not in window.panel.warnings
    window.open_path(tmp_path / "named.png")
    shows(qtbot, window, "named.png")
    assert words in window.panel.warnings
    assert not window.stage.banner.isVisible(), "half of all ultrasound pictures hold letters"
    window.open_path(tmp_path / "plain.png")
    shows(qtbot, window, "plain.png")
    assert words not in window.panel.warnings
    window.open_path(tmp_path / "named.png")
    shows(qtbot, window, "named.png")
    window.actions_by_name["header"].trigger()
    assert window.header_panel.warning.isVisible()
    assert window.header_panel.warning.text() == words
    window.actions_by_name["report"].trigger()
    dialog = window.reports.dialog
    assert words in dialog.banner.text
    dialog.banner.dismiss()
    qtbot.keyClick(dialog.form.deidentified, Qt.Key.Key_Space)
    assert dialog.form.deidentified.isChecked()
    assert dialog.banner.isVisible(), "said again when it matters"
    dialog.reject()


def test_the_most_suspicious_frame_of_the_history_is_the_one_that_opens(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    path = tmp_path / "cine.dcm"
    window = make_window(open_cine, CineReader())
    scan = open_cine(path)
    found = replace(CineReader().classify(scan, None, PEAK), evidence=None)
    window.history.recorder.history.add([entry_of(scan, found, identity=False)])
    window.actions_by_name["history"].trigger()
    history = window.history.window
    qtbot.waitUntil(lambda: history.model.rowCount() == 1)
    history.view.setCurrentIndex(history.model.index(0, 0))
    qtbot.keyClick(history.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.reading is not None)
    qtbot.waitUntil(lambda: window.session.reading.frame == PEAK)
    assert window.frames.frame == PEAK
    window.open_path(path)
    qtbot.waitUntil(lambda: window.session.opening is None and window.session.reading.frame == 0)


@pytest.fixture
def own(settings: Settings) -> Path:
    """Return the usual folder of own models, with one of two operating points."""
    shutil.copytree(models_dir() / "ultrasound", settings.models_folder / "mine")
    card = settings.models_folder / "mine" / "card.json"
    document = json.loads(card.read_text(encoding="utf-8"))
    more = {"name": "99 % sensitivity", "threshold": 0.02, "sensitivity": 0.99}
    document["operating_points"].append(more)
    document["version"] = "7.7.7"
    card.write_text(json.dumps(document), encoding="utf-8")
    return settings.models_folder


def test_a_model_and_its_operating_point_are_chosen_in_the_settings(
    qtbot: QtBot, make_window: MakeWindow, settings: Settings, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.png").touch()
    reader = CardReader()
    window = make_window(open_phantom, reader)
    window.open_path(tmp_path / "a.png")
    shows(qtbot, window, "a.png")
    asked = len(reader.asked)
    window.actions_by_name["settings"].trigger()
    dialog = window.findChild(PreferencesDialog)
    model = dialog.editor(Preferences.model_ultrasound)
    point = dialog.editor(Preferences.point_ultrasound)
    assert isinstance(model, QComboBox)
    assert isinstance(point, QComboBox)
    model.setCurrentIndex(model.findData("own/mine"))
    assert "7.7.7 (your own)" in model.currentText()
    assert settings.model_ultrasound == "own/mine"
    assert point.isEnabled()
    point.setCurrentIndex(point.findText("99 % sensitivity"))
    assert reader.preferred.own_models == own
    assert reader.preferred.models[Modality.ULTRASOUND] == "own/mine"
    assert reader.preferred.points[Modality.ULTRASOUND] == "99 % sensitivity"
    qtbot.waitUntil(lambda: len(reader.asked) > asked)
    folder = dialog.editor(Preferences.own_models)
    folder.take(tmp_path)
    assert settings.own_models == tmp_path
    assert "own/mine (not there)" in model.currentText()
    assert not point.isEnabled()
    folder.take(None)
    assert settings.models_folder == own
    dialog.accept()


def test_every_frame_is_asked_for_again_by_another_model(
    qtbot: QtBot, make_window: MakeWindow, settings: Settings, own: Path, tmp_path: Path
) -> None:
    del own
    reader = CineReader()
    window = make_window(open_cine, reader)
    window.open_path(tmp_path / "cine.dcm")
    qtbot.waitUntil(lambda: len(window.frames.frame_findings.findings) == 8)
    qtbot.waitUntil(lambda: not window.frames.frame_findings.is_busy)
    reader.asked.clear()
    settings.model_ultrasound = "own/mine"
    window.settings_control.apply(Preferences.model_ultrasound)
    qtbot.waitUntil(lambda: {frame for _, frame in reader.asked} == set(range(8)))
    qtbot.waitUntil(lambda: not window.frames.frame_findings.is_busy)

"""Header, shortcuts, choices of the reading, the heatmap's threshold, key and reliability."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSlider
from pytestqt.qtbot import QtBot

from desktop.finding.header_panel import HIDDEN
from desktop.main_window import MainWindow
from desktop.settings.settings import Settings
from desktop.shortcut_sheet import ShortcutSheet
from desktop.viewer.heatmap.reliability import ReliabilityDialog
from engine.scan import Modality, Scan
from tests.fakes.viewer import CardReader, open_deep, opened, seen_at
from tests.fakes.window import DEMO, FakeReader, MakeWindow


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    made = make_window(open_deep, FakeReader("benign"))
    made.resize(1400, 800)
    opened(qtbot, made, "deep.dcm")
    return made


def test_the_header_opens_with_identity_hidden(qtbot: QtBot, window: MainWindow) -> None:
    panel = window.header_panel
    assert not panel.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert panel.isVisible()
    assert ("Patient's Name", HIDDEN) in panel.rows
    assert ("Modality", "US") in panel.rows
    qtbot.mouseClick(panel.reveal, Qt.MouseButton.LeftButton, pos=panel.reveal.rect().center())
    panel.reveal.setChecked(True)
    assert ("Patient's Name", "Musterfrau^Erika") in panel.rows
    opened(qtbot, window, "next.dcm")
    assert ("Patient's Name", HIDDEN) in panel.rows


def test_the_header_is_searched_by_name_tag_and_what_is_shown(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.actions_by_name["header"].setChecked(True)
    panel = window.header_panel
    for words, names in (
        ("spacing", ["Pixel Spacing"]),
        ("0028,0030", ["Pixel Spacing"]),
        ("mod us", ["Modality"]),
        ("musterfrau", []),
    ):
        panel.search.clear()
        qtbot.keyClicks(panel.search, words)
        assert [name for name, _ in panel.rows] == names, words
    panel.reveal.setChecked(True)
    assert [name for name, _ in panel.rows] == ["Patient's Name"]


def test_letters_in_the_search_are_no_shortcuts(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_name["header"].setChecked(True)
    window.header_panel.search.setFocus()
    qtbot.keyClicks(window.header_panel.search, "hid")
    assert window.header_panel.search.text() == "hid"
    assert window.actions_by_name["heatmap"].isChecked()
    assert not window.actions_by_name["invert"].isChecked()


def test_a_raster_has_no_header_and_that_is_said(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.actions_by_name["header"].setChecked(True)
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: window.session.reading is not None)
    said = [part.text() for part in window.header_panel.findChildren(QLabel) if part.isVisible()]
    assert any("has no header" in text for text in said)


def test_text_burned_into_the_picture_is_warned_of(qtbot: QtBot, make_window: MakeWindow) -> None:
    def burned_in(path: Path) -> Scan:
        return replace(open_deep(path), has_burned_in_annotation=path.name == "burned-in.dcm")

    window = make_window(burned_in, FakeReader())
    opened(qtbot, window, "plain.dcm")
    assert not window.stage.banner.isVisible()
    opened(qtbot, window, "burned-in.dcm")
    assert window.stage.banner.isVisible()
    assert "may name the patient" in window.stage.banner.text
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    window.session.read_as(Modality.ULTRASOUND)
    qtbot.waitUntil(lambda: window.session.reading.modality is Modality.ULTRASOUND)
    assert not window.stage.banner.isVisible(), "it was read and dismissed"


def test_f1_lists_every_key_and_the_mouse(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet.isVisible()
    said = "\n".join(part.text() for part in sheet.findChildren(QLabel))
    for words in ("Right drag", "Wheel", "Measure a distance", "Next scan", "Open a folder"):
        assert words in said
    assert sheet.edit("measure").keySequence() == QKeySequence("D")
    sheet.close()


def test_a_key_is_changed_kept_and_given_back(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    window.actions_by_name["shortcuts"].trigger()
    sheet = window.findChild(ShortcutSheet)
    edit = sheet.edit("invert")
    edit.setKeySequence(QKeySequence("N"))
    edit.editingFinished.emit()
    assert settings.shortcuts == {"invert": "N"}
    sheet.close()
    qtbot.keyClick(window, Qt.Key.Key_N)
    assert window.actions_by_name["invert"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_I)
    assert window.actions_by_name["invert"].isChecked(), "the former key does nothing any more"
    window.shortcuts.reset()
    qtbot.keyClick(window, Qt.Key.Key_I)
    assert not window.actions_by_name["invert"].isChecked()
    assert settings.shortcuts == {}


def test_a_key_of_another_action_changes_hands_and_that_is_said(
    window: MainWindow, settings: Settings
) -> None:
    window.actions_by_name["shortcuts"].trigger()
    sheet = window.findChild(ShortcutSheet)
    edit = sheet.edit("invert")
    edit.setKeySequence(QKeySequence("H"))
    edit.editingFinished.emit()
    assert "taken from “Heatmap”" in sheet.message
    assert sheet.edit("heatmap").keySequence().isEmpty()
    assert settings.shortcuts == {"heatmap": "", "invert": "H"}
    sheet.close()


def test_changed_keys_are_there_at_the_next_start(
    make_window: MakeWindow, settings: Settings
) -> None:
    settings.shortcuts = {"invert": "Ctrl+F7", "gone": "X", "flip": ""}
    window = make_window()
    assert window.actions_by_name["invert"].shortcuts() == [QKeySequence("Ctrl+F7")]
    assert window.actions_by_name["flip"].shortcuts() == []
    assert "(Ctrl+F7)" in window.actions_by_name["invert"].toolTip()


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [
        key.toString() for action in window.actions_by_name.values() for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))


def test_another_operating_point_judges_at_once_and_the_next_scan_too(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    reader = CardReader()
    window = make_window(open_deep, reader)
    opened(qtbot, window, "deep.dcm")
    finding = window.session.finding
    assert finding is not None
    assert not finding.is_suspicious
    box = window.panel.choices.findChildren(QComboBox)[1]
    assert [box.itemText(i) for i in range(box.count())] == ["95 % sensitivity", "99 % sensitivity"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    assert window.session.finding is not None
    assert window.session.finding.is_suspicious
    assert len(reader.asked) == 1, "the model need not be asked again"
    said = "\n".join(part.text() for part in window.panel.findChildren(QLabel))
    assert "99\u00a0% sensitivity" in said
    opened(qtbot, window, "next.dcm")
    assert window.session.finding.operating_point == reader.card.operating_points[1]


def test_another_kind_of_scan_is_read_at_once_and_the_view_stays(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    reader = CardReader()
    window = make_window(open_deep, reader)
    opened(qtbot, window, "deep.dcm")
    window.actions_by_name["zoom_in"].trigger()
    before = window.stage.view.viewport
    box = window.panel.choices.findChildren(QComboBox)[0]
    assert box.currentText() == "What the file states"
    assert "experimental" in box.itemText(3)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: reader.asked == [None, Modality.ULTRASOUND])
    qtbot.waitUntil(lambda: window.session.reading.modality is Modality.ULTRASOUND)
    assert box.currentText() == "Ultrasound"
    assert window.stage.view.viewport == before
    opened(qtbot, window, "next.dcm")
    assert box.currentText() == "What the file states", "a choice is for one scan"


def test_the_threshold_leaves_weak_evidence_out(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.resize(1400, 800)
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: window.session.reading is not None)

    def colour(x: float, y: float) -> int:
        at = window.stage.view.to_view(QPointF(x, y))
        seen = window.stage.view.grab().toImage().pixelColor(round(at.x()), round(at.y()))
        return max(seen.getRgb()[:3]) - min(seen.getRgb()[:3])

    middle, rim = (312, 214), (312, 290)
    assert colour(*middle) > 40
    assert colour(*rim) > 4
    threshold = window.stage.bar.heatmap.findChildren(QSlider)[1]
    threshold.setValue(60)
    assert colour(*middle) > 40
    assert colour(*rim) == 0
    threshold.setValue(100)
    assert colour(*middle) == 0


def test_holding_a_key_shows_the_scan_alone(window: MainWindow) -> None:
    window.actions_by_name["outline"].setChecked(True)
    view = window.stage.view
    with_heat = view.grab().toImage()
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_X)
    alone = view.grab().toImage()
    assert alone != with_heat
    assert abs(seen_at(window, 300, 200) - 128) < 4
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_X)
    QApplication.processEvents()
    assert view.grab().toImage() == with_heat
    assert window.actions_by_name["heatmap"].isChecked()


def test_the_heatmaps_reliability_is_one_key_away(qtbot: QtBot, make_window: MakeWindow) -> None:
    reader = CardReader()
    window = make_window(open_deep, reader)
    opened(qtbot, window, "deep.dcm")
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(ReliabilityDialog)
    said = "\n".join(part.text() for part in dialog.findChildren(QLabel))
    assert "peak lies on the lesion" in said
    assert "median IoU" in said
    assert "by chance" in said
    assert "not the outline of a lesion" in said
    figures = [f for f in reader.card.figures if f.name == "heatmap peak on the lesion"]
    assert figures
    assert all(f.data in said for f in figures)
    dialog.close()


def test_without_a_model_the_reliability_says_so(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.actions_by_name["reliability"].trigger()
    dialog = window.findChild(ReliabilityDialog)
    said = "\n".join(part.text() for part in dialog.findChildren(QLabel))
    assert "No model has answered" in said
    dialog.close()
    del qtbot

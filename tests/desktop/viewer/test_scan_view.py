from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSlider
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.settings.preferences import Appearance
from desktop.settings.settings import Settings
from desktop.style.theme import Theme
from desktop.viewer.heatmap.colour_bar import ColourBar
from desktop.viewer.pictures import as_image, heat_image, heat_levels, picture
from engine.model.heatmap import class_heatmap, colour_map, overlay
from tests.fakes.window import DEMO, FakeReader, MakeWindow, open_phantom


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    made = make_window()
    made.resize(1280, 800)
    # It comes when the folder was listed, and the view becomes narrower then.
    made.actions_by_name["strip"].setChecked(False)
    made.open_path(DEMO)
    qtbot.waitUntil(lambda: made.session.reading is not None)
    return made


def shown(window: MainWindow) -> np.ndarray:
    image = window.stage.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def wheel(window: MainWindow, at: QPointF, notches: float) -> None:
    view = window.stage.view
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(0, 0),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_heatmap_is_on_at_first_and_one_key_switches_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    with_heat = shown(window)
    qtbot.keyClick(window, Qt.Key.Key_H)
    plain = shown(window)
    lesion = window.stage.view.viewport.to_view(QPointF(312, 214))
    at = (round(lesion.y()), round(lesion.x()))
    assert np.ptp(plain[at]) == 0, "without the heatmap a grey scan is grey"
    assert np.ptp(with_heat[at]) > 40, "with it the lesion has colour"
    assert not window.stage.findChild(ColourBar).isVisible()
    qtbot.keyClick(window, Qt.Key.Key_H)
    assert (shown(window) == with_heat).all()
    assert window.stage.findChild(ColourBar).isVisible()


def test_the_heatmap_on_screen_is_the_engines(window: MainWindow) -> None:
    window.actions_by_name["actual"].trigger()
    window.stage.bar.heatmap.set_opacity(0.6)
    reading = window.session.reading
    assert reading is not None
    assert reading.finding is not None
    assert reading.finding.evidence is not None
    heat = class_heatmap(reading.finding.evidence, "malignant")
    expected = overlay(reading.scan.frame(0), heat, 0.6).astype(int)
    corner = window.stage.view.viewport.to_view(QPointF(0, 0))
    left, top = round(corner.x()), round(corner.y())
    seen = shown(window)[top : top + 520, left : left + 640]
    # The colour bar lies beside the picture, so all of it can be compared.
    assert np.abs(seen[:480, :600] - expected[:480, :600]).max() <= 6


def test_opacity_nought_shows_the_scan_alone(qtbot: QtBot, window: MainWindow) -> None:
    slider = window.stage.bar.findChild(QSlider)
    slider.setValue(0)
    faded = shown(window)
    slider.setValue(55)
    qtbot.keyClick(window, Qt.Key.Key_H)
    bar = window.stage.findChild(ColourBar).geometry()
    without = shown(window)
    mask = np.ones(faded.shape[:2], bool)
    mask[bar.top() : bar.bottom() + 1, bar.left() : bar.right() + 1] = False
    assert (faded[mask] == without[mask]).all()


def test_each_map_can_be_chosen(window: MainWindow) -> None:
    maps = window.stage.bar.findChild(QComboBox)
    assert maps.currentText() == "Evidence for malignant"
    names = [maps.itemText(index) for index in range(maps.count())]
    assert names == [
        "Evidence for malignant",
        "Evidence for benign",
        "Evidence for normal",
        "Lesion",
    ]
    pictures = []
    for index in range(maps.count()):
        maps.setCurrentIndex(index)
        pictures.append(shown(window))
    for first in range(4):
        for second in range(first):
            assert (pictures[first] != pictures[second]).any()


def test_the_outline_can_be_shown(qtbot: QtBot, window: MainWindow) -> None:
    before = shown(window)
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert (shown(window) != before).any()
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert (shown(window) == before).all()


@pytest.mark.parametrize(("x", "y"), [(100, 90), (460, 330), (700, 500)])
def test_the_wheel_zooms_to_the_cursor(window: MainWindow, x: float, y: float) -> None:
    cursor = QPointF(x, y)
    before = window.stage.view.viewport.to_picture(cursor)
    for notches in (1, 2.5, -0.5, -6):
        wheel(window, cursor, notches)
        after = window.stage.view.viewport.to_picture(cursor)
        assert after.x() == pytest.approx(before.x(), abs=1e-6)
        assert after.y() == pytest.approx(before.y(), abs=1e-6)
    assert window.stage.view.zoom != pytest.approx(1)


def test_dragging_moves_the_scan(qtbot: QtBot, window: MainWindow) -> None:
    view = window.stage.view
    before = view.viewport
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    qtbot.mouseMove(view, QPoint(340, 275))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(340, 275))
    assert view.viewport.left - before.left == pytest.approx(40)
    assert view.viewport.top - before.top == pytest.approx(-25)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton)
    assert view.viewport == before


def test_the_keyboard_zooms_pans_and_fits(qtbot: QtBot, window: MainWindow) -> None:
    view = window.stage.view
    fitted = view.viewport
    qtbot.keyClick(window, Qt.Key.Key_1)
    assert view.zoom == pytest.approx(1)
    qtbot.keyClick(window, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(1.25)
    qtbot.keyClick(window, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(1)
    left = view.viewport.left
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.viewport.left > left
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert view.viewport == fitted


def test_a_fitted_scan_stays_fitted_when_the_window_grows(window: MainWindow) -> None:
    before = window.stage.view.zoom
    window.resize(1700, 1000)
    assert window.stage.view.zoom > before
    window.actions_by_name["actual"].trigger()
    window.resize(1280, 800)
    assert window.stage.view.zoom == pytest.approx(1)


def test_the_theme_never_touches_the_scan(window: MainWindow, chrome: Theme) -> None:
    window.stage.view.clearFocus()
    light = shown(window)
    chrome.set_appearance(Appearance.DARK)
    assert (shown(window) == light).all()
    chrome.set_appearance(Appearance.LIGHT)


def test_without_evidence_there_is_no_heatmap(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(reader=FakeReader("out_of_scope"))
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: window.session.reading is not None)
    assert not window.actions_by_name["heatmap"].isEnabled()
    assert not window.actions_by_name["outline"].isEnabled()
    assert not window.stage.findChild(ColourBar).isVisible()
    picture = shown(window)
    assert np.ptp(picture[picture.shape[0] // 2, picture.shape[1] // 2]) == 0


def test_a_new_window_fits_the_screen(qtbot: QtBot, settings: Settings, chrome: Theme) -> None:
    window = MainWindow(open_phantom, FakeReader(), settings, chrome)
    qtbot.addWidget(window)
    screen = window.screen().availableSize()
    assert screen.width() < 1280
    assert window.size() == screen.expandedTo(window.minimumSize())
    assert window.session.shut_down()


def test_nothing_overlaps_in_the_smallest_window(window: MainWindow) -> None:
    window.resize(window.minimumSize())
    QApplication.processEvents()
    bar = window.stage.bar
    widgets = [
        child
        for child in (*bar.heatmap.children(), *bar.children())
        if child.isWidgetType() and child.isVisible() and child is not bar.heatmap
    ]
    boxes = [
        (child.mapTo(bar, QPoint(0, 0)).x(), child.mapTo(bar, QPoint(child.width(), 0)).x())
        for child in widgets
    ]
    boxes.sort()
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(boxes))
    assert boxes[-1][1] <= bar.width()


def test_sixteen_bits_are_shown_by_their_upper_half() -> None:
    frame = np.array([[0, 255, 256, 65535]], np.uint16)
    image = as_image(frame)
    assert [image.pixelColor(x, 0).red() for x in range(4)] == [0, 0, 1, 255]


def test_colours_keep_their_order() -> None:
    frame = np.array([[[255, 0, 0], [0, 128, 0], [0, 0, 7]]], np.uint8)
    image = as_image(frame)
    assert [image.pixelColor(x, 0).getRgb()[:3] for x in range(3)] == [
        (255, 0, 0),
        (0, 128, 0),
        (0, 0, 7),
    ]


def test_a_large_frame_has_smaller_levels_and_the_right_one_is_taken() -> None:
    levels = picture(np.zeros((3000, 2400), np.uint8))
    assert (levels.rows, levels.columns) == (3000, 2400)
    assert levels.level_for(1.0).shape[1] == 2400
    assert levels.level_for(0.6).shape[1] == 2400
    assert levels.level_for(0.5).shape[1] == 1200
    assert levels.level_for(0.01).shape[1] == 600


def test_no_heat_is_transparent_and_the_strongest_is_opaque() -> None:
    heat = np.array([[0.0, 0.5, 1.0]], np.float32)
    image = heat_image(heat_levels(heat), colour_map())
    assert [image.pixelColor(x, 0).alpha() for x in range(3)] == [0, 128, 255]
    strongest = image.pixelColor(2, 0).getRgb()[:3]
    assert strongest == tuple(int(value) for value in colour_map()[255])


def test_the_scan_that_was_opened_is_what_is_painted(window: MainWindow) -> None:
    window.actions_by_name["heatmap"].setChecked(False)
    window.actions_by_name["actual"].trigger()
    corner = window.stage.view.viewport.to_view(QPointF(0, 0))
    left, top = round(corner.x()), round(corner.y())
    seen = shown(window)[top : top + 520, left : left + 640, 0]
    assert (seen == open_phantom(DEMO).frame(0)).mean() > 0.99

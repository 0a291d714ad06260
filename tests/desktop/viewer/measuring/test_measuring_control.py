"""Calipers: with the mouse, with the keyboard, moved, deleted, undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from engine.scan import Scan
from tests.fakes.viewer import CineReader, drag, open_cine, open_deep, opened
from tests.fakes.window import FakeReader, MakeWindow


def uncalibrated(path: Path) -> Scan:
    return replace(open_deep(path), spacing=None)


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    made = make_window(open_deep, FakeReader("benign"))
    made.resize(1280, 800)
    opened(qtbot, made, "deep.dcm")
    return made


def at(window: MainWindow, x: float, y: float) -> tuple[int, int]:
    point = window.stage.view.to_view(QPointF(x, y))
    return round(point.x()), round(point.y())


def measure(
    qtbot: QtBot, window: MainWindow, start: tuple[float, float], end: tuple[float, float]
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_D)
    drag(qtbot, window, Qt.MouseButton.LeftButton, at(window, *start), at(window, *end))


def test_dragging_measures_in_millimetres_of_each_axis(qtbot: QtBot, window: MainWindow) -> None:
    measure(qtbot, window, (100, 100), (400, 100))
    measure(qtbot, window, (150, 130), (150, 330))
    across, down = window.measurements()
    assert across.label == "A"
    assert across.millimetres == pytest.approx(60, abs=0.6), "a column is 0.2 mm wide"
    assert down.label == "B"
    assert down.millimetres == pytest.approx(20, abs=0.3), "a row is 0.1 mm high"
    assert across.pixels == pytest.approx(300, abs=3)
    rows = window.panel.measurements.rows
    assert rows[0].replace("\u00a0", " ").startswith("A 60.")
    assert "px" in rows[0]
    assert window.panel.measurements.note == ""


def test_a_distance_is_the_same_however_the_scan_lies(qtbot: QtBot, window: MainWindow) -> None:
    for key in (None, Qt.Key.Key_R, Qt.Key.Key_Plus):
        if key is not None:
            qtbot.keyClick(window, key)
        # Not where an end lies already, which would be moved.
        shift = 25 * len(window.measurements())
        measure(qtbot, window, (200 + shift, 100), (350 + shift, 200))
    lengths = [line.millimetres for line in window.measurements()]
    assert len(lengths) == 3
    assert lengths == [pytest.approx(lengths[0], abs=0.6)] * 3


def test_without_calibration_it_is_pixels_and_that_is_said(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(uncalibrated, FakeReader("benign"))
    opened(qtbot, window, "deep.dcm")
    measure(qtbot, window, (100, 100), (200, 100))
    assert window.measurements()[0].millimetres is None
    assert "does not say how large a pixel is" in window.panel.measurements.note
    assert "px" in window.panel.measurements.rows[0]


def test_a_click_measures_nothing(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_D)
    qtbot.mouseClick(window.stage.view, Qt.MouseButton.LeftButton)
    assert window.measurements() == ()
    assert not window.panel.measurements.isVisible()


def test_an_end_can_be_moved_with_any_tool(qtbot: QtBot, window: MainWindow) -> None:
    measure(qtbot, window, (100, 100), (300, 100))
    qtbot.keyClick(window, Qt.Key.Key_P)
    drag(qtbot, window, Qt.MouseButton.LeftButton, at(window, 300, 100), at(window, 200, 100))
    (line,) = window.measurements()
    assert line.label == "A"
    assert line.pixels == pytest.approx(100, abs=3)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.measurements()[0].pixels == pytest.approx(200, abs=3)


def test_what_was_done_is_undone_and_done_again(qtbot: QtBot, window: MainWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    assert not window.actions_by_name["undo"].isEnabled()
    measure(qtbot, window, (100, 100), (300, 100))
    measure(qtbot, window, (100, 200), (300, 200))
    qtbot.keyClick(window, Qt.Key.Key_Delete)
    assert [line.label for line in window.measurements()] == ["A"]
    qtbot.keyClick(window, Qt.Key.Key_Z, control)
    assert [line.label for line in window.measurements()] == ["A", "B"]
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_Z, control)
    assert window.measurements() == ()
    qtbot.keyClick(window, Qt.Key.Key_Y, control)
    assert [line.label for line in window.measurements()] == ["A"]


def test_the_list_selects_and_deletes_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    for y in (100, 150, 200):
        measure(qtbot, window, (100, y), (300, y))
    listed = window.panel.measurements.findChild(QListWidget)
    listed.setFocus()
    listed.setCurrentRow(0)
    assert window.measuring.selected == "A"
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    assert [line.label for line in window.measurements()] == ["B", "C"]


def test_it_can_be_measured_without_a_mouse(qtbot: QtBot, window: MainWindow) -> None:
    view = window.stage.view
    window.actions_by_name["actual"].trigger()
    qtbot.keyClick(window, Qt.Key.Key_D)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (line,) = window.measurements()
    assert line.pixels == pytest.approx(37)
    assert line.millimetres == pytest.approx(7.4)


def test_escape_gives_a_distance_up(qtbot: QtBot, window: MainWindow) -> None:
    view = window.stage.view
    qtbot.keyClick(window, Qt.Key.Key_D)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert window.measurements() == ()


def test_ends_stay_inside_the_frame(qtbot: QtBot, window: MainWindow) -> None:
    measure(qtbot, window, (300, 200), (900, 200))
    assert window.measurements()[0].end[0] == 600


def test_the_strokes_are_as_wide_at_any_zoom(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_name["heatmap"].setChecked(False)
    measure(qtbot, window, (250, 200), (350, 200))
    window.measuring.select(None)
    widths = []
    for _ in range(3):
        image = window.stage.view.grab().toImage()
        x, y = at(window, 300, 200)
        column = [image.pixelColor(x, y + dy) for dy in range(-10, 11)]
        widths.append(sum(c.red() - c.blue() > 60 for c in column))
        window.stage.view.zoom_by(2, QPointF(x, y))
    assert widths[0] in {1, 2, 3}
    assert len(set(widths)) == 1


def test_each_scan_keeps_its_measurements(qtbot: QtBot, window: MainWindow) -> None:
    measure(qtbot, window, (100, 100), (300, 100))
    opened(qtbot, window, "other.dcm")
    assert window.measurements() == ()
    assert not window.actions_by_name["undo"].isEnabled()
    opened(qtbot, window, "deep.dcm")
    assert [line.label for line in window.measurements()] == ["A"]


def test_a_distance_belongs_to_its_frame(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(open_cine, CineReader())
    opened(qtbot, window, "cine.dcm")
    qtbot.keyClick(window, Qt.Key.Key_Period)
    measure(qtbot, window, (40, 40), (100, 40))
    assert window.measurements()[0].frame == 1
    assert len(window.stage.view.lines) == 1
    qtbot.keyClick(window, Qt.Key.Key_Period)
    assert window.stage.view.lines == ()
    assert "frame 2" in window.panel.measurements.rows[0]

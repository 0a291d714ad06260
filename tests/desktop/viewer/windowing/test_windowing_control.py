"""Windows and inverting: by mouse, by name, by key; never for the model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.viewer.windowing.windowing import DisplaySettings, GreyDisplay
from engine.finding import Finding
from engine.scan import GreyValues, Modality, Scan, VoiWindow
from tests.fakes.viewer import NORMAL, SKIN, drag, open_deep, opened, seen_at
from tests.fakes.window import DEMO, FakeReader, MakeWindow, open_phantom, scan_of


class Witness(FakeReader):
    """Remembers what it was given."""

    def __init__(self) -> None:
        super().__init__("benign")
        self.frames: list[np.ndarray] = []

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        self.frames.append(scan.frame(frame).copy())
        return super().classify(scan, modality, frame)


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow, witness: Witness) -> MainWindow:
    made = make_window(open_deep, witness)
    made.resize(1280, 800)
    opened(qtbot, made, "deep.dcm")
    made.actions_by_name["heatmap"].setChecked(False)
    return made


def test_at_first_the_scan_is_shown_as_the_file_asks(window: MainWindow) -> None:
    scan = window.session.scan
    assert scan is not None
    for x in (20, 200, 300, 400, 580):
        assert abs(seen_at(window, x + 0.5, 200) - (int(scan.frame()[200, x]) >> 8)) <= 2


def test_dragging_with_the_right_button_changes_contrast_and_brightness(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = window.stage.view
    grey = seen_at(window, 300, 200)
    drag(qtbot, window, Qt.MouseButton.RightButton, (300, 300), (300, 240))
    assert seen_at(window, 300, 200) > grey, "up is brighter"
    center = view.display_settings.window.center
    drag(qtbot, window, Qt.MouseButton.RightButton, (300, 300), (420, 300))
    assert view.display_settings.window.width > NORMAL.width, "right is wider"
    assert view.display_settings.window.center == pytest.approx(center)
    assert "C " in window.stage.header.windows.text


def test_the_left_button_does_the_same_with_its_tool(qtbot: QtBot, window: MainWindow) -> None:
    before = window.stage.view.viewport
    qtbot.keyClick(window, Qt.Key.Key_W)
    drag(qtbot, window, Qt.MouseButton.LeftButton, (300, 300), (240, 300))
    assert window.stage.view.display_settings.window.width < NORMAL.width
    assert window.stage.view.viewport == before
    qtbot.keyClick(window, Qt.Key.Key_P)
    drag(qtbot, window, Qt.MouseButton.LeftButton, (300, 300), (240, 300))
    assert window.stage.view.viewport != before


def test_all_bits_are_there_for_another_window(qtbot: QtBot, window: MainWindow) -> None:
    # What the window of the file shows as plain black has shades in that of the skin line.
    dark, darker = seen_at(window, 60, 200), seen_at(window, 30, 200)
    assert dark == darker == 0
    box = window.stage.header.findChild(QComboBox)
    names = window.stage.header.windows.names
    assert names[0] == "As in the file"
    assert [name.split("  ")[0] for name in names[1:]] == ["NORMAL", "SKIN LINE"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    box.activated.emit(box.currentIndex())
    assert window.stage.view.display_settings.window == SKIN
    assert seen_at(window, 60, 200) > seen_at(window, 30, 200) > 0


def test_a_key_goes_through_the_windows_of_the_file(qtbot: QtBot, window: MainWindow) -> None:
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
        seen.append(window.stage.view.display_settings.window)
    assert seen == [NORMAL, SKIN, None]


def test_inverting_exchanges_black_and_white_and_is_undone_by_reset(
    qtbot: QtBot, window: MainWindow
) -> None:
    before = seen_at(window, 400, 200)
    qtbot.keyClick(window, Qt.Key.Key_I)
    assert abs(seen_at(window, 400, 200) - (255 - before)) <= 2
    assert window.actions_by_name["invert"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert seen_at(window, 400, 200) == before
    assert not window.actions_by_name["invert"].isChecked()


def test_no_look_changes_what_the_model_is_given(
    qtbot: QtBot, window: MainWindow, witness: Witness
) -> None:
    finding = window.session.finding
    drag(qtbot, window, Qt.MouseButton.RightButton, (300, 300), (500, 200))
    for key in (Qt.Key.Key_I, Qt.Key.Key_R):
        qtbot.keyClick(window, key)
    assert window.session.finding is finding
    window.session.read_as(Modality.ULTRASOUND)
    qtbot.waitUntil(lambda: len(witness.frames) == 2)
    assert (witness.frames[0] == witness.frames[1]).all()


def test_turning_and_flipping_move_what_is_seen(qtbot: QtBot, window: MainWindow) -> None:
    view = window.stage.view
    left, right = seen_at(window, 100, 200), seen_at(window, 500, 200)
    assert left < right
    for key, modifier in (
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier),
    ):
        qtbot.keyClick(window, key, modifier)
        # The same points of the frame look the same, wherever they are seen now.
        assert abs(seen_at(window, 100, 200) - left) <= 2
        assert abs(seen_at(window, 500, 200) - right) <= 2
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert view.orientation.turns == 0
    assert not view.orientation.is_mirrored


def test_a_turned_scan_fits_the_view_again(qtbot: QtBot, window: MainWindow) -> None:
    view = window.stage.view
    qtbot.keyClick(window, Qt.Key.Key_R)
    corners = [view.to_view(QPointF(x, y)) for x in (0, 600) for y in (0, 400)]
    assert all(view.rect().contains(corner.toPoint()) for corner in corners)
    height = max(corner.y() for corner in corners) - min(corner.y() for corner in corners)
    assert height > 0.9 * view.height() - 40


def test_colour_and_rasters_have_tones_too() -> None:
    colour = scan_of(np.full((4, 4, 3), 100, np.uint8))
    display = GreyDisplay(colour)
    assert display.windows == ()
    assert (display.table(DisplaySettings()) == np.arange(256)).all()
    brighter = display.dragged(DisplaySettings(), 0, 50)
    assert display.table(brighter)[100] > 100


@pytest.mark.parametrize("is_inverted", [False, True])
def test_up_is_brighter_whatever_is_inverted(is_inverted: bool) -> None:
    values = np.zeros((1, 2, 2), np.uint16)
    every = np.arange(65536)
    table = (65535 - every if is_inverted else every).astype(np.uint16)
    grey = GreyValues(values, 1.0, 0.0, table, is_inverted=is_inverted)
    display = GreyDisplay(replace(open_phantom(DEMO), grey=grey))
    for settings in (DisplaySettings(), DisplaySettings(is_inverted=True)):
        after = display.dragged(settings, 0, 60)
        assert int(display.table(after)[32768]) > int(display.table(settings)[32768])


@given(st.floats(-3000, 3000), st.floats(-3000, 3000), st.booleans())
def test_tones_never_change_their_order(wider: float, brighter: float, is_inverted: bool) -> None:
    display = GreyDisplay(open_deep(DEMO))
    table = display.table(
        display.dragged(DisplaySettings(is_inverted=is_inverted), wider, brighter)
    )
    steps = np.diff(table[:4096].astype(int))
    assert (steps <= 0).all() if is_inverted else (steps >= 0).all()


def test_the_window_of_a_file_without_one_spans_what_it_shows() -> None:
    values = np.zeros((1, 2, 2), np.uint16)
    table = np.rint(np.clip((np.arange(65536) - 1000.0) / 2000, 0, 1) * 65535).astype(np.uint16)
    display = GreyDisplay(replace(open_phantom(DEMO), grey=GreyValues(values, 1.0, -1000.0, table)))
    window = display.window(DisplaySettings())
    assert window.center == pytest.approx(1000, abs=20)
    assert window.width == pytest.approx(2000, abs=40)
    explicit = display.table(
        DisplaySettings(VoiWindow(window.center, window.width, window.function))
    )
    assert np.abs(explicit.astype(int) - display.table(DisplaySettings())).max() <= 2

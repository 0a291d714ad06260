"""Several frames: stepping, playing, the curve, and the most suspicious one."""

from __future__ import annotations

from itertools import count

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.viewer.frames.frame_findings import FrameFindings
from engine.scan import Modality
from tests.fakes.viewer import FRAMES, PEAK, CineReader, open_cine, opened, seen_at
from tests.fakes.window import DEMO, FakeReader, MakeWindow


@pytest.fixture
def reader() -> CineReader:
    return CineReader()


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow, reader: CineReader) -> MainWindow:
    made = make_window(open_cine, reader)
    made.resize(1280, 800)
    opened(qtbot, made, "cine.dcm")
    return made


def whole_curve(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: len(window.stage.cine_bar.curve.probabilities) == FRAMES)


def read_of(window: MainWindow, frame: int) -> bool:
    reading = window.session.reading
    return reading is not None and reading.frame == frame


def test_a_single_frame_has_no_bar(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(reader=FakeReader())
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: window.session.reading is not None)
    assert not window.stage.cine_bar.isVisible()
    assert not window.actions_by_name["play"].isEnabled()
    window.session.read_as(Modality.ULTRASOUND)
    qtbot.waitUntil(lambda: window.session.reading.modality is Modality.ULTRASOUND)
    for name in ("play", "frame_on", "most_suspicious", "next_window", "delete_measurement"):
        assert not window.actions_by_name[name].isEnabled(), name


def test_the_curve_is_found_out_in_the_background(qtbot: QtBot, window: MainWindow) -> None:
    assert window.stage.cine_bar.isVisible()
    whole_curve(qtbot, window)
    curve = window.stage.cine_bar.curve.probabilities
    assert max(curve, key=curve.__getitem__) == PEAK
    assert "50 frames/s" in window.stage.cine_bar.text
    # That the work has ended is told after its last frame.
    qtbot.waitUntil(lambda: not window.stage.cine_bar.stop.isVisible())


def test_a_frame_found_while_the_curve_is_drawn_waits_for_the_next_time(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole_curve(qtbot, window)
    found = list(window.frames.frame_findings.findings.items())
    looks = count(1)
    monkeypatch.setattr(
        FrameFindings, "findings", property(lambda _curve: dict(found[: next(looks)]))
    )
    # An exception in a slot fails the test.
    window.frames.frame_findings.changed.emit()
    assert list(window.stage.cine_bar.curve.probabilities) == [0]


def test_a_key_jumps_to_the_most_suspicious_frame(qtbot: QtBot, window: MainWindow) -> None:
    whole_curve(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: read_of(window, PEAK))
    assert f"Frame {PEAK + 1} / {FRAMES}" in window.stage.cine_bar.text
    assert window.session.finding is not None
    assert window.session.finding.frame == PEAK
    assert seen_at(window, 5, 5) == 20 + 25 * PEAK


def test_keys_step_through_the_frames_and_stop_at_the_ends(
    qtbot: QtBot, window: MainWindow
) -> None:
    whole_curve(qtbot, window)
    frames = []
    for key in (".", ".", ",", "Home", ",", "End", "."):
        code = {".": Qt.Key.Key_Period, ",": Qt.Key.Key_Comma}.get(key)
        qtbot.keyClick(window, code or Qt.Key[f"Key_{key}"])
        frames.append(window.frames.frame)
    assert frames == [1, 2, 1, 0, 0, 7, 7]
    assert seen_at(window, 5, 5) == 20 + 25 * 7
    qtbot.waitUntil(lambda: read_of(window, 7))


def test_a_known_frame_is_not_read_twice(
    qtbot: QtBot, window: MainWindow, reader: CineReader
) -> None:
    whole_curve(qtbot, window)
    asked = len(reader.asked)
    qtbot.keyClick(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: read_of(window, 7))
    assert len(reader.asked) == asked


def test_the_slider_is_the_curve_itself(qtbot: QtBot, window: MainWindow) -> None:
    curve = window.stage.cine_bar.curve
    qtbot.mousePress(curve, Qt.MouseButton.LeftButton, pos=QPoint(curve.width() - 9, 20))
    assert window.frames.frame == FRAMES - 1
    qtbot.mouseMove(curve, QPoint(9, 20))
    qtbot.mouseRelease(curve, Qt.MouseButton.LeftButton, pos=QPoint(9, 20))
    assert window.frames.frame == 0
    curve.setFocus()
    qtbot.keyClick(curve, Qt.Key.Key_Right)
    assert window.frames.frame == 1
    assert "Frame 2 of 8" in curve.accessibleDescription()


def test_it_plays_over_and_over_and_reads_where_it_stops(qtbot: QtBot, window: MainWindow) -> None:
    whole_curve(qtbot, window)
    seen: list[int] = []
    window.frames.cine.frame_changed.connect(seen.append)
    qtbot.keyClick(window, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: 0 in seen and len(set(seen)) > 3)
    assert window.actions_by_name["play"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_C)
    assert not window.frames.cine.is_playing
    stopped = window.frames.frame
    qtbot.waitUntil(lambda: read_of(window, stopped))
    assert window.frames.frame == stopped


def test_reading_the_curve_can_be_stopped_and_keeps_what_is_known(
    qtbot: QtBot, make_window: MakeWindow, reader: CineReader
) -> None:
    reader.waits_at = 3
    window = make_window(open_cine, reader)
    opened(qtbot, window, "cine.dcm")
    bar = window.stage.cine_bar
    qtbot.waitUntil(lambda: len(bar.curve.probabilities) == 3)
    qtbot.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
    reader.go.set()
    assert not window.frames.frame_findings.is_busy
    assert "3 of 8 read" in bar.text
    qtbot.keyClick(window, Qt.Key.Key_M)
    assert window.frames.frame == 2


def test_reading_as_another_kind_reads_the_curve_again(
    qtbot: QtBot, window: MainWindow, reader: CineReader
) -> None:
    whole_curve(qtbot, window)
    reader.asked.clear()
    window.session.read_as(Modality.MAMMOGRAPHY)
    qtbot.waitUntil(lambda: {(Modality.MAMMOGRAPHY, f) for f in range(FRAMES)} <= set(reader.asked))


def test_opening_another_scan_forgets_the_frames(qtbot: QtBot, window: MainWindow) -> None:
    whole_curve(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_End)
    window.open_path(DEMO)
    qtbot.waitUntil(lambda: window.session.scan is not None and window.session.scan.path == DEMO)
    assert window.frames.frame == 0

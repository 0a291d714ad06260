"""The window with real scans, the real reader of files and the bundled models."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.system.paths import models_dir
from engine.decoding.read_scan import read_scan
from engine.finding import Status
from engine.model.second_reader import SecondReader
from tests.fakes.window import DEMO, FakeReader, MakeWindow

pytestmark = pytest.mark.real_data


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    made = make_window(open_scan=read_scan, reader=FakeReader())
    made.resize(1280, 800)
    return made


def settle(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """Open a file and wait until it is shown or its error is told."""
    window.open_path(path)
    qtbot.waitUntil(lambda: window.session.opening is None, timeout=30_000)


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("folder", ["BrEaST", "BUSI", "BUS-BRA"])
def test_the_window_shows_the_answer_for_real_scans(
    qtbot: QtBot, make_window: MakeWindow, data_dir: Path, folder: str
) -> None:
    window = make_window(open_scan=read_scan, reader=SecondReader(models_dir()))
    cases = rows(data_dir / "ultrasound" / folder / "cases.csv")
    for case in cases[:: len(cases) // 3][:3]:
        path = data_dir / "ultrasound" / folder / case["file"]
        settle(qtbot, window, path)
        reading = window.session.reading
        assert reading is not None
        assert reading.scan.path == path
        assert reading.finding is not None
        assert reading.finding.status in {Status.OK, Status.INCONCLUSIVE}
        assert len(reading.layers) == 4
        assert path.name in window.windowTitle()
        assert window.panel.headline in {"Benign", "Malignant", "Normal", "Inconclusive"}
        assert not window.stage.banner.isVisible()


def test_real_dicom_files_are_shown_and_damaged_ones_explained(
    qtbot: QtBot, window: MainWindow, data_dir: Path
) -> None:
    folder = data_dir / "files" / "dicom"
    listed = rows(folder / "expected.csv")
    good = [row for row in listed if row["expected"] == "image"][:8]
    bad = [row for row in listed if row["expected"] == "error: no pixel data"][:4]
    assert good
    assert bad
    for row in good:
        settle(qtbot, window, folder / row["file"])
        reading = window.session.reading
        assert reading is not None
        assert reading.scan.path.name == row["file"]
        image = window.stage.view.grab().toImage()
        across, down = range(0, image.width(), 9), range(0, image.height(), 9)
        tones = {image.pixel(x, y) for x in across for y in down}
        assert len(tones) > 2, row["file"]
    shown = window.session.reading
    for row in bad:
        settle(qtbot, window, folder / row["file"])
        assert window.stage.banner.isVisible(), row["file"]
        assert window.stage.banner.text.startswith(row["file"])
        assert window.session.reading is shown


def test_every_real_image_file_is_shown_or_explained(
    qtbot: QtBot, window: MainWindow, data_dir: Path
) -> None:
    folder = data_dir / "files" / "images"
    listed = rows(folder / "expected.csv")
    for row in listed[::6]:
        path = folder / row["file"]
        settle(qtbot, window, path)
        reading = window.session.reading
        is_shown = reading is not None and reading.scan.path == path
        assert is_shown != window.stage.banner.isVisible(), row["file"]
        assert "unexpected" not in window.stage.banner.text, row["file"]


def test_the_demonstration_scan_is_a_scan_like_any_other() -> None:
    scan = read_scan(DEMO)
    assert scan.file_format == "PNG"
    assert (scan.rows, scan.columns) == (520, 640)
    assert scan.pixels.dtype == np.uint8

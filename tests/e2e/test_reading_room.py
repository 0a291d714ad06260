"""A morning in the reading room, with real mouse and keys: one scan, its report, and a batch."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.virtual_screen import ROOT, Program, Screen, needed_screen, program, until

pytestmark = pytest.mark.xvfb

DEMO = ROOT / "resources" / "demo"
STILL = DEMO / "ultrasound_phantom.png"
CINE = DEMO / "ultrasound_cine.dcm"
# xdotool counts bytes, of which a dash has three.
BATCH = "Batch .*Second Reader"
# A batch takes seconds, but minutes on a machine that does much else.
_LONG_S = 400.0
# Where the scan is seen in a window of 1280 by 800: right of tools and thumbnails.
VIEW = (slice(100, 700), slice(190, 900))


@pytest.fixture(scope="module")
def screen() -> object:
    yield from needed_screen()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of demonstration scans that takes some seconds to read."""
    made = tmp_path / "scans"
    made.mkdir()
    # Whichever comes first, a cine is still to be read when the batch is cancelled.
    for number in range(2):
        os.link(CINE, made / f"cine-{number}.dcm")
    for number in range(6):
        os.link(STILL, made / f"still-{number}.png")
    return made


def test_a_scan_is_read_measured_and_reported_and_a_folder_cancelled_and_resumed(
    screen: Screen, tmp_path: Path, folder: Path
) -> None:
    with program(screen, tmp_path, str(STILL), steady=True) as running:
        until(lambda: STILL.name in running.title() and running.shows_a_scan())
        toggles_the_heatmap(running)
        measures(running)
        saves_the_report(running, tmp_path / "report.pdf")
        running.press("ctrl+b")
        cancels_a_batch(running, folder, tmp_path / "some.csv")
        resumes_it(running, tmp_path / "all.csv", len(list(folder.iterdir())))
        running.press_in(BATCH, "ctrl+w")
        until(lambda: not running.window_of(BATCH))
        running.press("ctrl+q")
        _, complaints = running.process.communicate(timeout=60)
        assert running.process.returncode == 0
        assert complaints == ""


def toggles_the_heatmap(running: Program) -> None:
    with_heat = running.still_picture()[VIEW].astype(int)
    assert np.ptp(with_heat[:, :580], axis=2).max() > 40, "the heatmap has colours"
    running.press("h")
    until(lambda: np.ptp(running.still_picture()[VIEW][:, :580].astype(int), axis=2).max() <= 4)


def measures(running: Program) -> None:
    running.press("d")
    running.drag((300, 560), (500, 600))
    until(lambda: yellow(running.screen) > 200)


def yellow(screen: Screen) -> int:
    """Count the pixels of the screen that have the colour of the calipers."""
    seen = screen.picture()[VIEW].astype(int)
    return int((np.abs(seen - (0xFF, 0xE0, 0x66)).max(axis=2) < 12).sum())


def saves_the_report(running: Program, target: Path) -> None:
    running.press("ctrl+p")
    until(lambda: running.window_of("^Report"))
    running.press_in("^Report", "ctrl+s")
    running.answer("^Save the report", target)
    until(target.exists)
    assert target.read_bytes().startswith(b"%PDF-1.7")
    until(lambda: not running.window_of("^Report"))


def cancels_a_batch(running: Program, folder: Path, target: Path) -> None:
    until(lambda: running.window_of(BATCH))
    running.press_in(BATCH, "ctrl+o")
    running.answer("^Read a folder", folder)
    until(lambda: re.match("[1-9]", running.title_of(BATCH)), pause_s=0.05)
    presses_last_button(running)
    until(lambda: "%" not in running.title_of(BATCH))
    rows = exported(running, target)
    assert 0 < len(rows) < len(list(folder.iterdir())), "it was cancelled in the middle"


def resumes_it(running: Program, target: Path, count: int) -> None:
    presses_last_button(running)
    # It begins again at once, and ends with the last file.
    until(lambda: "%" in running.title_of(BATCH), pause_s=0.02)
    until(lambda: "%" not in running.title_of(BATCH), patience_s=_LONG_S)
    rows = exported(running, target)
    assert len(rows) == len({row["path"] for row in rows}) == count
    assert {row["status"] for row in rows} <= {"ok", "inconclusive", "out_of_scope"}


def presses_last_button(running: Program) -> None:
    """Click the last button above the table, which is the one that is meant."""
    running.click((866, 27))


def exported(running: Program, target: Path) -> list[dict[str, str]]:
    running.press_in(BATCH, "ctrl+s")
    running.answer("^Export the rows", target)
    # Files appear whole, under their names.
    until(target.exists)
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))

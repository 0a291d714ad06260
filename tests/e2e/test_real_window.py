"""The program as its user meets it: a process, a window on a screen, keys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from virtual_screen import ROOT, TOOLS, Program, Screen, program, until, virtual_screen

pytestmark = pytest.mark.xvfb

DEMO = ROOT / "resources" / "demo" / "ultrasound_phantom.png"
ANSWERS = ("Malignant", "Benign", "Normal", "Inconclusive")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        reason = f"no virtual screen: {' and '.join(missing)} not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with virtual_screen(1280, 800) as made:
        yield made


def answered(running: Program) -> bool:
    return any(f"{DEMO.name}: {answer}" in running.title() for answer in ANSWERS)


def ends_cleanly(running: Program) -> None:
    running.press("ctrl+q")
    _, complaints = running.process.communicate(timeout=60)
    assert running.process.returncode == 0
    assert complaints == ""


def test_a_scan_of_the_command_line_is_answered_and_the_heatmap_seen(
    screen: Screen, tmp_path: Path
) -> None:
    with program(screen, tmp_path, str(DEMO)) as running:
        until(lambda: answered(running) and running.shows_a_scan())
        with_heat = running.still_picture()[100:700, :900].astype(int)
        running.press("h")
        until(lambda: not sees(screen, with_heat))
        plain = running.still_picture()[100:700, :900].astype(int)
        running.press("h")
        until(lambda: sees(screen, with_heat))
        assert np.ptp(plain[:, :760], axis=2).max() <= 4, "without the heatmap the scan is grey"
        assert plain.std() > 30, "the scan is seen"
        ends_cleanly(running)


def test_an_empty_window_opens_the_demonstration_scan(screen: Screen, tmp_path: Path) -> None:
    with program(screen, tmp_path) as running:
        until(lambda: running.title() == "Second Reader")
        running.press("ctrl+d")
        until(lambda: answered(running))
        ends_cleanly(running)


def test_an_unreadable_file_leaves_the_window_usable(screen: Screen, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(DEMO.read_bytes()[:2000])
    with program(screen, tmp_path, str(broken)) as running:
        until(lambda: has_banner(screen))
        running.press("ctrl+d")
        until(lambda: answered(running))
        ends_cleanly(running)


def sees(screen: Screen, scan: np.ndarray) -> bool:
    return bool((screen.picture()[100:700, :900] == scan).all())


def has_banner(screen: Screen) -> bool:
    # The banner's pale background, below the menu bar and left of the finding.
    strip = screen.picture()[34:80, 200:800].reshape(-1, 3)
    return bool((np.abs(strip.astype(int) - (0xFC, 0xEF, 0xE4)).max(axis=1) <= 2).mean() > 0.3)


def test_closing_while_a_scan_is_read_is_clean(screen: Screen, tmp_path: Path) -> None:
    with program(screen, tmp_path) as running:
        until(lambda: running.title() == "Second Reader")
        running.press("ctrl+d", "ctrl+q")
        _, complaints = running.process.communicate(timeout=60)
        assert running.process.returncode == 0
        assert complaints == ""

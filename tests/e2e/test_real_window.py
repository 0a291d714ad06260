"""The program as its user meets it: a process, a window on a screen, keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.virtual_screen import ROOT, Program, Screen, needed_screen, program, until

pytestmark = pytest.mark.xvfb

DEMO = ROOT / "resources" / "demo" / "ultrasound_phantom.png"
# Where the scan is seen in a window of 1280 by 800: right of tools and thumbnails.
VIEW = (slice(100, 700), slice(190, 900))
ANSWERS = ("Malignant", "Benign", "Normal", "Inconclusive")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    yield from needed_screen()


def answered(running: Program) -> bool:
    return any(f"{DEMO.name}: {answer}" in running.title() for answer in ANSWERS)


def ends_cleanly(running: Program) -> None:
    running.press("ctrl+q")
    _, complaints = running.process.communicate(timeout=60)
    assert running.process.returncode == 0
    assert complaints == ""


def test_the_intended_use_is_accepted_before_the_first_window(
    screen: Screen, tmp_path: Path
) -> None:
    with program(screen, tmp_path, str(DEMO), accepted=0) as running:
        until(lambda: "Intended use" in running.title())
        running.still_picture()
        running.press("alt+r")
        # The box takes a moment to be ticked, and the button to wake up.
        running.still_picture()
        running.press("alt+c")
        until(lambda: answered(running))
        ends_cleanly(running)
    (settings,) = tmp_path.rglob("second-reader.conf")
    assert "accepted=0" not in settings.read_text(encoding="utf-8")


def test_who_does_not_accept_the_intended_use_gets_no_window(
    screen: Screen, tmp_path: Path
) -> None:
    with program(screen, tmp_path, accepted=0) as running:
        until(lambda: "Intended use" in running.title())
        running.press("Escape")
        _, complaints = running.process.communicate(timeout=60)
        assert running.process.returncode == 0
        assert complaints == ""


def test_a_scan_of_the_command_line_is_answered_and_the_heatmap_seen(
    screen: Screen, tmp_path: Path
) -> None:
    with program(screen, tmp_path, str(DEMO)) as running:
        until(lambda: answered(running) and running.shows_a_scan())
        with_heat = running.still_picture()[VIEW].astype(int)
        running.press("h")
        until(lambda: not sees(screen, with_heat))
        plain = running.still_picture()[VIEW].astype(int)
        running.press("h")
        until(lambda: sees(screen, with_heat))
        assert np.ptp(plain[:, :580], axis=2).max() <= 4, "without the heatmap the scan is grey"
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


def test_a_distance_is_measured_with_the_mouse_and_taken_back_with_a_key(
    screen: Screen, tmp_path: Path
) -> None:
    with program(screen, tmp_path, str(DEMO)) as running:
        until(lambda: answered(running) and running.shows_a_scan())
        running.press("h", "d")
        before = running.still_picture()[VIEW].astype(int)
        running.drag((300, 560), (500, 600))
        until(lambda: yellow(screen) > 200)
        running.press("ctrl+z")
        until(lambda: nearly_sees(screen, before))
        ends_cleanly(running)


def test_the_right_button_changes_the_window(screen: Screen, tmp_path: Path) -> None:
    with program(screen, tmp_path, str(DEMO)) as running:
        until(lambda: answered(running) and running.shows_a_scan())
        running.press("h")
        before = running.still_picture()[VIEW].astype(int)
        running.drag((400, 400), (400, 300), button=3)
        after = running.still_picture()[VIEW].astype(int)
        assert after.mean() > before.mean() + 5, "up is brighter"
        running.press("ctrl+r")
        until(lambda: nearly_sees(screen, before))
        ends_cleanly(running)


def yellow(screen: Screen) -> int:
    """Count the pixels of the screen that have the colour of the calipers."""
    seen = screen.picture()[VIEW].astype(int)
    return int((np.abs(seen - (0xFF, 0xE0, 0x66)).max(axis=2) < 12).sum())


def sees(screen: Screen, scan: np.ndarray) -> bool:
    return bool((screen.picture()[VIEW] == scan).all())


def nearly_sees(screen: Screen, scan: np.ndarray) -> bool:
    # The cursor is somewhere else now, and part of the picture.
    return bool((screen.picture()[VIEW] != scan).any(axis=2).mean() < 0.005)


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

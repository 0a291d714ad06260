"""Text in pictures: found where it was drawn, and not where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.picture.text_in_picture import contains_text, find_text
from engine.scan import Scan

Draw = Callable[[np.ndarray], np.ndarray]


def speckle(rows: int = 400, columns: int = 600, seed: int = 1) -> np.ndarray:
    """Return what looks like tissue: noise drawn out sideways, darker with depth."""
    noise = np.random.default_rng(seed).normal(0, 1, (rows, columns))
    drawn_out = cv2.GaussianBlur(noise, (0, 0), sigmaX=4, sigmaY=1.2)
    depth = np.linspace(140, 40, rows)[:, None]
    return np.clip(depth + 60 * drawn_out / drawn_out.std() * 0.4, 0, 255).astype(np.uint8)


def written(picture: np.ndarray, text: str = "DOE, JANE 1961", size: float = 0.6) -> np.ndarray:
    drawn = picture.copy()
    colour = 255 if picture.ndim == 2 else (255, 220, 60)
    cv2.putText(drawn, text, (80, 300), cv2.FONT_HERSHEY_SIMPLEX, size, colour, 2, cv2.LINE_AA)
    return drawn


def scan_of(frames: np.ndarray) -> Scan:
    return Scan(Path("x.dcm"), frames, "DICOM")


@pytest.mark.parametrize("seed", range(5))
def test_tissue_has_no_text_until_a_name_is_written_on_it(seed: int) -> None:
    picture = speckle(seed=seed)
    assert find_text(picture) == ()
    assert find_text(written(picture))


def test_the_row_is_where_it_was_written() -> None:
    found = max(find_text(written(speckle())), key=lambda line: line.glyphs)
    assert 60 <= found.left < 110
    assert 270 <= found.top < found.bottom <= 312
    assert found.right <= 300


@pytest.mark.parametrize("size", [0.4, 0.6, 1.0])
def test_small_and_large_letters_are_found(size: float) -> None:
    assert find_text(written(speckle(), size=size))


def test_sixteen_bits_colour_and_large_pictures_are_looked_at_too() -> None:
    picture = speckle()
    assert find_text(written(picture).astype(np.uint16) << 8)
    assert find_text(written(np.dstack([picture] * 3)))
    assert not find_text(np.dstack([picture] * 3))
    large = cv2.resize(written(picture), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    (line, *_) = find_text(large)
    assert line.bottom - line.top > 20, "in pixels of the frame"


def test_a_caliper_with_its_digit_is_no_text() -> None:
    picture = speckle()
    for x in (200, 320):
        cv2.drawMarker(picture, (x, 200), 255, cv2.MARKER_CROSS, 13, 2)
    cv2.putText(picture, "1", (186, 195), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 255, 1, cv2.LINE_AA)
    assert find_text(picture) == ()


def test_the_last_and_the_middle_frame_count_as_the_first_does() -> None:
    plain, marked = speckle(), written(speckle())
    assert not contains_text(scan_of(np.stack([plain] * 5)))
    for frame in (0, 2, 4):
        frames = np.stack([plain] * 5)
        frames[frame] = marked
        assert contains_text(scan_of(frames))


@given(
    arrays(
        st.sampled_from([np.uint8, np.uint16]),
        st.tuples(st.integers(1, 40), st.integers(1, 40)),
        fill=st.just(0),
    )
)
@settings(max_examples=50, deadline=None)
def test_any_picture_is_looked_at_and_left_as_it_was(picture: np.ndarray) -> None:
    before = picture.copy()
    for line in find_text(picture):
        assert line.left < line.right
        assert line.top < line.bottom
        assert line.glyphs >= 2
    assert (picture == before).all()

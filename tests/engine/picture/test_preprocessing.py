"""Frames become model inputs: shape kept, nothing stretched, depth without influence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.picture.preprocessing import Letterbox, Preprocessing, luminance, preprocess

SIZE = Preprocessing(rows=64, columns=96)
sides = st.integers(1, 700)


@given(rows=sides, columns=sides)
def test_letterbox_lies_on_the_canvas_and_touches_two_borders(rows: int, columns: int) -> None:
    box = Letterbox.fit(rows, columns, 64, 96)
    assert box.top >= 0
    assert box.left >= 0
    assert box.top + box.rows <= 64
    assert box.left + box.columns <= 96
    assert box.rows == 64 or box.columns == 96


@given(rows=st.integers(32, 700), columns=st.integers(32, 700))
def test_letterbox_keeps_the_shape_to_half_a_pixel(rows: int, columns: int) -> None:
    box = Letterbox.fit(rows, columns, 64, 96)
    scale = min(64 / rows, 96 / columns)
    assert abs(box.rows - rows * scale) <= 0.5 + 1e-9 or box.rows == 1
    assert abs(box.columns - columns * scale) <= 0.5 + 1e-9 or box.columns == 1


@given(
    rows=sides,
    columns=sides,
    seed=st.integers(0, 2**16),
    dtype=st.sampled_from([np.uint8, np.uint16]),
    colour=st.booleans(),
)
def test_values_stay_between_black_and_white(
    rows: int, columns: int, seed: int, dtype: type, colour: bool
) -> None:
    shape = (rows, columns, 3) if colour else (rows, columns)
    frame = np.random.default_rng(seed).integers(0, np.iinfo(dtype).max + 1, shape).astype(dtype)
    canvas = preprocess(frame, SIZE)
    assert canvas.shape == (64, 96, 1)
    assert canvas.dtype == np.float32
    assert canvas.min() >= 0
    assert canvas.max() <= 1


@given(seed=st.integers(0, 2**16))
def test_eight_and_sixteen_bits_give_the_same_input(seed: int) -> None:
    frame = np.random.default_rng(seed).integers(0, 256, (200, 150)).astype(np.uint8)
    deep = frame.astype(np.uint16) * 257
    assert np.abs(preprocess(frame, SIZE) - preprocess(deep, SIZE)).max() <= 0.5 / 255 + 1e-6


def test_the_border_has_the_padding_value() -> None:
    canvas = preprocess(np.full((50, 50), 255, np.uint8), Preprocessing(64, 96, padding=0.25))
    assert canvas[:, :16, 0] == pytest.approx(0.25)
    assert canvas[:, 16:80, 0] == pytest.approx(1.0)
    assert canvas[:, 80:, 0] == pytest.approx(0.25)


def test_grey_as_colour_is_the_same_grey() -> None:
    grey = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert (luminance(np.repeat(grey[..., None], 3, axis=2)) == grey).all()

"""The closer look: where the crop lies, what is seen in it, and how maps are laid back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from training.networks.lesion_crop import crop, find_box, paste_back, shrink
from training.recipe.recipe import LesionCrop

CELLS, OWN, PIXELS = 16, 6, 64
SHARE = st.floats(0.0, 1.0, width=32)
BOXES = st.tuples(SHARE, SHARE, st.floats(0.125, 1.0, width=32))


def blob(row: int, column: int, rows: int, columns: int) -> np.ndarray:
    lesion = np.full((1, CELLS, CELLS, 1), 0.02, np.float32)
    lesion[0, row : row + rows, column : column + columns] = 0.95
    return lesion


@settings(max_examples=20, deadline=None)
@given(
    box=BOXES,
    maps=hnp.arrays(np.float32, (1, OWN, OWN, 3), elements=st.floats(-4, 4, width=32)),
)
def test_laying_back_keeps_the_sum_of_every_class(
    box: tuple[float, float, float], maps: np.ndarray
) -> None:
    laid = np.asarray(paste_back(maps, np.array([box], np.float32), CELLS))
    assert laid.shape == (1, CELLS, CELLS, 3)
    np.testing.assert_allclose(laid.sum((1, 2)), maps.sum((1, 2)), atol=1e-4)


@settings(max_examples=20, deadline=None)
@given(
    row=st.integers(0, CELLS - 5),
    column=st.integers(0, CELLS - 5),
    rows=st.integers(2, 5),
    columns=st.integers(2, 5),
)
def test_the_crop_is_centred_on_the_lesion_and_contains_it(
    row: int, column: int, rows: int, columns: int
) -> None:
    box = np.asarray(find_box(blob(row, column, rows, columns), LesionCrop()))[0]
    centre = np.array([row + rows / 2, column + columns / 2]) / CELLS
    np.testing.assert_allclose(box[:2], centre, atol=0.02)
    assert box[2] >= max(rows, columns) / CELLS


def test_a_faint_lesion_map_gives_a_crop_inside_the_bounds() -> None:
    for lesion in (np.zeros((1, CELLS, CELLS, 1)), np.full((1, CELLS, CELLS, 1), 0.01)):
        box = np.asarray(find_box(lesion.astype(np.float32), LesionCrop()))[0]
        np.testing.assert_allclose(box[:2], 0.5, atol=1e-4)
        assert 0.15 <= box[2] <= 1.0


def test_the_crop_shows_what_lies_in_it() -> None:
    picture = np.zeros((1, PIXELS, PIXELS, 1), np.float32)
    picture[0, 16:32, 40:56] = 1.0
    exact = np.array([[24 / PIXELS, 48 / PIXELS, 16 / PIXELS]], np.float32)
    assert np.asarray(crop(picture, exact, 8)).min() > 0.7
    wide = np.array([[24 / PIXELS, 48 / PIXELS, 32 / PIXELS]], np.float32)
    assert np.asarray(crop(picture, wide, 32)).mean() == pytest.approx(0.25, abs=0.01)


def test_beyond_the_picture_the_crop_is_black() -> None:
    picture = np.ones((1, PIXELS, PIXELS, 1), np.float32)
    seen = np.asarray(crop(picture, np.array([[0.0, 0.5, 0.5]], np.float32), 16))[0, ..., 0]
    assert seen[:7].max() == 0.0
    np.testing.assert_allclose(seen[9:], 1.0, atol=1e-5)


@settings(max_examples=20, deadline=None)
@given(rows=st.integers(4, 60), columns=st.integers(4, 60))
def test_shrinking_keeps_the_mean(rows: int, columns: int) -> None:
    picture = np.random.default_rng(rows).random((2, PIXELS, PIXELS, 1), np.float32)
    small = np.asarray(shrink(picture, rows, columns))
    assert small.shape == (2, rows, columns, 1)
    np.testing.assert_allclose(small.mean((1, 2)), picture.mean((1, 2)), atol=1e-4)

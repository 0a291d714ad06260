"""The breast is found on a mammogram however it is shown, and maps find their way back."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.finding import Evidence
from engine.model.heatmap import class_heatmap
from engine.picture.breast_area import air_is_bright, find_breast
from engine.picture.preprocessing import Preprocessing, place_mask, prepare

BREAST = Preprocessing(
    rows=160, columns=96, crop="breast", chest_wall_left=True, stretch_greys=True
)


def mammogram(
    rows: int = 400, columns: int = 320, height: float = 0.7, depth: float = 0.6, seed: int = 1
) -> np.ndarray:
    """Draw a breast whose chest wall is on the left, a label on the right, and air."""
    rng = np.random.default_rng(seed)
    down, across = np.mgrid[0:rows, 0:columns]
    inside = ((down - rows / 2) / (height * rows / 2)) ** 2 + (across / (depth * columns)) ** 2 < 1
    texture = cv2.GaussianBlur(rng.normal(size=(rows, columns)), (0, 0), 4)
    tissue = np.clip(110 + 250 * texture, 40, 220)
    picture = np.where(inside, tissue, 6 + rng.random((rows, columns)) * 4)
    picture[12:40, columns - 60 : columns - 12] = 250
    return picture.astype(np.uint8)


def test_a_breast_is_cut_out_without_the_label() -> None:
    frame = mammogram()
    found = find_breast(frame)
    assert not found.inverted
    assert not found.chest_wall_right
    assert found.left == 0
    assert found.left + found.columns == pytest.approx(0.6 * 320, abs=12)
    assert found.top == pytest.approx(0.15 * 400, abs=12)
    # The margin and the opening add a little on both sides.
    assert found.rows == pytest.approx(0.7 * 400, abs=30)


@given(seed=st.integers(0, 50), height=st.floats(0.4, 0.95), depth=st.floats(0.3, 0.85))
@settings(max_examples=20, deadline=None)
def test_the_picture_does_not_depend_on_how_it_is_shown(
    seed: int, height: float, depth: float
) -> None:
    frame = mammogram(height=height, depth=depth, seed=seed)
    shown = prepare(frame, BREAST)
    turned = prepare(np.ascontiguousarray(frame[:, ::-1]), BREAST)
    negative = prepare((255 - frame).astype(np.uint8), BREAST)
    deep = prepare(frame.astype(np.uint16) * 257, BREAST)
    assert turned.placement.mirrored
    assert not shown.placement.mirrored
    assert negative.placement.inverted
    for other in (turned, negative, deep):
        assert np.abs(other.picture - shown.picture).mean() < 0.02


def test_a_label_beside_the_breast_is_covered() -> None:
    frame = mammogram(height=0.95, depth=0.95)
    frame[12:60, 250:310] = 255
    frame[12:60, 244:250] = 4
    frame[60:66, 244:310] = 4
    prepared = prepare(frame, replace(BREAST, stretch_greys=False))
    label = np.zeros(frame.shape, bool)
    label[16:56, 254:306] = True
    covered = place_mask(label, prepared.placement) == 255
    assert covered.any()
    assert prepared.picture[covered].max() < 0.2
    assert prepared.picture[~covered].max() > 0.5


@pytest.mark.parametrize("grey", [0, 255])
def test_a_picture_without_a_breast_is_taken_whole(grey: int) -> None:
    frame = np.full((120, 90), grey, np.uint8)
    placement = prepare(frame, BREAST).placement
    assert (placement.crop.rows, placement.crop.columns) == (120, 90)


def test_bright_air_is_told_from_a_bright_breast() -> None:
    frame = mammogram(height=1.6, depth=0.9).astype(np.float32) / 255
    assert not air_is_bright(frame)
    assert air_is_bright(1 - frame)


@given(
    rows=st.integers(150, 700),
    columns=st.integers(150, 700),
    right=st.booleans(),
    down=st.floats(0.35, 0.65),
    across=st.floats(0.1, 0.4),
)
@settings(max_examples=40, deadline=None)
def test_a_place_on_the_breast_is_drawn_where_it_lies_on_the_frame(
    rows: int, columns: int, right: bool, down: float, across: float
) -> None:
    frame = mammogram(rows, columns)
    mask = np.zeros((rows, columns), bool)
    spot = (round(down * rows), round(across * columns))
    mask[max(0, spot[0] - 6) : spot[0] + 7, max(0, spot[1] - 6) : spot[1] + 7] = True
    if right:
        frame, mask = np.ascontiguousarray(frame[:, ::-1]), mask[:, ::-1]
        spot = (spot[0], columns - 1 - spot[1])
    prepared = prepare(frame, BREAST)
    placed = prepared.placement
    grid = place_mask(mask, placed).reshape(20, 8, 12, 8).mean(axis=(1, 3)).astype(np.float32)
    evidence = Evidence(
        class_maps=np.stack([grid * 0, grid], axis=-1),
        bias=np.zeros(2, np.float32),
        logits=np.zeros(2, np.float32),
        lesion_map=grid,
        classes=("no cancer", "cancer"),
        letterbox=placed.letterbox,
        frame_rows=rows,
        frame_columns=columns,
        reference=float(grid.max()),
        crop=placed.crop,
        mirrored=placed.mirrored,
    )
    heat = class_heatmap(evidence, "cancer")
    assert heat.shape == (rows, columns)
    peak = np.unravel_index(int(heat.argmax()), heat.shape)
    cell = 8 * max(placed.crop.rows / placed.letterbox.rows, 1.0)
    assert abs(peak[0] - spot[0]) <= cell + 7
    assert abs(peak[1] - spot[1]) <= cell + 7
    outside = np.ones((rows, columns), bool)
    crop = placed.crop
    outside[crop.top : crop.top + crop.rows, crop.left : crop.left + crop.columns] = False
    assert not heat[outside].any()


def test_only_a_cropped_breast_can_be_turned() -> None:
    with pytest.raises(ValueError, match="cropped breast"):
        Preprocessing(rows=64, columns=64, chest_wall_left=True)
    with pytest.raises(ValueError, match="crop 'liver'"):
        Preprocessing(rows=64, columns=64, crop="liver")

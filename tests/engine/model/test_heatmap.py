"""Heatmaps lie where the model looked and change nothing elsewhere."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.finding import Evidence
from engine.model.heatmap import class_heatmap, coarser, colour_map, lesion_heatmap, overlay
from engine.picture.preprocessing import Crop, Letterbox

GRID = 32


def evidence_at(cell: tuple[int, int], rows: int, columns: int, value: float = 1.0) -> Evidence:
    maps = np.zeros((GRID, GRID, 2), np.float32)
    maps[(*cell, 1)] = value
    lesion = np.zeros((GRID, GRID), np.float32)
    lesion[cell] = 1.0
    return Evidence(
        class_maps=maps,
        bias=np.zeros(2, np.float32),
        logits=maps.sum(axis=(0, 1)),
        lesion_map=lesion,
        classes=("benign", "malignant"),
        letterbox=Letterbox.fit(rows, columns, 256, 256),
        frame_rows=rows,
        frame_columns=columns,
    )


@given(
    rows=st.integers(100, 900),
    columns=st.integers(100, 900),
    down=st.floats(0.05, 0.95),
    across=st.floats(0.05, 0.95),
)
def test_a_cell_is_drawn_where_it_lies_on_the_frame(
    rows: int, columns: int, down: float, across: float
) -> None:
    box = Letterbox.fit(rows, columns, 256, 256)
    cell = (int((box.top + down * box.rows) / 8), int((box.left + across * box.columns) / 8))
    heat = class_heatmap(evidence_at(cell, rows, columns), "malignant")
    assert heat.shape == (rows, columns)
    centre_row = ((cell[0] + 0.5) * 8 - box.top) / box.rows * rows
    centre_column = ((cell[1] + 0.5) * 8 - box.left) / box.columns * columns
    peak = np.unravel_index(int(heat.argmax()), heat.shape)
    # Half a cell and a pixel: a cell at the border has its centre outside of the frame.
    reach = 4 * rows / box.rows + 1.5
    assert abs(peak[0] + 0.5 - centre_row) <= reach
    assert abs(peak[1] + 0.5 - centre_column) <= reach


def test_evidence_against_a_class_has_no_colour() -> None:
    assert class_heatmap(evidence_at((5, 5), 300, 300, -2.0), "malignant").max() == 0


def test_weak_evidence_stays_pale() -> None:
    strong = class_heatmap(evidence_at((16, 16), 256, 256, 1.0), "malignant")
    weak = class_heatmap(evidence_at((16, 16), 256, 256, 0.1), "malignant")
    assert 0.7 < strong.max() <= 0.8
    assert 0.1 < weak.max() < 0.2


def test_evidence_far_above_the_reference_still_has_one_peak() -> None:
    evidence = evidence_at((16, 16), 256, 256, 3.0)
    evidence.class_maps[16, 17, 1] = 4.0
    heat = class_heatmap(evidence, "malignant")
    assert heat.max() < 1
    assert np.unravel_index(int(heat.argmax()), heat.shape)[1] // 8 == 17


def test_the_scale_is_the_models_reference() -> None:
    evidence = evidence_at((16, 16), 256, 256, 1.0)
    doubled = replace(evidence, reference=2.0)
    halved = evidence_at((16, 16), 256, 256, 0.5)
    assert class_heatmap(doubled, "malignant") == pytest.approx(class_heatmap(halved, "malignant"))


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(ValueError, match="cyst"):
        class_heatmap(evidence_at((1, 1), 100, 100), "cyst")


def test_the_lesion_map_is_shown_from_nothing_to_certain() -> None:
    heat = lesion_heatmap(evidence_at((16, 16), 256, 256))
    assert heat.min() == 0
    assert 0.8 < heat.max() <= 1


@pytest.mark.parametrize("crop", [None, Crop(300, 400, 2400, 1200)])
def test_a_coarser_heatmap_shows_the_same(crop: Crop | None) -> None:
    evidence = replace(evidence_at((16, 12), 3000, 2000), crop=crop)
    whole, small = (class_heatmap(e, "malignant") for e in (evidence, coarser(evidence, 1024)))
    assert small.shape == (1024, 683)
    enlarged = cv2.resize(small, (2000, 3000), interpolation=cv2.INTER_LINEAR)
    assert np.abs(enlarged - whole).max() < 0.03
    assert coarser(evidence, 3000) is evidence


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_without_heat_the_frame_is_unchanged(dtype: type) -> None:
    rng = np.random.default_rng(3)
    frame = rng.integers(0, np.iinfo(dtype).max + 1, (40, 50)).astype(dtype)
    shown = overlay(frame, np.zeros((40, 50), np.float32), 1.0)
    expected = frame if dtype is np.uint8 else frame >> 8
    assert (shown == expected[..., None]).all()


def test_full_heat_at_full_opacity_is_the_strongest_colour() -> None:
    shown = overlay(np.zeros((4, 4), np.uint8), np.ones((4, 4), np.float32), 1.0)
    assert (shown == colour_map()[255]).all()


def test_colours_grow_evenly_lighter() -> None:
    linear = (colour_map() / 255.0) ** 2.2
    lightness = linear @ np.array([0.2126, 0.7152, 0.0722])
    steps = np.diff(np.cbrt(lightness))
    assert (steps > -1e-3).all()


@given(
    rows=st.integers(1, 90),
    columns=st.integers(1, 900),
    power=st.sampled_from([0.5, 1.0, 8.0, 40.0]),
    opacity=st.sampled_from([0.0, 0.003, 0.6, 1.0]),
    seed=st.integers(0, 9),
)
def test_an_overlay_in_strips_is_that_of_the_whole(
    rows: int, columns: int, power: float, opacity: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    frame = rng.integers(0, 256, (rows, columns, 3), np.uint8)
    heat = rng.random((rows, columns), dtype=np.float32) ** np.float32(power)
    heat[: rows // 3] = 0
    level = np.clip(np.rint(255 * heat), 0, 255).astype(np.uint8)
    weight = np.float32(opacity) * heat[..., None]
    expected = (1 - weight) * frame + weight * colour_map()[level]
    found = overlay(frame, heat, opacity)
    assert np.abs(found - expected).max() <= 0.51
    assert (found[: rows // 3] == frame[: rows // 3]).all()

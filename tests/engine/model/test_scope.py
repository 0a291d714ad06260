"""What is refused before a model is asked."""

from pathlib import Path

import numpy as np
import pytest

from engine.model.scope import refuse_by_distance, refuse_by_file, refuse_by_picture
from engine.scan import Modality, Scan

RNG = np.random.default_rng(5)
US = Modality.ULTRASOUND


def scan_of(dicom_modality: str | None, modality: Modality | None = None) -> Scan:
    pixels = np.zeros((1, 8, 8), np.uint8)
    return Scan(Path("a"), pixels, "DICOM", modality=modality, dicom_modality=dicom_modality)


@pytest.mark.parametrize("kind", ["CT", "MR", "NM", "CR", "DX", "mr"])
def test_a_file_that_states_another_kind_is_refused_by_name(kind: str) -> None:
    reason = refuse_by_file(scan_of(kind))
    assert reason is not None
    assert f"({kind.upper()})" in reason.summary
    assert reason.hint


@pytest.mark.parametrize("kind", [None, "OT", ""])
def test_a_file_that_states_nothing_is_judged_by_its_picture(kind: str | None) -> None:
    assert refuse_by_file(scan_of(kind)) is None


def test_a_stated_breast_modality_is_accepted() -> None:
    assert refuse_by_file(scan_of("US", US)) is None


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("grey", [0, 0.5, 1])
def test_a_blank_picture_is_refused(dtype: type, grey: float) -> None:
    frame = np.full((300, 300), grey * np.iinfo(dtype).max, dtype)
    reason = refuse_by_picture(frame, US)
    assert reason is not None
    assert "blank" in reason.summary


@pytest.mark.parametrize("shape", [(1, 1), (10, 10), (63, 500), (500, 63)])
def test_a_tiny_picture_is_refused_with_its_size(shape: tuple[int, int]) -> None:
    reason = refuse_by_picture(RNG.integers(0, 256, shape).astype(np.uint8), US)
    assert reason is not None
    assert f"{shape[1]} x {shape[0]}" in reason.summary


def test_a_colour_photograph_is_refused_but_not_as_a_thermogram() -> None:
    frame = np.zeros((200, 200, 3), np.uint8)
    frame[..., 0] = np.linspace(60, 255, 200).astype(np.uint8)
    assert refuse_by_picture(frame, US) is not None
    assert refuse_by_picture(frame, Modality.THERMOGRAPHY) is None


def test_a_grey_scan_with_a_small_doppler_box_is_accepted() -> None:
    frame = np.repeat(RNG.integers(0, 256, (200, 200, 1)).astype(np.uint8), 3, axis=2)
    frame = (frame // 4 + np.linspace(0, 180, 200).astype(np.uint8)[:, None, None]).astype(np.uint8)
    frame[50:110, 50:110] = (220, 30, 30)
    assert refuse_by_picture(frame, US) is None


def test_the_distance_limit_itself_is_accepted() -> None:
    assert refuse_by_distance(2.0, 2.0, US) is None
    assert refuse_by_distance(2.0001, 2.0, US) is not None
    # Not-a-number compares false with everything, and must not open the gate.
    assert refuse_by_distance(float("nan"), 2.0, US) is not None

"""The grey pipeline against the formulas of the standard, written out here once more."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from engine.errors import DamagedFileError
from engine.readers.dicom.voi_lut import LookupTable, Rescale, ValueRange, to_display
from engine.readers.dispatch import read_file
from engine.scan import VoiWindow
from tests.fakes.dicom_maker import dataset_of, ramp, write


def expected_fraction(x: float, center: float, width: float, function: str) -> float:
    """PS3.3 C.11.2.1.2 as it is printed, with y from 0 to 1."""
    if function == "SIGMOID":
        return 1 / (1 + math.exp(-4 * (x - center) / width))
    if function == "LINEAR_EXACT":
        if x <= center - width / 2:
            return 0
        return 1 if x > center + width / 2 else (x - center) / width + 0.5
    if x <= center - 0.5 - (width - 1) / 2:
        return 0
    if x > center - 0.5 + (width - 1) / 2:
        return 1
    return (x - (center - 0.5)) / (width - 1) + 0.5


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
@pytest.mark.parametrize(("center", "width"), [(2048, 4096), (100, 1), (1500.5, 333.25), (0, 10)])
def test_windows_follow_the_standard(
    tmp_path: Path, function: str, center: float, width: float
) -> None:
    values = ramp(0, 4096, "u2")
    dataset = dataset_of(
        values, BitsStored=12, WindowCenter=center, WindowWidth=width, VOILUTFunction=function
    )
    scan = read_file(write(dataset, tmp_path / "window.dcm"))
    wanted = [expected_fraction(float(x), center, width, function) for x in values.flat]
    assert scan.pixels.dtype == np.uint16
    assert np.abs(scan.frame().ravel() / 65535 - np.array(wanted)).max() < 1 / 65535
    assert any(function in step for step in scan.steps)


def test_the_window_applies_to_rescaled_signed_values(tmp_path: Path) -> None:
    values = ramp(-2048, 2048, "i2")
    dataset = dataset_of(
        values, RescaleSlope=2, RescaleIntercept=-100, WindowCenter=0, WindowWidth=1000
    )
    scan = read_file(write(dataset, tmp_path / "signed.dcm"))
    wanted = [expected_fraction(2.0 * x - 100, 0, 1000, "LINEAR") for x in values.flat]
    assert np.abs(scan.frame().ravel() / 65535 - np.array(wanted)).max() < 1 / 65535


def test_monochrome1_is_inverted_after_the_window(tmp_path: Path) -> None:
    values = ramp(0, 4096, "u2")
    facts = {"BitsStored": 12, "WindowCenter": 1000, "WindowWidth": 500}
    plain = read_file(write(dataset_of(values, **facts), tmp_path / "2.dcm"))
    inverse = dataset_of(values, PhotometricInterpretation="MONOCHROME1", **facts)
    inverted = read_file(write(inverse, tmp_path / "1.dcm"))
    assert np.abs(65535 - inverted.frame().astype(int) - plain.frame()).max() <= 1
    assert inverted.steps[-1] == "inverted (MONOCHROME1)"


def lut_item(first: int, entries: list[int], bits: int, kind: str = "US") -> Dataset:
    item = Dataset()
    item.add_new("LUTDescriptor", kind, [len(entries), first, bits])
    item.add_new("LUTData", "OW", np.array(entries, "<u2").tobytes())
    return item


def test_a_modality_lut_clamps_at_its_ends(tmp_path: Path) -> None:
    item = lut_item(2, [500, 100, 900], 16)
    item.ModalityLUTType = "US"
    dataset = dataset_of(
        ramp(0, 32, "u2"),
        ModalityLUTSequence=[item],
        WindowCenter=500,
        WindowWidth=1000,
        VOILUTFunction="LINEAR_EXACT",
    )
    shown = read_file(write(dataset, tmp_path / "modality.dcm")).frame().ravel() / 65535
    assert np.round(shown[:6], 3).tolist() == [0.5, 0.5, 0.5, 0.1, 0.9, 0.9]


def test_a_voi_lut_comes_before_the_window_and_keeps_its_scale(tmp_path: Path) -> None:
    dataset = dataset_of(
        ramp(-16, 16, "i2"),
        VOILUTSequence=[lut_item(-1, [0, 512, 1023], 10, "SS")],
        WindowCenter=0,
        WindowWidth=1,
    )
    scan = read_file(write(dataset, tmp_path / "voi.dcm"))
    shown = scan.frame().ravel() / 65535
    assert np.round(shown[14:19], 3).tolist() == [0, 0, 0.5, 1, 1]
    assert "VOI LUT" in scan.steps


def test_a_lut_shorter_than_it_says_is_not_applied(tmp_path: Path) -> None:
    item = lut_item(0, [1, 2, 3], 16)
    item.LUTDescriptor = [4096, 0, 16]
    dataset = dataset_of(ramp(0, 256, "u2"), VOILUTSequence=[item])
    scan = read_file(write(dataset, tmp_path / "short.dcm"))
    assert (scan.frame().min(), scan.frame().max()) == (0, 65535)


def test_8_bits_without_a_window_stay_as_they_are(tmp_path: Path) -> None:
    values = ramp(0, 256, "u1") // 2
    scan = read_file(write(dataset_of(values), tmp_path / "8.dcm"))
    assert scan.pixels.dtype == np.uint8
    assert np.array_equal(scan.frame(), values)


def test_deep_values_without_a_window_use_what_is_there(tmp_path: Path) -> None:
    values = ramp(1000, 2024, "u2")
    values[0, 0] = 4000
    dataset = dataset_of(values, BitsStored=12, PixelPaddingValue=4000)
    scan = read_file(write(dataset, tmp_path / "range.dcm"))
    assert scan.frame()[0, 1] == round((1001 - 1001) / 1022 * 65535)
    assert scan.frame()[-1, -1] == 65535
    assert any("no window in the file: values from 1001 to 2023" in step for step in scan.steps)


def test_a_uniform_picture_keeps_its_grey(tmp_path: Path) -> None:
    values = np.full((32, 32), 4095, "u2")
    white = read_file(write(dataset_of(values, BitsStored=12), tmp_path / "white.dcm"))
    black = read_file(write(dataset_of(values * 0, BitsStored=12), tmp_path / "black.dcm"))
    assert (white.frame() == 65535).all()
    assert (black.frame() == 0).all()


def test_an_impossible_window_is_ignored_with_a_warning(tmp_path: Path) -> None:
    dataset = dataset_of(ramp(0, 4096, "u2"), BitsStored=12, WindowCenter=10, WindowWidth=0)
    scan = read_file(write(dataset, tmp_path / "bad.dcm"))
    assert any("window" in warning for warning in scan.warnings)
    assert scan.frame()[-1, -1] == 65535


def test_unused_high_bits_are_ignored(tmp_path: Path) -> None:
    values = ramp(0, 4096, "u2")
    facts = {"BitsStored": 12, "WindowCenter": 2048, "WindowWidth": 4096}
    clean = read_file(write(dataset_of(values, **facts), tmp_path / "clean.dcm"))
    dirty = read_file(write(dataset_of(values | 0xA000, **facts), tmp_path / "dirty.dcm"))
    assert np.array_equal(clean.pixels, dirty.pixels)


def test_32_bits_are_windowed_too(tmp_path: Path) -> None:
    values = ramp(0, 4096, "u4") * 1000
    dataset = dataset_of(values, WindowCenter=2_000_000, WindowWidth=1_000_000)
    scan = read_file(write(dataset, tmp_path / "32.dcm"))
    wanted = [expected_fraction(float(x), 2e6, 1e6, "LINEAR") for x in values.flat]
    assert np.abs(scan.frame().ravel() / 65535 - np.array(wanted)).max() < 1 / 65535


def test_frames_of_an_enhanced_object_have_windows_of_their_own(tmp_path: Path) -> None:
    def group(center: int) -> Dataset:
        window, frame = Dataset(), Dataset()
        window.WindowCenter, window.WindowWidth = center, 100
        frame.FrameVOILUTSequence = [window]
        return frame

    values = np.stack([ramp(0, 1024, "u2")] * 2)
    dataset = dataset_of(
        values, NumberOfFrames=2, PerFrameFunctionalGroupsSequence=[group(100), group(900)]
    )
    scan = read_file(write(dataset, tmp_path / "enhanced.dcm"))
    assert scan.frame(0).ravel()[500] == 65535
    assert scan.frame(1).ravel()[500] == 0


def test_a_float_picture_with_gaps_is_damaged(tmp_path: Path) -> None:
    dataset = dataset_of(ramp(0, 256, "u2"))
    del dataset.PixelData
    dataset.BitsAllocated = 32
    dataset.FloatPixelData = np.full(256, np.nan, np.float32).tobytes()
    with pytest.raises(DamagedFileError):
        read_file(write(dataset, tmp_path / "nan.dcm"))


FRACTIONS = st.floats(-1e6, 1e6, allow_nan=False)


@given(
    function=st.sampled_from(["LINEAR", "LINEAR_EXACT", "SIGMOID"]),
    center=FRACTIONS,
    width=st.floats(1, 1e6),
    values=st.lists(FRACTIONS, min_size=2, max_size=20),
    inverts=st.booleans(),
)
def test_windows_are_monotonic_and_stay_in_range(
    function: str, center: float, width: float, values: list[float], *, inverts: bool
) -> None:
    ordered = np.sort(np.array(values))
    shown = to_display(
        ordered, Rescale(), VoiWindow(center, width, function), np.dtype("u2"), inverts=inverts
    )
    steps = np.diff(shown.astype(int))
    assert (steps <= 0).all() if inverts else (steps >= 0).all()


def test_another_window_can_be_put_in_place_of_the_first() -> None:
    values = np.array([0.0, 50.0, 100.0])
    for voi, wanted in (
        (VoiWindow(50, 100, "LINEAR_EXACT"), [0, 128, 255]),
        (ValueRange(0, 50), [0, 255, 255]),
        (LookupTable(0, np.array([0.0, 255.0]), 8), [0, 255, 255]),
    ):
        shown = to_display(values, Rescale(), voi, np.dtype("u1"), inverts=False)
        assert shown.tolist() == wanted

"""Colours of DICOM files against the equations of the standard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from engine.errors import DamagedFileError, UnsupportedFormatError
from engine.readers.dispatch import read_file
from tests.fakes.dicom_maker import dataset_of, ramp, write


def colours() -> NDArray[np.uint8]:
    """Return a picture of many colours, shape (16, 32, 3)."""
    return np.random.default_rng(7).integers(0, 256, (16, 32, 3)).astype(np.uint8)


def ybr_full_of(rgb: NDArray[Any]) -> NDArray[np.uint8]:
    """PS3.3 C.7.6.3.1.2, YBR_FULL, as it is printed."""
    red, green, blue = np.moveaxis(rgb.astype(float), -1, 0)
    luma = 0.2990 * red + 0.5870 * green + 0.1140 * blue
    cb = -0.1687 * red - 0.3313 * green + 0.5000 * blue + 128
    cr = 0.5000 * red - 0.4187 * green - 0.0813 * blue + 128
    return np.clip(np.rint(np.stack([luma, cb, cr], -1)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("planar", [0, 1])
@pytest.mark.parametrize("photometric", ["RGB", "YBR_FULL"])
def test_colours_survive_in_either_planar_configuration(
    tmp_path: Path, photometric: str, planar: int
) -> None:
    rgb = colours()
    stored = ybr_full_of(rgb) if photometric == "YBR_FULL" else rgb
    dataset = dataset_of(
        stored, SamplesPerPixel=3, PhotometricInterpretation=photometric, PlanarConfiguration=planar
    )
    dataset["PixelData"].value = (np.moveaxis(stored, -1, 0) if planar else stored).tobytes()
    scan = read_file(write(dataset, tmp_path / "colour.dcm"))
    largest = np.abs(scan.frame().astype(int) - rgb).max()
    assert largest <= (2 if photometric == "YBR_FULL" else 0)


def test_12_bit_colours_use_the_full_scale(tmp_path: Path) -> None:
    stored = np.stack([ramp(0, 4096, "u2")] * 3, axis=-1)
    dataset = dataset_of(
        stored,
        SamplesPerPixel=3,
        PhotometricInterpretation="RGB",
        PlanarConfiguration=0,
        BitsStored=12,
    )
    scan = read_file(write(dataset, tmp_path / "12.dcm"))
    assert scan.pixels.dtype == np.uint16
    assert np.abs(scan.frame() / 65535 - stored / 4095).max() < 1 / 65535


def palette_dataset(bits: int, entries: NDArray[Any], first: int = 0) -> Dataset:
    dataset = dataset_of(ramp(0, 256, "u1"), PhotometricInterpretation="PALETTE COLOR")
    for index, colour in enumerate(("Red", "Green", "Blue")):
        start = f"{colour}PaletteColorLookupTable"
        setattr(dataset, start + "Descriptor", [len(entries), first, bits])
        setattr(dataset, start + "Data", np.ascontiguousarray(entries[:, index]).tobytes())
    return dataset


def test_a_16_bit_palette_keeps_its_depth(tmp_path: Path) -> None:
    entries = np.random.default_rng(1).integers(0, 65536, (256, 3)).astype("<u2")
    scan = read_file(write(palette_dataset(16, entries), tmp_path / "palette.dcm"))
    assert scan.pixels.dtype == np.uint16
    assert np.array_equal(scan.frame().reshape(-1, 3), entries)


def test_a_palette_of_8_bits_in_16_becomes_8(tmp_path: Path) -> None:
    narrow = np.random.default_rng(1).integers(0, 256, (256, 3))
    scan = read_file(
        write(palette_dataset(16, (narrow << 8).astype("<u2")), tmp_path / "palette.dcm")
    )
    assert scan.pixels.dtype == np.uint8
    assert np.array_equal(scan.frame().reshape(-1, 3), narrow)


def test_indices_outside_a_palette_get_its_ends(tmp_path: Path) -> None:
    entries = np.array([[1, 2, 3], [4, 5, 6]], np.uint8)
    scan = read_file(write(palette_dataset(8, entries, first=10), tmp_path / "palette.dcm"))
    shown = scan.frame().reshape(-1, 3)
    assert shown[[0, 10, 11, 255]].tolist() == [[1, 2, 3], [1, 2, 3], [4, 5, 6], [4, 5, 6]]


def test_a_short_palette_is_damage(tmp_path: Path) -> None:
    dataset = palette_dataset(16, np.zeros((256, 3), "<u2"))
    dataset.GreenPaletteColorLookupTableData = b"\x00" * 100
    with pytest.raises(DamagedFileError, match="palette"):
        read_file(write(dataset, tmp_path / "palette.dcm"))


def test_an_unknown_photometric_interpretation_is_refused(tmp_path: Path) -> None:
    dataset = dataset_of(
        colours(), SamplesPerPixel=3, PhotometricInterpretation="HSV", PlanarConfiguration=0
    )
    with pytest.raises(UnsupportedFormatError):
        read_file(write(dataset, tmp_path / "hsv.dcm"))

"""Colour pipeline of DICOM: palettes, YBR_FULL and deep samples to RGB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut

from engine.errors import DamagedFileError, UnsupportedFormatError
from engine.messages import dicom, hints, preparation
from engine.messages.message import Message
from engine.readers.dicom.pixels import StoredPixels
from engine.readers.dicom.values import numbers, value
from engine.readers.raster.common import scale_to_16_bits

_PALETTE_COLOURS = ("Red", "Green", "Blue")
# Bits after the binary point: rounding errors stay far below one grey level.
_FIXED_POINT = 16


def display_colour(
    dataset: Dataset, stored: StoredPixels, path: Path
) -> tuple[NDArray[Any], tuple[Message, ...]]:
    """Turn stored colours into RGB.

    Parameters
    ----------
    dataset : Dataset
        For the palette.
    stored : StoredPixels
        ``PALETTE COLOR`` with shape (frames, rows, columns); ``RGB``, ``YBR_FULL`` or
        ``YBR_FULL_422`` (its samples already doubled) with shape (frames, rows, columns, 3).
    path : Path
        For errors.

    Returns
    -------
    pixels : ndarray of uint8 or uint16
        Shape (frames, rows, columns, 3), at full scale.
    steps : tuple of Message
        The conversions, in their order.
    """
    if stored.photometric == "PALETTE COLOR":
        return _apply_palette(dataset, stored.values, path), (preparation.PALETTE,)
    samples, steps = _to_full_scale(stored.values, stored.bits_stored)
    if stored.photometric.startswith("YBR"):
        if samples.dtype != np.uint8:
            raise UnsupportedFormatError(dicom.UNKNOWN_COLOURS, hints.EXPORT_GREY_OR_RGB, path)
        converted = preparation.TO_RGB(photometric=stored.photometric)
        return ybr_full_to_rgb(samples), (*steps, converted)
    return samples, steps


def ybr_full_to_rgb(samples: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Convert YBR_FULL to RGB, the inverse of PS3.3 C.7.6.3.1.2, rounded and clipped.

    Parameters
    ----------
    samples : ndarray of uint8
        Shape (frames, rows, columns, 3).
    """
    half = 1 << (_FIXED_POINT - 1)
    centred = np.arange(256, dtype=np.float64) - 128.0

    def scaled(factor: float) -> NDArray[np.int32]:
        return np.rint(centred * factor * (1 << _FIXED_POINT)).astype(np.int32)

    red_of_cr, blue_of_cb = scaled(1.402), scaled(1.772)
    green_of_cb = scaled(-0.114 * 1.772 / 0.587)
    green_of_cr = scaled(-0.299 * 1.402 / 0.587)
    rgb = np.empty_like(samples)
    for index, frame in enumerate(samples):
        luma = (frame[..., 0].astype(np.int32) << _FIXED_POINT) + half
        cb, cr = frame[..., 1], frame[..., 2]
        for channel, wide in enumerate(
            (luma + red_of_cr[cr], luma + green_of_cb[cb] + green_of_cr[cr], luma + blue_of_cb[cb])
        ):
            rgb[index, ..., channel] = np.clip(wide >> _FIXED_POINT, 0, 255)
    return rgb


def _to_full_scale(samples: NDArray[Any], bits: int) -> tuple[NDArray[Any], tuple[Message, ...]]:
    unsigned = samples.view(f"u{samples.dtype.itemsize}")
    if bits in (8, 16) and samples.dtype.itemsize == bits // 8:
        return unsigned, ()
    if bits > 16:
        cut = (unsigned >> np.uint32(bits - 16)).astype(np.uint16)
        return cut, (preparation.CUT_TO_16(bits=bits),)
    scaled = scale_to_16_bits(unsigned, bits)
    steps = (preparation.SCALED(bits=bits),)
    # 65535 is 257 times 255.
    return (scaled if bits > 8 else (scaled // 257).astype(np.uint8)), steps


def _apply_palette(dataset: Dataset, indices: NDArray[Any], path: Path) -> NDArray[Any]:
    """Apply a palette (PS3.3 C.7.6.3.1.5), segmented or not, of 8 or 16 bits."""
    for colour in _PALETTE_COLOURS:
        _check_palette(dataset, colour, path)
    try:
        rgb = np.stack([apply_color_lut(frame, dataset) for frame in indices])
    except (ValueError, TypeError, LookupError, AttributeError, NotImplementedError) as error:
        raise _bad_palette(path) from error
    return _narrowed(rgb)


def _check_palette(dataset: Dataset, colour: str, path: Path) -> None:
    descriptor = numbers(dataset, f"{colour}PaletteColorLookupTableDescriptor")
    if len(descriptor) != 3:
        raise _bad_palette(path)
    data = value(dataset, f"{colour}PaletteColorLookupTableData")
    # 0 stands for 2^16 entries (PS3.3 C.7.6.3.1.5).
    count = int(descriptor[0]) & 0xFFFF or 1 << 16
    if isinstance(data, bytes):
        # Each entry has 8 or 16 bits as the descriptor says; a shorter table would be guesswork.
        if len(data) < count * (2 if descriptor[2] > 8 else 1):
            raise _bad_palette(path)
    elif data is None and f"Segmented{colour}PaletteColorLookupTableData" not in dataset:
        raise _bad_palette(path)


def _bad_palette(path: Path) -> DamagedFileError:
    return DamagedFileError(dicom.PALETTE_INCOMPLETE, hints.EXPORT_AGAIN, path)


def _narrowed(rgb: NDArray[Any]) -> NDArray[Any]:
    """Return a 16-bit palette's colours as 8 bits where they hold no more than that."""
    if rgb.dtype != np.uint16:
        return rgb
    # Entries of 8 bits are written to the lower byte, to the upper byte, or to both.
    low, high = rgb & np.uint16(0xFF), rgb >> np.uint16(8)
    if not high.any():
        return low.astype(np.uint8)
    if not low.any() or (low == high).all():
        return high.astype(np.uint8)
    return rgb

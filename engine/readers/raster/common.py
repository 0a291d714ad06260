"""Common part of the raster readers: from decoded samples to a scan."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import DamagedFileError
from engine.messages import hints, preparation, raster
from engine.messages.message import Message
from engine.scan import Scan

# Depths of devices that write their values unscaled into a 16-bit picture.
_DEVICE_BITS = (8, 10, 12, 14)

# Each EXIF orientation (TIFF 6.0 tag 274) as quarter turns anticlockwise and a left-right mirror
# before them.
_TURNS_AND_MIRROR = {
    2: (0, True),
    3: (2, False),
    4: (2, True),
    5: (1, True),
    6: (3, False),
    7: (3, True),
    8: (1, False),
}


@dataclass(slots=True)
class Picture:
    """Decoded picture on its way to a scan.

    Attributes
    ----------
    samples : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, channels): 2 channels are grey and alpha, 3 are
        RGB, 4 are RGB and alpha.
    steps, warnings : list of Message
        As in `engine.scan.Scan`.
    """

    samples: NDArray[Any]
    steps: list[Message] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


def damaged(path: Path, what: Message) -> DamagedFileError:
    """Return the error of a damaged picture, for the sentence that says what is wrong."""
    return DamagedFileError(what, hints.COPY_AGAIN, path)


def scan_from_picture(picture: Picture, path: Path, file_format: str, orientation: int = 1) -> Scan:
    """Finish a picture: widen dark 16-bit values, remove transparency, turn it upright.

    Parameters
    ----------
    picture : Picture
        As decoded; its lists are extended.
    path : Path
        Where it was read from.
    file_format : str
        For `engine.scan.Scan.file_format`.
    orientation : int
        EXIF orientation; anything but 2 to 8 leaves the picture as it is.
    """
    widen_device_range(picture)
    remove_alpha(picture)
    upright = turn_upright(picture.samples, orientation)
    if upright is not picture.samples:
        picture.steps.append(preparation.TURNED(orientation=orientation))
    pixels = np.ascontiguousarray(upright)[np.newaxis]
    pixels.flags.writeable = False
    return Scan(
        path=path,
        pixels=pixels,
        file_format=file_format,
        steps=tuple(picture.steps),
        warnings=tuple(picture.warnings),
    )


def widen_device_range(picture: Picture) -> None:
    """Scale values of 8, 10, 12 or 14 bits in a 16-bit picture to its full scale.

    Cameras and converters store their values unscaled; shown as they are, 12 bits are nearly black.
    """
    if picture.samples.dtype != np.uint16:
        return
    colour = picture.samples if picture.samples.ndim == 2 else picture.samples[..., :3]
    if picture.samples.ndim == 3 and picture.samples.shape[2] == 2:
        colour = picture.samples[..., :1]
    largest = int(colour.max())
    bits = next((bits for bits in _DEVICE_BITS if largest < 1 << bits), 16)
    if largest == 0 or bits == 16:
        return
    scaled = scale_to_16_bits(colour, bits)
    if colour.shape == picture.samples.shape:
        picture.samples = scaled
    else:
        picture.samples = np.concatenate([scaled, picture.samples[..., colour.shape[2] :]], axis=2)
    picture.steps.append(preparation.SCALED_IN_16(bits=bits))
    picture.warnings.append(raster.BRIGHTENED(bits=bits))


def scale_to_16_bits(samples: NDArray[Any], bits: int) -> NDArray[np.uint16]:
    """Scale values from 0 to ``2**bits - 1`` to values from 0 to 65535, rounded."""
    full = (1 << bits) - 1
    table = (np.arange(full + 1, dtype=np.uint64) * 65535 + full // 2) // full
    return np.asarray(table.astype(np.uint16)[samples])


def remove_alpha(picture: Picture) -> None:
    """Lay a transparent picture on black; an opaque alpha channel is dropped."""
    samples = picture.samples
    if samples.ndim == 2 or samples.shape[2] not in (2, 4):
        return
    colour, alpha = samples[..., :-1], samples[..., -1:]
    full = int(np.iinfo(samples.dtype).max)
    if int(alpha.min()) < full:
        wide = colour.astype(np.uint32) * alpha.astype(np.uint32) + np.uint32(full // 2)
        colour = (wide // np.uint32(full)).astype(samples.dtype)
        picture.steps.append(preparation.LAID_ON_BLACK)
        picture.warnings.append(raster.TRANSPARENT)
    picture.samples = colour[..., 0] if colour.shape[2] == 1 else colour


def turn_upright(samples: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Apply an EXIF orientation to a picture of shape (rows, columns) or (rows, columns, 3)."""
    if orientation not in _TURNS_AND_MIRROR:
        return samples
    turns, mirrored = _TURNS_AND_MIRROR[orientation]
    return np.rot90(samples[:, ::-1] if mirrored else samples, turns)

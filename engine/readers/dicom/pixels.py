"""Stored values of a DICOM data set, decoded from its pixel data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import UID, RLELossless

from engine.errors import DamagedFileError, UnsupportedFormatError
from engine.messages import dicom, hints
from engine.readers.dicom import imagecodecs_plugin
from engine.readers.dicom.values import integer, text
from engine.readers.limits import check_picture_size

imagecodecs_plugin.register()

_GREY = ("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR")
_COLOUR = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_RCT", "YBR_ICT")
# The decoder undoes these two transforms itself (PS3.5 8.2.4).
_RGB_ONCE_DECODED = ("YBR_RCT", "YBR_ICT")


@dataclass(frozen=True, slots=True)
class StoredPixels:
    """Decoded values before the grey or the colour pipeline.

    Attributes
    ----------
    values : ndarray
        Shape (frames, rows, columns) or (frames, rows, columns, 3), with the integer type of Bits
        Allocated and Pixel Representation, or a float type.
    photometric : str
        Photometric Interpretation of ``values``, corrected by what the compressed stream says.
    bits_stored : int
        Significant bits of a value; 0 for floats.
    """

    values: NDArray[Any]
    photometric: str
    bits_stored: int


def decode_pixels(dataset: Dataset, transfer_syntax: UID, path: Path) -> StoredPixels:
    """Check the header of the picture, then decode all its frames.

    Raises
    ------
    DamagedFileError, TooLargeError, UnsupportedFormatError
    """
    photometric = _check_header(dataset, path)
    frames = max(1, integer(dataset, "NumberOfFrames", 1))
    plugin = "pydicom" if transfer_syntax == RLELossless else imagecodecs_plugin.PLUGIN
    try:
        decoder = get_decoder(transfer_syntax)
    except NotImplementedError as error:
        raise UnsupportedFormatError(
            dicom.UNKNOWN_COMPRESSION, dicom.EXPORT_KNOWN_COMPRESSION, path
        ) from error
    decoded: NDArray[Any] | None = None
    count = 0
    try:
        # raw: the colour pipeline converts the colours.
        found = decoder.iter_array(
            dataset, raw=True, decoding_plugin=plugin, allow_excess_frames=False
        )
        for count, (frame, properties) in enumerate(islice(found, frames), start=1):
            if decoded is None:
                decoded = np.empty((frames, *frame.shape), frame.dtype)
                photometric = str(properties["photometric_interpretation"])
            decoded[count - 1] = frame
    except MemoryError:
        raise
    except Exception as error:  # codecs and parsers raise anything on hostile bytes
        raise _damaged(path, count) from error
    if decoded is None or count < frames:
        raise _damaged(path, count)
    if photometric in _RGB_ONCE_DECODED:
        photometric = "RGB"
    is_float = decoded.dtype.kind == "f"
    return StoredPixels(decoded, photometric, 0 if is_float else _bits_stored(dataset))


def _damaged(path: Path, count: int) -> DamagedFileError:
    return DamagedFileError(dicom.FRAME_DAMAGED(frame=count + 1), hints.COPY_AGAIN, path)


def _bits_stored(dataset: Dataset) -> int:
    return integer(dataset, "BitsStored", integer(dataset, "BitsAllocated", 8))


def _check_header(dataset: Dataset, path: Path) -> str:
    """Refuse a header that no scan can have; return its Photometric Interpretation."""
    photometric = (text(dataset, "PhotometricInterpretation") or "").upper()
    samples = integer(dataset, "SamplesPerPixel", 1)
    allocated = integer(dataset, "BitsAllocated", 8)
    check_picture_size(
        integer(dataset, "Rows"),
        integer(dataset, "Columns"),
        path,
        frames=max(1, integer(dataset, "NumberOfFrames", 1)),
        bytes_per_pixel=max(1, samples) * max(1, allocated // 8),
    )
    if photometric not in (_COLOUR if samples == 3 else _GREY):
        raise UnsupportedFormatError(dicom.UNKNOWN_COLOURS, hints.EXPORT_GREY_OR_RGB, path)
    if "PixelData" in dataset and not 1 <= _bits_stored(dataset) <= allocated:
        raise DamagedFileError(dicom.DEPTH_CONTRADICTORY, hints.EXPORT_AGAIN, path)
    return photometric

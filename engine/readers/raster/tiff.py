"""TIFF reader: grey, palette and RGB, 8 and 16 bits, uncompressed or losslessly compressed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from engine.errors import UnsupportedFormatError
from engine.messages import hints, preparation, raster
from engine.readers.limits import check_picture_size
from engine.readers.raster.common import Picture, damaged, scan_from_picture
from engine.readers.raster.exif import ORIENTATION, TiffDirectoryError, read_directory
from engine.scan import Scan

# Tags and values of TIFF 6.0, section 8.
_COLUMNS, _ROWS, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_SAMPLES, _COLOUR_MAP, _SAMPLE_FORMAT = 277, 320, 339
_NONE, _LZW, _DEFLATE, _OLD_DEFLATE, _PACKBITS = 1, 5, 8, 32946, 32773
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE = 0, 1, 2, 3


def read_tiff(path: Path) -> Scan:
    """Read the first picture of a TIFF file.

    Raises
    ------
    DamagedFileError, TooLargeError, UnsupportedFormatError
    """
    data = path.read_bytes()
    try:
        fields = read_directory(data)
    except TiffDirectoryError as error:
        raise damaged(path, raster.TIFF_NO_HEADER) from error
    rows, columns = _first(fields, _ROWS, 0), _first(fields, _COLUMNS, 0)
    samples = _first(fields, _SAMPLES, 1)
    bits = _first(fields, _BITS, 1)
    check_picture_size(rows, columns, path, bytes_per_pixel=samples * (2 if bits > 8 else 1))
    _check_kind(fields, path)
    try:
        decoded = np.asarray(imagecodecs.tiff_decode(data, index=0))
    except (RuntimeError, ValueError, IndexError) as error:
        raise damaged(path, raster.TIFF_DAMAGED) from error
    if decoded.shape[:2] != (rows, columns) or decoded.ndim > 3:
        raise damaged(path, raster.TIFF_OTHER_SIZE)
    picture = _as_displayed(decoded, fields, path)
    if fields[0] != (0,):
        picture.warnings.append(raster.TIFF_SEVERAL)
    return scan_from_picture(picture, path, "TIFF", _first(fields, ORIENTATION, 1))


def _first(fields: dict[int, tuple[int, ...]], tag: int, default: int) -> int:
    values = fields.get(tag, ())
    return values[0] if values else default


def _check_kind(fields: dict[int, tuple[int, ...]], path: Path) -> None:
    compression = _first(fields, _COMPRESSION, _NONE)
    readable = (
        compression in (_NONE, _LZW, _DEFLATE, _OLD_DEFLATE, _PACKBITS)
        and _first(fields, _PHOTOMETRIC, -1) in (_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE)
        and set(fields.get(_BITS, (1,))) in ({1}, {8}, {16})
        and _first(fields, _SAMPLES, 1) in (1, 2, 3, 4)
        and set(fields.get(_SAMPLE_FORMAT, (1,))) == {1}
    )
    if not readable:
        raise UnsupportedFormatError(raster.TIFF_COMPRESSION, hints.SAVE_AS_PNG, path)


def _as_displayed(decoded: NDArray[Any], fields: dict[int, tuple[int, ...]], path: Path) -> Picture:
    if decoded.dtype == np.bool_:
        decoded = decoded.astype(np.uint8) * np.uint8(255)
    picture = Picture(decoded)
    photometric = _first(fields, _PHOTOMETRIC, _BLACK_IS_ZERO)
    if decoded.ndim == 3 and decoded.shape[2] == 1:
        picture.samples = decoded[..., 0]
    if photometric == _PALETTE:
        picture.samples = _apply_palette(picture.samples, fields.get(_COLOUR_MAP, ()), path)
        picture.steps.append(preparation.PALETTE)
    elif photometric == _WHITE_IS_ZERO:
        picture.samples = np.iinfo(decoded.dtype).max - picture.samples
        picture.steps.append(preparation.WHITE_IS_ZERO)
    return picture


def _apply_palette(indices: NDArray[Any], entries: tuple[int, ...], path: Path) -> NDArray[Any]:
    if indices.ndim != 2 or indices.dtype != np.uint8 or len(entries) != 3 * 256:
        raise damaged(path, raster.TIFF_PALETTE)
    table = np.array(entries, np.uint16).reshape(3, 256).T
    # The format asks for entries of 16 bits; old writers left those of 8 bits unscaled.
    narrow = table if int(table.max()) < 256 else table // 256
    return np.asarray(narrow.astype(np.uint8)[indices])

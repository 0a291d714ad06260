"""BMP reader: uncompressed pictures of 1 to 32 bits."""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np

from engine.errors import UnsupportedFormatError
from engine.messages import hints, raster
from engine.readers.limits import check_picture_size
from engine.readers.raster.common import Picture, damaged, scan_from_picture
from engine.scan import Scan

_OLD_HEADER = 12
_UNCOMPRESSED, _RLE8, _RLE4, _BIT_FIELDS = 0, 1, 2, 3


def read_bmp(path: Path) -> Scan:
    """Read a BMP file; a fourth channel, which most writers leave undefined, is dropped.

    Raises
    ------
    DamagedFileError, TooLargeError, UnsupportedFormatError
    """
    data = path.read_bytes()
    rows, columns = _check_header(data, path)
    samples = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_ANYCOLOR)
    if samples is None or samples.shape[:2] != (rows, columns):
        raise damaged(path, raster.BMP_DAMAGED)
    if samples.ndim == 3:
        samples = cv2.cvtColor(samples, cv2.COLOR_BGR2RGB)
    return scan_from_picture(Picture(np.asarray(samples)), path, "BMP")


def _check_header(data: bytes, path: Path) -> tuple[int, int]:
    """Return rows and columns of a header that the file has room for."""
    if len(data) < 54:
        raise damaged(path, raster.BMP_HEADER_CUT)
    start, header = struct.unpack_from("<II", data, 10)
    compression = _UNCOMPRESSED
    if header == _OLD_HEADER:
        columns, rows, _, bits = struct.unpack_from("<HHHH", data, 18)
    else:
        columns, rows, _, bits, compression = struct.unpack_from("<iiHHI", data, 18)
    rows = abs(rows)
    check_picture_size(rows, columns, path, bytes_per_pixel=4)
    if compression not in (_UNCOMPRESSED, _BIT_FIELDS) or bits not in (1, 4, 8, 16, 24, 32):
        # A run-length picture may end anywhere, so a cut-off file would pass for a whole one.
        raise UnsupportedFormatError(raster.BMP_COMPRESSION, hints.SAVE_AS_PNG, path)
    row_bytes = (columns * bits + 31) // 32 * 4
    if start + row_bytes * rows > len(data):
        raise damaged(path, raster.BMP_CUT)
    return rows, columns

"""Grey pictures in the binary PGM format, which mini-MIAS is published in.

Read with numpy rather than with Pillow, which takes seconds for each million pixels whose largest
value is neither 255 nor 65535 (12-bit scans), and would make a hostile file expensive.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

_SPACE = rb"(?:\s|#[^\n]*\n)+"
_HEADER = re.compile(
    rb"P5" + _SPACE + rb"(\d{1,6})" + _SPACE + rb"(\d{1,6})" + _SPACE + rb"(\d{1,5})\s"
)
_HEADER_BYTES = 1024
_MOST_PIXELS = 100_000_000


class PgmError(ValueError):
    """The bytes are no binary PGM picture, or not a whole one."""


def parse_pgm(data: bytes) -> NDArray[np.uint8]:
    """Decode a binary PGM picture (Netpbm "P5"), stretched to 8 bits.

    Returns
    -------
    ndarray of uint8
        Shape (rows, columns); the file's largest possible value becomes 255.

    Raises
    ------
    PgmError
        If the header is none, announces an implausible size, or the pixels are not all there.
    """
    columns, rows, largest, start = _header(data)
    wide = largest > 255
    count = rows * columns
    if len(data) - start < count * (2 if wide else 1):
        raise PgmError("the picture is cut off")
    # Netpbm: values of two bytes have the most significant byte first.
    values = np.frombuffer(data, ">u2" if wide else np.uint8, count, start).reshape(rows, columns)
    if largest == 255:
        return np.asarray(values, np.uint8).copy()
    return np.asarray(np.minimum(values.astype(np.uint32) * 255 // largest, 255), np.uint8)


def _header(data: bytes) -> tuple[int, int, int, int]:
    found = _HEADER.match(data[:_HEADER_BYTES])
    if found is None:
        raise PgmError("this is no binary PGM picture")
    columns, rows, largest = (int(number) for number in found.groups())
    if not (0 < columns * rows <= _MOST_PIXELS and 0 < largest < 65536):
        raise PgmError("the header announces an implausible picture")
    return columns, rows, largest, found.end()

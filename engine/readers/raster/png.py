"""PNG reader: every bit depth and colour type; the first picture of an animated file."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import imagecodecs
import numpy as np

from engine.errors import DamagedFileError
from engine.messages import raster
from engine.readers.limits import check_picture_size
from engine.readers.raster.common import Picture, damaged, scan_from_picture
from engine.readers.raster.exif import orientation_of
from engine.scan import Scan

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Samples of a pixel for each colour type, palette and transparency expanded (PNG 11.2.2).
_SAMPLES = {0: 2, 2: 4, 3: 4, 4: 2, 6: 4}
_NEEDED = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))


@dataclass(slots=True)
class _PngFile:
    needed: list[bytes] = field(default_factory=lambda: [_SIGNATURE])
    exif: bytes | None = None
    is_animated: bool = False
    has_data: bool = False
    has_end: bool = False


def read_png(path: Path) -> Scan:
    """Read a PNG file.

    Raises
    ------
    DamagedFileError
        Also when any checksum is wrong or the end is missing.
    """
    data = path.read_bytes()
    _check_header(data, path)
    file = _collect_chunks(data, path)
    try:
        # Only the chunks that make the picture: compressed text and profiles may be bombs too.
        samples = np.asarray(imagecodecs.png_decode(b"".join(file.needed)))
    except (RuntimeError, ValueError) as error:
        raise damaged(path, raster.PNG_DAMAGED) from error
    picture = Picture(samples)
    if file.is_animated:
        picture.warnings.append(raster.PNG_ANIMATED)
    return scan_from_picture(picture, path, "PNG", orientation_of(file.exif))


def _check_header(data: bytes, path: Path) -> None:
    if data[12:16] != b"IHDR" or len(data) < 33:
        raise damaged(path, raster.PNG_NO_HEADER)
    columns, rows, depth, colour = struct.unpack(">IIBB", data[16:26])
    if colour not in _SAMPLES or depth not in (1, 2, 4, 8, 16):
        raise damaged(path, raster.PNG_UNKNOWN_KIND)
    sample_bytes = 2 if depth == 16 else 1
    check_picture_size(rows, columns, path, bytes_per_pixel=_SAMPLES[colour] * sample_bytes)


def _collect_chunks(data: bytes, path: Path) -> _PngFile:
    file = _PngFile()
    for kind, body, chunk in _chunks(data, path):
        if kind in _NEEDED:
            file.needed.append(chunk)
        if kind == b"IDAT":
            file.has_data = True
        elif kind == b"acTL":
            file.is_animated = True
        elif kind == b"eXIf":
            file.exif = body
        elif kind == b"IEND":
            file.has_end = True
            break
    if not (file.has_data and file.has_end):
        raise damaged(path, raster.PNG_CUT)
    return file


def _chunks(data: bytes, path: Path) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield kind, body and whole of each chunk, checksums verified (PNG 5.3)."""
    place = len(_SIGNATURE)
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        end = place + 12 + length
        if end > len(data):
            raise damaged(path, raster.PNG_CUT)
        chunk = data[place:end]
        # Checked for every chunk, since decoders differ in what they do about a wrong checksum.
        if zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise _wrong_checksum(path)
        yield chunk[4:8], chunk[8:-4], chunk
        place = end


def _wrong_checksum(path: Path) -> DamagedFileError:
    return damaged(path, raster.PNG_CHECKSUM)

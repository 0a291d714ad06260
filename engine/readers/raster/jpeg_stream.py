"""Markers of a JPEG stream: what it announces, and whether it is complete (ITU-T T.81 B)."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Inside entropy-coded data FF is followed by 00 or a restart marker; anything else ends the scan.
_NEXT_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
# JPEG-LS stuffs a bit and not a byte, so that only FF80 and above are markers (ITU-T T.87 C.2).
_NEXT_MARKER_JPEG_LS = re.compile(rb"\xff+([\x80-\xcf\xd8-\xfe])")
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}
_STANDALONE = frozenset((0x01, 0xD8, *range(0xD0, 0xD8)))
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9

LOSSLESS = 3
JPEG_LS = 0x37
# Progressive pictures have about ten scans; each costs a pass over all coefficients.
_MAX_SCANS = 500


class JpegStreamError(ValueError):
    """The stream is no JPEG, announces nothing, contradicts itself, or never ends."""


@dataclass(slots=True)
class JpegStream:
    """Announcements of the markers of one JPEG stream.

    Attributes
    ----------
    process : int
        n of the SOFn marker: 0 baseline, 1 extended, 2 progressive, 3 lossless, 0x37 JPEG-LS.
    precision : int
        Bits of a sample.
    rows, columns, components : int
        Size as announced, unchecked.
    exif : bytes or None
        The TIFF structure of the EXIF block.
    adobe_transform : int or None
        Of the Adobe APP14 block: 0 no colour transform, 1 YCbCr, 2 YCCK.
    has_jfif : bool
        Whether there is a JFIF block, which implies YCbCr for three components.
    scans : int
        Number of scans begun.
    end : int
        Offset of the end marker that follows the last scan; -1 where there is none.
    """

    process: int = -1
    precision: int = 0
    rows: int = 0
    columns: int = 0
    components: int = 0
    exif: bytes | None = None
    adobe_transform: int | None = None
    has_jfif: bool = False
    scans: int = 0
    end: int = -1

    @property
    def is_complete(self) -> bool:
        """True if an end marker follows the last scan."""
        return self.end >= 0

    @property
    def is_dct(self) -> bool:
        """True for baseline, extended and progressive, Huffman or arithmetic."""
        return self.process in (0, 1, 2, 9, 10)


def inspect_jpeg(data: bytes) -> JpegStream:
    """Walk over the markers of a JPEG stream without decoding it.

    Stray bytes between segments are skipped, as decoders do.

    Parameters
    ----------
    data : bytes
        From the start-of-image marker on.

    Raises
    ------
    JpegStreamError
        If it does not start as a JPEG, announces no frame or two of them, or has hundreds of
        scans, which would keep a decoder busy for minutes.
    """
    if not data.startswith(b"\xff\xd8"):
        raise JpegStreamError("no start of image")
    stream = JpegStream()
    place = 2
    markers = _NEXT_MARKER
    while (found := markers.search(data, place)) is not None:
        marker, place = found.group(1)[0], found.end()
        if marker in _STANDALONE:
            continue
        if marker == _END_OF_IMAGE:
            stream.end = found.start() if stream.scans else -1
            break
        length = int.from_bytes(data[place : place + 2], "big")
        _note_segment(stream, marker, data[place + 2 : place + length])
        place += max(length, 2)
        if stream.process == JPEG_LS:
            markers = _NEXT_MARKER_JPEG_LS
    if stream.process < 0:
        raise JpegStreamError("no frame is announced")
    return stream


def _note_segment(stream: JpegStream, marker: int, body: bytes) -> None:
    if marker in _START_OF_FRAME:
        _note_frame(stream, marker, body)
    elif marker == _START_OF_SCAN:
        stream.scans += 1
        if stream.scans > _MAX_SCANS:
            raise JpegStreamError("too many scans")
    elif marker == 0xE0 and body.startswith(b"JFIF\x00"):
        stream.has_jfif = True
    elif marker == 0xE1 and body.startswith(b"Exif\x00") and stream.exif is None:
        stream.exif = body[6:]
    elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
        stream.adobe_transform = body[11]


def _note_frame(stream: JpegStream, marker: int, body: bytes) -> None:
    if stream.process >= 0:
        raise JpegStreamError("two frames are announced")
    if len(body) < 6:
        raise JpegStreamError("the frame header ends early")
    stream.process = marker - 0xC0
    stream.precision = body[0]
    stream.rows = int.from_bytes(body[1:3], "big")
    stream.columns = int.from_bytes(body[3:5], "big")
    stream.components = body[5]

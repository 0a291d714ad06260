"""JPEG reader: 8-bit and 12-bit, baseline to progressive, grey, colour and CMYK."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from engine.errors import UnsupportedFormatError
from engine.messages import hints, preparation, raster
from engine.readers.limits import check_picture_size
from engine.readers.raster.common import Picture, damaged, scale_to_16_bits, scan_from_picture
from engine.readers.raster.exif import orientation_of
from engine.readers.raster.jpeg_damage import (
    decode_watched,
    depends_on_filler,
    lacks_data,
    made_up_rows,
)
from engine.readers.raster.jpeg_stream import LOSSLESS, JpegStream, JpegStreamError, inspect_jpeg
from engine.scan import Scan


def read_jpeg(path: Path) -> Scan:
    """Read a JPEG file.

    Raises
    ------
    DamagedFileError
        Also when decoders would fill the missing part of the picture with grey.
    UnsupportedFormatError
        For JPEG-LS and lossless colour outside DICOM.
    """
    data = path.read_bytes()
    try:
        stream = inspect_jpeg(data)
    except JpegStreamError as error:
        raise damaged(path, raster.JPEG_EMPTY) from error
    bytes_per_pixel = stream.components * (1 if stream.precision <= 8 else 2)
    check_picture_size(stream.rows, stream.columns, path, bytes_per_pixel=bytes_per_pixel)
    if not stream.is_complete:
        raise damaged(path, raster.JPEG_CUT)
    picture = _decode(data, stream, path)
    if picture.samples.shape[:2] != (stream.rows, stream.columns):
        raise damaged(path, raster.JPEG_OTHER_SIZE)
    return scan_from_picture(picture, path, "JPEG", orientation_of(stream.exif))


def _decode(data: bytes, stream: JpegStream, path: Path) -> Picture:
    if stream.is_dct and stream.precision == 8:
        return _decode_8_bit(data, stream, path)
    is_grey = stream.components == 1
    if (stream.is_dct and stream.precision == 12) or (stream.process == LOSSLESS and is_grey):
        return _decode_deep(data, stream, path)
    raise UnsupportedFormatError(raster.JPEG_COMPRESSION, hints.SAVE_AS_PNG, path)


def _decode_8_bit(data: bytes, stream: JpegStream, path: Path) -> Picture:
    samples, complaint = decode_watched(data, cv2.IMREAD_UNCHANGED)
    if lacks_data(complaint):
        raise damaged(path, raster.JPEG_CUT)
    if samples is None:
        raise damaged(path, raster.JPEG_DAMAGED)
    picture = Picture(samples)
    if samples.ndim == 3:
        picture.samples = cv2.cvtColor(samples, cv2.COLOR_BGR2RGB)
    if stream.components == 4:
        picture.steps.append(preparation.CMYK_TO_RGB)
    if "Corrupt JPEG data" in complaint:
        picture.warnings.append(raster.JPEG_CORRUPT)
    if grey_rows := made_up_rows(samples):
        picture.warnings.append(raster.JPEG_GREY_ROWS(rows=grey_rows))
    return picture


def _decode_deep(data: bytes, stream: JpegStream, path: Path) -> Picture:
    import imagecodecs  # only for the rare deep ones

    try:
        samples = np.asarray(imagecodecs.jpeg8_decode(data))
    except (RuntimeError, ValueError) as error:
        raise damaged(path, raster.JPEG_DAMAGED) from error
    if depends_on_filler(data, stream.end, samples, imagecodecs.jpeg8_decode):
        raise damaged(path, raster.JPEG_CUT)
    if stream.precision <= 8:
        return Picture(samples.astype(np.uint8))
    # A stream may decode to values above its depth, for which the table has no entry.
    deep = scale_to_16_bits(np.minimum(samples, (1 << stream.precision) - 1), stream.precision)
    return Picture(deep, [preparation.SCALED(bits=stream.precision)])

"""Decoding plugin for pydicom over imagecodecs: JPEG, JPEG-LS, JPEG 2000 and HTJ2K.

pydicom calls `decode_frame` for each compressed frame. RLE is left to pydicom itself.
"""

from __future__ import annotations

import struct
from functools import partial
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom import uid
from pydicom.pixels.decoders.base import DecodeRunner, get_decoder

from engine.readers.raster.jpeg_damage import depends_on_filler, entropy_data_is_short
from engine.readers.raster.jpeg_stream import JPEG_LS, LOSSLESS, JpegStream, inspect_jpeg

PLUGIN = "imagecodecs"

_JPEG = (uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit, uid.JPEGLossless, uid.JPEGLosslessSV1)
_JPEG_LS = (uid.JPEGLSLossless, uid.JPEGLSNearLossless)
_JPEG_2000 = (uid.JPEG2000Lossless, uid.JPEG2000)
_HTJ2K = (uid.HTJ2KLossless, uid.HTJ2KLosslessRPCL, uid.HTJ2K)

DECODER_DEPENDENCIES = dict.fromkeys(
    (*_JPEG, *_JPEG_LS, *_JPEG_2000, *_HTJ2K), ("numpy", "imagecodecs")
)
"""The name and shape are pydicom's."""

_START_OF_CODESTREAM_AND_SIZE = b"\xff\x4f\xff\x51"
# libjpeg's names for "components as they are": one, or three that nobody converts.
_COLOUR_SPACE_AS_IS = {1: "GRAYSCALE", 3: "RGB"}


def is_available(syntax: str) -> bool:
    """Tell pydicom whether the plugin decodes a transfer syntax."""
    return syntax in DECODER_DEPENDENCIES


def register() -> None:
    """Make the plugin known to pydicom; may be called more than once."""
    for syntax in DECODER_DEPENDENCIES:
        decoder = get_decoder(syntax)
        if PLUGIN not in decoder.available_plugins:
            decoder.add_plugin(PLUGIN, (__name__, decode_frame.__name__))


def decode_frame(source: bytes, runner: DecodeRunner) -> bytearray:
    """Decode one frame to interleaved samples, colours unconverted.

    Parameters
    ----------
    source : bytes
        The compressed frame.
    runner : DecodeRunner
        pydicom's description of the frame; its ``bits_allocated``, ``planar_configuration`` and,
        where the stream contradicts it, ``photometric_interpretation`` are set.

    Returns
    -------
    bytearray
        Samples in the byte order of this machine; pydicom corrects their signs in place.

    Raises
    ------
    ValueError
        If the stream is incomplete or is of another size than the data set says. imagecodecs
        raises errors of its own for other damage.
    """
    syntax = runner.transfer_syntax
    if syntax in (*_JPEG_2000, *_HTJ2K):
        _check_jpeg_2000_size(source, runner)
        # OpenJPEG also for HTJ2K: OpenJPH lets the white of lossy pictures overflow to black.
        samples = imagecodecs.jpeg2k_decode(source)
    else:
        samples = _decode_jpeg(source, runner)
    expected: tuple[int, ...] = (runner.rows, runner.columns)
    if runner.samples_per_pixel > 1:
        expected = (*expected, runner.samples_per_pixel)
    if samples.shape != expected:
        raise ValueError(f"a frame of {samples.shape} where {expected} was announced")
    runner.set_option("bits_allocated", samples.dtype.itemsize * 8)
    runner.set_option("planar_configuration", 0)
    return bytearray(np.ascontiguousarray(samples).data.cast("B"))


def _check_jpeg_2000_size(source: bytes, runner: DecodeRunner) -> None:
    """Compare the SIZ segment (ITU-T T.800 A.5.1) with the data set before anything is allocated.

    The stream may stand alone or inside JP2 boxes.
    """
    start = source.find(_START_OF_CODESTREAM_AND_SIZE)
    if start < 0:
        raise ValueError("no JPEG 2000 stream")
    right, bottom, left, top = struct.unpack_from(">4I", source, start + 8)
    if (bottom - top, right - left) != (runner.rows, runner.columns):
        raise ValueError("the stream is of another size than the data set says")


def _decode_jpeg(source: bytes, runner: DecodeRunner) -> NDArray[Any]:
    stream = inspect_jpeg(source)
    if (stream.rows, stream.columns) != (runner.rows, runner.columns):
        raise ValueError("the stream is of another size than the data set says")
    if not stream.is_complete:
        raise ValueError("the stream is cut off")
    if stream.process == JPEG_LS:
        return np.asarray(imagecodecs.jpegls_decode(source))
    _trust_adobe_marker(stream, runner)
    is_lossless = stream.process == LOSSLESS
    decode = _lossless if is_lossless else partial(_lossy, components=stream.components)
    if stream.precision == 8 and entropy_data_is_short(source, is_lossless=is_lossless):
        raise ValueError("the stream is cut off")
    samples = decode(source)
    if stream.precision > 8 and depends_on_filler(source, stream.end, samples, decode):
        raise ValueError("the stream is cut off")
    return samples


def _lossless(source: bytes) -> NDArray[Any]:
    return np.asarray(imagecodecs.jpegsof3_decode(source))


def _lossy(source: bytes, components: int) -> NDArray[Any]:
    as_is = _COLOUR_SPACE_AS_IS[components]
    return np.asarray(imagecodecs.jpeg8_decode(source, colorspace=as_is, outcolorspace=as_is))


def _trust_adobe_marker(stream: JpegStream, runner: DecodeRunner) -> None:
    """Let a stream that says what its colours are correct a data set that says otherwise.

    pydicom does the same for JFIF blocks and component names, which come first here.
    """
    if stream.components != 3 or stream.has_jfif or stream.adobe_transform is None:
        return
    says_ybr = str(runner.photometric_interpretation).startswith("YBR")
    if stream.adobe_transform == 1 and not says_ybr:
        runner.set_option("photometric_interpretation", "YBR_FULL")

"""Small intact files of every kind that is read, made by code: what the mutations start from."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.pixels import get_encoder

from tests.fakes.dicom_maker import dataset_of

ROWS, COLUMNS = 72, 88


@dataclass(frozen=True)
class Specimen:
    """An intact file.

    Parameters
    ----------
    name
        What it is, such as ``jpeg-ls 12 bits``.
    data
        Its bytes.
    stream
        Where its codestream lies in them: first byte and the one after the last.
    """

    name: str
    data: bytes
    stream: tuple[int, int]

    @property
    def is_dicom(self) -> bool:
        """Whether it is a DICOM file."""
        return self.data[128:132] == b"DICM"


def smooth(bits: int, channels: int = 1, rows: int = ROWS, columns: int = COLUMNS) -> NDArray[Any]:
    """Return a picture with soft edges that uses the full range of its depth."""
    noise = np.random.default_rng(bits + channels).random((rows, columns, channels), np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), 3).reshape(rows, columns, channels)
    soft = (soft - soft.min()) / (soft.max() - soft.min())
    kind = np.uint8 if bits <= 8 else np.uint16
    return np.squeeze((soft * ((1 << bits) - 1)).astype(kind))


def saved(dataset: Dataset) -> bytes:
    """Return a data set as the bytes of a file."""
    file = io.BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    return file.getvalue()


def compressed(
    picture: NDArray[Any], syntax: str, streams: list[bytes], **attributes: object
) -> bytes:
    """Return a DICOM file whose frames are the streams."""
    dataset = dataset_of(picture, **attributes)
    dataset.file_meta.TransferSyntaxUID = uid.UID(syntax)
    if len(streams) > 1:
        dataset.NumberOfFrames = len(streams)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].value = encapsulate(streams)
    dataset["PixelData"].is_undefined_length = True
    return saved(dataset)


def _colour(photometric: str = "RGB") -> dict[str, Any]:
    return {
        "SamplesPerPixel": 3,
        "PhotometricInterpretation": photometric,
        "PlanarConfiguration": 0,
    }


def _in_dicom(name: str, data: bytes, stream: bytes) -> Specimen:
    start = data.rindex(stream)
    return Specimen(name, data, (start, start + len(stream)))


def _encoders() -> list[tuple[str, str, int, int, Callable[[NDArray[Any]], bytes]]]:
    """Return name, transfer syntax, bits, channels and encoder of each compression."""
    jpeg8, jpegls, jpeg2k = (
        imagecodecs.jpeg8_encode,
        imagecodecs.jpegls_encode,
        imagecodecs.jpeg2k_encode,
    )
    as_is = {"colorspace": "RGB", "outcolorspace": "RGB"}
    return [
        ("jpeg", uid.JPEGBaseline8Bit, 8, 1, jpeg8),
        ("jpeg colour", uid.JPEGBaseline8Bit, 8, 3, lambda a: jpeg8(a, **as_is)),
        (
            "jpeg extended",
            uid.JPEGExtended12Bit,
            12,
            1,
            lambda a: jpeg8(a, bitspersample=12),
        ),
        ("jpeg lossless", uid.JPEGLosslessSV1, 8, 1, lambda a: jpeg8(a, lossless=True)),
        (
            "jpeg lossless deep",
            uid.JPEGLosslessSV1,
            12,
            1,
            lambda a: jpeg8(a, lossless=True, bitspersample=12),
        ),
        ("jpeg-ls", uid.JPEGLSLossless, 8, 1, jpegls),
        ("jpeg-ls deep", uid.JPEGLSLossless, 12, 1, jpegls),
        ("jpeg-ls near", uid.JPEGLSNearLossless, 8, 3, lambda a: jpegls(a, level=2)),
        ("jpeg 2000", uid.JPEG2000Lossless, 8, 1, lambda a: jpeg2k(a, level=0, codecformat="j2k")),
        ("jpeg 2000 deep", uid.JPEG2000, 12, 1, lambda a: jpeg2k(a, level=40, codecformat="j2k")),
        ("jpeg 2000 colour", uid.JPEG2000, 8, 3, lambda a: jpeg2k(a, level=40, codecformat="j2k")),
        ("htj2k", uid.HTJ2KLossless, 8, 1, lambda a: bytes(imagecodecs.htj2k_encode(a))),
    ]


def _compressed_dicom() -> list[Specimen]:
    made = []
    for name, syntax, bits, channels, encode in _encoders():
        picture = smooth(bits, channels)
        stream = bytes(encode(picture))
        attributes = _colour() if channels == 3 else {}
        data = compressed(picture, syntax, [stream], BitsStored=bits, **attributes)
        made.append(_in_dicom(name, data, stream))
    frames = [bytes(imagecodecs.jpeg8_encode(smooth(8) // (n + 1))) for n in range(3)]
    data = compressed(smooth(8), uid.JPEGBaseline8Bit, frames)
    made.append(_in_dicom("jpeg cine", data, frames[1]))
    run_lengths = _run_lengths(smooth(12))
    data = compressed(smooth(12), uid.RLELossless, [run_lengths], BitsStored=12)
    return [*made, _in_dicom("run lengths", data, run_lengths)]


def _run_lengths(picture: NDArray[Any]) -> bytes:
    source = dataset_of(picture, BitsStored=12)
    return get_encoder(uid.RLELossless).encode(source, encoding_plugin="pydicom")


def _plain_dicom() -> list[Specimen]:
    lut = Dataset()
    lut.LUTDescriptor, lut.LUTData = [256, 0, 8], bytes(range(256)) + bytes(range(256))
    table = dict.fromkeys(
        ("RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData"), bytes(512)
    )
    kinds: list[tuple[str, NDArray[Any], dict[str, Any]]] = [
        ("native", smooth(12), {"BitsStored": 12, "WindowCenter": 2048, "WindowWidth": 4096}),
        ("signed", smooth(12).astype("i2") - 2048, {"RescaleSlope": 1, "RescaleIntercept": 2048}),
        ("colour", smooth(8, 3), _colour()),
        ("planes", smooth(8, 3), {**_colour("YBR_FULL"), "PlanarConfiguration": 1}),
        (
            "voi table",
            smooth(8),
            {"VOILUTSequence": [lut], "PhotometricInterpretation": "MONOCHROME1"},
        ),
        ("cine", np.stack([smooth(8)] * 3), {"NumberOfFrames": 3, "FrameTime": 40}),
        (
            "palette",
            smooth(8),
            {
                "PhotometricInterpretation": "PALETTE COLOR",
                **table,
                "BluePaletteColorLookupTableData": bytes(512),
                **{f"{c}PaletteColorLookupTableDescriptor": [256, 0, 16] for c in _CHANNELS},
            },
        ),
        ("groups", np.stack([smooth(12)] * 2), {"NumberOfFrames": 2, **_functional_groups()}),
    ]
    made = []
    for name, values, attributes in kinds:
        dataset = dataset_of(values, **attributes)
        dataset.PatientName, dataset.PatientID = "Muster^Erika", "1"
        made.append(_in_dicom(name, saved(dataset), dataset.PixelData))
    return [*made, _other_encoding("implicit"), _other_encoding("big endian"), _deflated()]


_CHANNELS = ("Red", "Green", "Blue")


def _functional_groups() -> dict[str, Any]:
    def item(**attributes: object) -> Dataset:
        made = Dataset()
        for keyword, value in attributes.items():
            setattr(made, keyword, value)
        return made

    frames = [
        item(FrameVOILUTSequence=[item(WindowCenter=center, WindowWidth=2000)])
        for center in (1000, 3000)
    ]
    values = item(RescaleSlope=2, RescaleIntercept=-5, RescaleType="US")
    shared = item(PixelValueTransformationSequence=[values])
    return {
        "BitsStored": 12,
        "PerFrameFunctionalGroupsSequence": frames,
        "SharedFunctionalGroupsSequence": [shared],
    }


def _other_encoding(name: str) -> Specimen:
    dataset = dataset_of(smooth(12), BitsStored=12)
    is_big = name == "big endian"
    dataset.file_meta.TransferSyntaxUID = (
        uid.ExplicitVRBigEndian if is_big else uid.ImplicitVRLittleEndian
    )
    if is_big:
        dataset["PixelData"].value = smooth(12).byteswap().tobytes()
    return _in_dicom(name, saved(dataset), dataset.PixelData)


def _deflated() -> Specimen:
    plain = saved(dataset_of(smooth(8)))
    dataset = dataset_of(smooth(8))
    dataset.file_meta.TransferSyntaxUID = uid.DeflatedExplicitVRLittleEndian
    data = saved(dataset)
    start = len(data) - len(zlib.compress(plain[400:], wbits=-15))
    return Specimen("deflated", data, (max(400, start), len(data)))


def dicom_specimens() -> list[Specimen]:
    """Return a DICOM file of each transfer syntax and each kind of picture."""
    return [*_plain_dicom(), *_compressed_dicom()]


def picture_specimens() -> list[Specimen]:
    """Return JPEG and PNG files of each kind."""
    jpeg8 = imagecodecs.jpeg8_encode
    coloured = cv2.imencode(".jpg", smooth(8, 3), [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1]
    restarts = cv2.imencode(".jpg", smooth(8, 3), [cv2.IMWRITE_JPEG_RST_INTERVAL, 2])[1]
    files = {
        "jpeg grey": jpeg8(smooth(8)),
        "jpeg progressive": coloured.tobytes(),
        "jpeg restarts": restarts.tobytes(),
        "jpeg 12 bits": jpeg8(smooth(12), bitspersample=12),
        "jpeg lossless": jpeg8(smooth(12), lossless=True, bitspersample=12),
        "jpeg inks": jpeg8(smooth(8, 4), colorspace="CMYK", outcolorspace="CMYK"),
        "png grey": imagecodecs.png_encode(smooth(8)),
        "png colour": imagecodecs.png_encode(smooth(8, 3)),
        "png deep": imagecodecs.png_encode(smooth(16)),
        "png alpha": imagecodecs.png_encode(smooth(8, 4)),
        "png palette": palette_png(),
    }
    return [
        Specimen(name, bytes(data), _body_of(bytes(data))) for name, data in sorted(files.items())
    ]


def real_specimens(folder: Path, largest: int = 200_000) -> list[Specimen]:
    """Return the small DICOM, JPEG and PNG files of a folder, damaged ones among them."""
    contents = [
        (path.name, path.read_bytes())
        for path in sorted(folder.iterdir())
        if path.is_file() and path.stat().st_size <= largest
    ]
    return [
        Specimen(name, data, _real_body(data))
        for name, data in contents
        if data[128:132] == b"DICM" or data.startswith((b"\x89PNG", b"\xff\xd8"))
    ]


def _real_body(data: bytes) -> tuple[int, int]:
    marks = (b"\xe0\x7f\x10\x00", b"\x7f\xe0\x00\x10", b"IDAT", b"\xff\xda")
    start = max(data.rfind(mark) for mark in marks)
    return (start, len(data)) if start >= 0 else (0, len(data))


def _body_of(data: bytes) -> tuple[int, int]:
    marker = b"IDAT" if data.startswith(b"\x89PNG") else b"\xff\xda"
    return data.index(marker) + len(marker), len(data) - (16 if marker == b"IDAT" else 2)


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return a PNG chunk with its length and checksum (PNG 5.3)."""
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png_of(header: bytes, *chunks: bytes) -> bytes:
    """Return a PNG file of a header's 13 bytes and further chunks."""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def palette_png() -> bytes:
    """Return a PNG with a palette and a transparent entry."""
    lines = b"".join(
        b"\x00" + bytes((row * 3 + place) % 16 for place in range(64)) for row in range(64)
    )
    return png_of(
        b"\x00\x00\x00\x40\x00\x00\x00\x40\x08\x03\x00\x00\x00",
        chunk(b"PLTE", bytes(range(0, 48 * 5, 5))),
        chunk(b"tRNS", b"\x80"),
        chunk(b"IDAT", zlib.compress(lines)),
    )

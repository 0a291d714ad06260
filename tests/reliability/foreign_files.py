"""Files of every kind and fault that the published ones do not have, with what must happen."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.fakes.dicom_maker import dataset_of
from tests.reliability.specimens import (
    Specimen,
    chunk,
    dicom_specimens,
    picture_specimens,
    png_of,
    saved,
    smooth,
)


@dataclass(frozen=True)
class Foreign:
    """A file, and whether it must be refused."""

    name: str
    data: bytes
    is_refused: bool


def foreign_files() -> list[Foreign]:
    """Return about 600 files."""
    return [
        *_intact(),
        *_cut(),
        *_depths(),
        *_impossible_headers(),
        *_png_kinds(),
        *_broken_png(),
        *_tiff_and_bmp(),
        *_disguised(),
    ]


def _every() -> list[Specimen]:
    return [*dicom_specimens(), *picture_specimens()]


def _intact() -> Iterator[Foreign]:
    for one in _every():
        yield Foreign(f"intact {one.name}", one.data, is_refused=False)
        if not one.is_dicom:
            yield Foreign(f"{one.name} and a zip after it", one.data + b"PK\x03\x04" * 9, False)
        if one.is_dicom:
            tagged = one.data[:132].replace(bytes(8), b"II*\x00\x08\x00\x00\x00", 1)
            yield Foreign(f"{one.name} with a TIFF preamble", tagged + one.data[132:], False)


def _cut() -> Iterator[Foreign]:
    for one in _every():
        start, end = one.stream
        for share in (0.0, 0.02, 0.25, 0.5, 0.75, 0.98):
            place = int(start + (end - start) * share)
            yield Foreign(f"{one.name} cut at {share}", one.data[:place], is_refused=True)
        yield Foreign(f"{one.name} cut in its header", one.data[: start // 2], is_refused=True)


def _depths() -> Iterator[Foreign]:
    for stored in range(1, 17):
        for signed in (False, True):
            kind: Any = ("i" if signed else "u") + ("1" if stored <= 8 else "2")
            values = (smooth(12).astype(np.int64) >> max(0, 12 - stored + signed)).astype(kind)
            for photometric in ("MONOCHROME1", "MONOCHROME2"):
                data = saved(
                    dataset_of(values, BitsStored=stored, PhotometricInterpretation=photometric)
                )
                yield Foreign(f"{photometric}, {stored} bits, {kind}", data, is_refused=False)


def _impossible_headers() -> Iterator[Foreign]:
    faults: list[tuple[str, Any]] = [
        *((name, value) for name in ("Rows", "Columns") for value in (0, 1, 65535)),
        *(("NumberOfFrames", value) for value in (2, 1000, 2**31 - 1)),
        *(("SamplesPerPixel", value) for value in (2, 3, 4, 255)),
        *(("BitsAllocated", value) for value in (0, 7, 12, 24, 128)),
        *(("BitsStored", value) for value in (0, 9, 255)),
        *(("PhotometricInterpretation", value) for value in ("", "CMYK", "HSV", "ARGB", "X" * 16)),
    ]
    for keyword, value in faults:
        dataset = dataset_of(smooth(8))
        setattr(dataset, keyword, value)
        yield Foreign(f"{keyword} {value}", saved(dataset), is_refused=True)
    for keyword in ("Rows", "Columns", "BitsAllocated", "PhotometricInterpretation", "PixelData"):
        dataset = dataset_of(smooth(8))
        delattr(dataset, keyword)
        yield Foreign(f"no {keyword}", saved(dataset), is_refused=True)


def _png_kinds() -> Iterator[Foreign]:
    for colour, samples in ((0, 1), (2, 3), (4, 2), (6, 4)):
        for depth in (8, 16) if colour else (1, 2, 4, 8, 16):
            for filtering in range(5):
                header = struct.pack(">IIBBBBB", 80, 70, depth, colour, 0, 0, 0)
                bytes_a_line = (80 * samples * depth + 7) // 8
                line = bytes([filtering]) + bytes(place % 7 for place in range(bytes_a_line))
                body = chunk(b"IDAT", zlib.compress(line * 70))
                name = f"png of colour type {colour}, {depth} bits, filter {filtering}"
                yield Foreign(name, png_of(header, body), is_refused=False)


def _broken_png() -> Iterator[Foreign]:
    lines = zlib.compress((b"\x00" + bytes(80)) * 70)
    body = chunk(b"IDAT", lines)
    for name, fields in {
        "no columns": (0, 70, 8, 0, 0, 0, 0),
        "no rows": (80, 0, 8, 0, 0, 0, 0),
        "depth 3": (80, 70, 3, 0, 0, 0, 0),
        "depth 4 in colour": (80, 70, 4, 2, 0, 0, 0),
        "colour type 1": (80, 70, 8, 1, 0, 0, 0),
        "colour type 5": (80, 70, 8, 5, 0, 0, 0),
        "compression 1": (80, 70, 8, 0, 1, 0, 0),
        "filter method 1": (80, 70, 8, 0, 0, 1, 0),
        "interlace 2": (80, 70, 8, 0, 0, 0, 2),
        "more rows than there are": (80, 90, 8, 0, 0, 0, 0),
        "4 gigapixels": (65536, 65536, 8, 0, 0, 0, 0),
    }.items():
        yield Foreign(f"png: {name}", png_of(struct.pack(">IIBBBBB", *fields), body), True)
    header = struct.pack(">IIBBBBB", 80, 70, 8, 3, 0, 0, 0)
    yield Foreign("png: palette without a palette", png_of(header, body), True)
    plain = struct.pack(">IIBBBBB", 80, 70, 8, 0, 0, 0, 0)
    yield Foreign("png: no picture", png_of(plain), True)
    yield Foreign("png: an empty picture", png_of(plain, chunk(b"IDAT", b"")), True)
    yield Foreign(
        "png: a wrong filter", png_of(plain, chunk(b"IDAT", zlib.compress(b"\x09" * 6000))), True
    )
    for place in range(8, len(png_of(plain, body)) - 12, 7):
        data = bytearray(png_of(plain, body))
        data[place] ^= 0x10
        yield Foreign(f"png: byte {place} flipped", bytes(data), True)


def _tiff_and_bmp() -> Iterator[Foreign]:
    pictures = {"grey": smooth(8), "colour": smooth(8, 3), "deep": smooth(16)}
    for name, picture in pictures.items():
        for packing in ("none", "lzw", "deflate", "packbits"):
            data = _tiff(picture, packing)
            yield Foreign(f"tiff {name}, {packing}", data, is_refused=False)
            yield Foreign(f"tiff {name}, {packing}, cut", data[: len(data) // 2], is_refused=True)
    for name, picture in list(pictures.items())[:2]:
        data = cv2.imencode(".bmp", picture)[1].tobytes()
        yield Foreign(f"bmp {name}", data, is_refused=False)
        for share in (0.1, 0.5, 0.9):
            yield Foreign(f"bmp {name} cut at {share}", data[: int(len(data) * share)], True)


def _tiff(picture: NDArray[Any], packing: str) -> bytes:
    file = io.BytesIO()
    names = {"none": "raw", "lzw": "tiff_lzw", "deflate": "tiff_adobe_deflate"}
    Image.fromarray(picture).save(file, "TIFF", compression=names.get(packing, packing))
    return file.getvalue()


def _disguised() -> Iterator[Foreign]:
    heads = {
        "pdf": b"%PDF-1.7\n",
        "zip": b"PK\x03\x04",
        "gif": b"GIF89a",
        "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        "heic": b"\x00\x00\x00\x18ftypheic",
        "mp4": b"\x00\x00\x00\x18ftypmp42",
        "elf": b"\x7fELF",
        "exe": b"MZ",
        "html": b"<!DOCTYPE html><html>",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "text": b"just some words",
        "zeros": bytes(64),
        "one byte": b"\x00",
        "nothing": b"",
        "png head": b"\x89PNG\r\n\x1a\n",
        "jpeg head": b"\xff\xd8\xff",
        "dicom head": bytes(128) + b"DICM",
        "tiff head": b"II*\x00",
        "bmp head": b"BM",
    }
    for name, head in heads.items():
        for filling in (0, 200):
            yield Foreign(f"{name} and {filling} bytes", head + bytes(filling), is_refused=True)

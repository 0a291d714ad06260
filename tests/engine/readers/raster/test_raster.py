"""Plain pictures that are made here, and files that are no pictures."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.decoding.read_scan import read_scan
from engine.errors import (
    DamagedFileError,
    FileAccessError,
    ScanError,
    TooLargeError,
    UnsupportedFormatError,
)
from engine.readers.dispatch import read_file
from engine.scan import Scan


def smooth(rows: int = 64, columns: int = 48, channels: int = 3) -> NDArray[np.uint8]:
    """Return a picture of soft blobs without symmetry."""
    noise = np.random.default_rng(3).integers(0, 256, (rows, columns, channels)).astype(np.uint8)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 3)).reshape(rows, columns, channels)


def jpeg(picture: NDArray[np.uint8], *flags: int) -> bytes:
    encoded = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95, *flags])[1]
    return bytes(encoded.tobytes())


def read_bytes(path: Path, data: bytes) -> Scan:
    path.write_bytes(data)
    return read_scan(path)


@pytest.mark.parametrize("extension", [".png", ".tiff", ".bmp"])
def test_lossless_pictures_keep_their_pixels(tmp_path: Path, extension: str) -> None:
    picture = smooth()
    data = cv2.imencode(extension, picture[..., ::-1])[1].tobytes()
    scan = read_bytes(tmp_path / "no extension", data)
    assert np.array_equal(scan.frame(), picture)
    assert scan.modality is None
    assert scan.spacing is None


@pytest.mark.parametrize("extension", [".png", ".tiff"])
def test_16_bit_grey_keeps_its_depth(tmp_path: Path, extension: str) -> None:
    values = np.random.default_rng(5).integers(0, 65536, (20, 30)).astype(np.uint16)
    scan = read_bytes(tmp_path / "deep", cv2.imencode(extension, values)[1].tobytes())
    assert np.array_equal(scan.frame(), values)


@pytest.mark.parametrize("bits", [8, 10, 12, 14])
def test_values_of_fewer_bits_in_16_are_widened(tmp_path: Path, bits: int) -> None:
    values = (np.arange(600, dtype=np.uint32) * ((1 << bits) - 1) // 599).reshape(20, 30)
    scan = read_bytes(
        tmp_path / "deep.png", cv2.imencode(".png", values.astype(np.uint16))[1].tobytes()
    )
    assert np.abs(scan.frame() / 65535 - values / ((1 << bits) - 1)).max() < 1e-4
    assert any(f"{bits} bits" in warning for warning in scan.warnings)


@pytest.mark.parametrize("alpha", [0, 128, 255])
def test_transparency_is_laid_on_black(tmp_path: Path, alpha: int) -> None:
    picture = np.dstack([smooth(), np.full((64, 48, 1), alpha, np.uint8)])
    data = imagecodecs.png_encode(picture)
    scan = read_bytes(tmp_path / "alpha.png", data)
    wanted = np.rint(picture[..., :3] * (alpha / 255))
    assert np.abs(scan.frame() - wanted).max() <= 1
    assert bool(scan.warnings) == (alpha < 255)


def orientation_block(orientation: int, order: str) -> bytes:
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    entry = struct.pack(order + "HHIHH", 274, 3, 1, orientation, 0)
    tiff = mark + struct.pack(order + "IH", 8, 1) + entry + bytes(4)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


# How a camera held in each of the eight ways stores an upright picture (EXIF 2.3, 4.6.4 A).
STORED = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.transpose(1, 0, 2),
    6: lambda upright: upright.transpose(1, 0, 2)[::-1],
    7: lambda upright: upright.transpose(1, 0, 2)[::-1, ::-1],
    8: lambda upright: upright.transpose(1, 0, 2)[:, ::-1],
}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_turned_upright(tmp_path: Path, orientation: int, order: str) -> None:
    upright = smooth()
    data = jpeg(np.ascontiguousarray(STORED[orientation](upright)))
    data = data[:2] + orientation_block(orientation, order) + data[2:]
    scan = read_bytes(tmp_path / "turned.jpg", data)
    assert scan.frame().shape == upright.shape
    assert np.abs(scan.frame().astype(int) - upright).mean() < 4


def test_a_cmyk_jpeg_is_shown_in_rgb(tmp_path: Path) -> None:
    picture = smooth()
    inks = np.dstack([255 - picture, np.zeros((64, 48, 1), np.uint8)])
    # Adobe's way: inks are stored inverted.
    data = imagecodecs.jpeg8_encode(255 - inks, level=98, colorspace="CMYK", outcolorspace="CMYK")
    scan = read_bytes(tmp_path / "cmyk.jpg", data)
    assert np.abs(scan.frame().astype(int) - picture).mean() < 6
    assert "converted from CMYK to RGB" in scan.steps


def test_a_12_bit_jpeg_keeps_its_depth(tmp_path: Path) -> None:
    values = smooth(channels=1)[..., 0].astype(np.uint16) * 16
    data = imagecodecs.jpeg8_encode(values, level=100, bitspersample=12)
    scan = read_bytes(tmp_path / "deep.jpg", data)
    assert scan.pixels.dtype == np.uint16
    assert np.abs(scan.frame() / 65535 - values / 4095).max() < 0.01


@pytest.mark.parametrize("flags", [(), (cv2.IMWRITE_JPEG_PROGRESSIVE, 1)])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
@pytest.mark.parametrize("end", [b"", b"\xff\xd9"])
def test_half_a_jpeg_is_never_a_picture(
    tmp_path: Path, flags: tuple[int, ...], share: float, end: bytes
) -> None:
    data = jpeg(smooth(256, 256), *flags)
    with pytest.raises(DamagedFileError):
        read_bytes(tmp_path / "half.jpg", data[: int(len(data) * share)] + end)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
@pytest.mark.parametrize("lossless", [False, True])
def test_half_a_deep_jpeg_is_never_a_picture(
    tmp_path: Path, *, lossless: bool, share: float
) -> None:
    values = smooth(256, 256, channels=1)[..., 0].astype(np.uint16) * 16
    data = imagecodecs.jpeg8_encode(values, bitspersample=12, lossless=lossless)
    cut = data[: int(len(data) * share)].rstrip(b"\xff") + b"\xff\xd9"
    assert read_bytes(tmp_path / "whole.jpg", data).frames == 1
    with pytest.raises(DamagedFileError, match="cut off"):
        read_bytes(tmp_path / "half.jpg", cut)


def test_a_grey_lower_edge_is_pointed_out(tmp_path: Path) -> None:
    picture = smooth(64, 64)
    picture[40:] = 128
    scan = read_bytes(tmp_path / "edge.jpg", jpeg(picture))
    assert any("may be missing" in warning for warning in scan.warnings)


def test_every_cut_of_a_png_is_an_error(tmp_path: Path) -> None:
    data = cv2.imencode(".png", smooth())[1].tobytes()
    for size in range(0, len(data), len(data) // 12):
        with pytest.raises(ScanError):
            read_bytes(tmp_path / "cut.png", data[:size])


def test_every_flipped_byte_of_a_png_is_an_error(tmp_path: Path) -> None:
    data = bytearray(cv2.imencode(".png", smooth())[1].tobytes())
    for place in range(1, len(data), len(data) // 12):
        data[place] ^= 0x20
        with pytest.raises(ScanError):
            read_bytes(tmp_path / "flipped.png", bytes(data))
        data[place] ^= 0x20


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_a_png_bomb_in_a_text_chunk_is_not_unpacked(tmp_path: Path) -> None:
    data = cv2.imencode(".png", smooth())[1].tobytes()
    bomb = png_chunk(b"zTXt", b"x\x00\x00" + zlib.compress(bytes(2**26), 9))
    assert read_bytes(tmp_path / "text.png", data[:33] + bomb + data[33:]).rows == 64


def tiff(fields: dict[int, tuple[int, ...]], pixels: bytes, following: int = 0) -> bytes:
    """Build a TIFF of short fields whose strip lies at offset 8."""
    start = 8 + len(pixels)
    entries, extra = b"", b""
    base = start + 2 + 12 * len(fields) + 4
    for tag, values in sorted(fields.items()):
        packed = struct.pack(f"<{len(values)}H", *values)
        if len(packed) > 4:
            place = struct.pack("<I", base + len(extra))
            extra += packed
        else:
            place = packed.ljust(4, b"\x00")
        entries += struct.pack("<HHI", tag, 3, len(values)) + place
    directory = struct.pack("<H", len(fields)) + entries + struct.pack("<I", following)
    return b"II*\x00" + struct.pack("<I", start) + pixels + directory + extra


def tiff_fields(**more: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
    fields = {256: (16,), 257: (16,), 258: (8,), 259: (1,), 262: (1,), 273: (8,), 277: (1,)}
    fields |= {278: (16,), 279: (256,)}
    return fields | {int(tag[1:]): values for tag, values in more.items()}


def test_tiff_white_is_zero_palette_and_orientation(tmp_path: Path) -> None:
    stored = np.arange(256, dtype=np.uint8).reshape(16, 16)
    plain = read_bytes(tmp_path / "a", tiff(tiff_fields(), stored.tobytes()))
    assert np.array_equal(plain.frame(), stored)
    inverse = read_bytes(tmp_path / "b", tiff(tiff_fields(t262=(0,)), stored.tobytes()))
    assert np.array_equal(inverse.frame(), 255 - stored)
    turned = read_bytes(tmp_path / "c", tiff(tiff_fields(t274=(3,)), stored.tobytes()))
    assert np.array_equal(turned.frame(), stored[::-1, ::-1])
    colours = tuple(index * 257 for index in (*range(256), *range(255, -1, -1), *([7] * 256)))
    palette = read_bytes(
        tmp_path / "d", tiff(tiff_fields(t262=(3,), t320=colours), stored.tobytes())
    )
    assert palette.frame()[0, 5].tolist() == [5, 250, 7]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"t256": (60000,), "t257": (60000,)}, TooLargeError),
        ({"t256": (0,)}, DamagedFileError),
        ({"t259": (7,)}, UnsupportedFormatError),
        ({"t258": (12,)}, UnsupportedFormatError),
        ({"t257": (500,), "t278": (500,), "t279": (8000,)}, DamagedFileError),
    ],
)
def test_bad_tiffs_are_errors(
    tmp_path: Path, fields: dict[str, tuple[int, ...]], error: type[ScanError]
) -> None:
    with pytest.raises(error):
        read_bytes(tmp_path / "bad.tif", tiff(tiff_fields(**fields), bytes(256)))


def test_a_cut_bmp_is_damaged(tmp_path: Path) -> None:
    data = cv2.imencode(".bmp", smooth())[1].tobytes()
    with pytest.raises(DamagedFileError):
        read_bytes(tmp_path / "cut.bmp", data[: len(data) // 2])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"GIF89a" + bytes(20), "GIF"),
        (b"PK\x03\x04" + bytes(20), "ZIP"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "HEIC"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(20), "video"),
        (b"RIFF\x00\x00\x00\x00WEBP" + bytes(20), "WebP"),
        (b"RIFF\x00\x00\x00\x00AVI " + bytes(20), "video"),
        (b"<?xml version='1.0'?><svg xmlns=''/>", "SVG"),
        (b"\n<!DOCTYPE html><html></html>", "web page"),
        ("Befund: unauffällig\n".encode(), "text file"),
        (bytes(range(256)), "no kind"),
    ],
)
def test_other_files_are_named(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(content)
    with pytest.raises(UnsupportedFormatError, match=name) as raised:
        read_file(path)
    assert "DICOM" in raised.value.hint


def test_what_is_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="no such file"):
        read_file(tmp_path / "missing.png")
    with pytest.raises(FileAccessError, match="folder"):
        read_file(tmp_path)
    (tmp_path / "empty.png").touch()
    with pytest.raises(DamagedFileError, match="empty"):
        read_file(tmp_path / "empty.png")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(FileAccessError, match="pipe"):
        read_file(tmp_path / "pipe.png")


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the administrator may read everything",
)
def test_a_file_that_may_not_be_read_is_an_access_error(tmp_path: Path) -> None:
    path = tmp_path / "locked.png"
    path.write_bytes(cv2.imencode(".png", smooth())[1].tobytes())
    path.chmod(0)
    with pytest.raises(FileAccessError):
        read_file(path)

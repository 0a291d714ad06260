"""Files that ask for more memory or time than a scan may take, made by code."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
from pydicom import uid

from tests.fakes.dicom_maker import dataset_of
from tests.reliability.specimens import chunk, compressed, png_of, saved, smooth

Maker = Callable[[Path], object]


def _png(rows: int, columns: int) -> Maker:
    """Return an intact black picture of 1-bit grey, which packs to next to nothing."""

    def make(path: Path) -> None:
        header = struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)
        packer = zlib.compressobj(1)
        line = bytes(columns + 1)
        packed = b"".join(packer.compress(line) for _ in range(rows)) + packer.flush()
        path.write_bytes(png_of(header, chunk(b"IDAT", packed)))

    return make


def _announced_png(path: Path) -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    path.write_bytes(png_of(header, chunk(b"IDAT", zlib.compress(bytes(100_000)))))


def _zeros(megabytes: int) -> bytes:
    """Return raw deflate data that unpacks to so many megabytes of zeros: 1 KB for each."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, wbits=-15)
    return block * megabytes + end.compress(b"") + end.flush()


def _deflate_bomb(path: Path) -> None:
    dataset = dataset_of(smooth(8))
    dataset.file_meta.TransferSyntaxUID = uid.DeflatedExplicitVRLittleEndian
    whole = saved(dataset)
    length = struct.unpack_from("<I", whole, 140)[0]
    path.write_bytes(whole[: 144 + length] + _zeros(1000))


def _text_bomb(path: Path) -> None:
    picture = imagecodecs.png_encode(smooth(8))
    unpacked = b"\x78\xda" + _zeros(1000) + bytes(4)
    bombs = chunk(b"zTXt", b"a\x00\x00" + unpacked) + chunk(b"iCCP", b"a\x00\x00" + unpacked)
    path.write_bytes(picture[:33] + bombs + picture[33:])


def _many_scans(path: Path, count: int = 3000) -> None:
    """Repeat the first scan of a progressive JPEG."""
    picture = cv2.resize(smooth(8, 3), (1500, 1500))
    data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1].tobytes()
    start = data.index(b"\xff\xda")
    end = data.index(b"\xff\xc4", start)
    path.write_bytes(data[:start] + data[start:end] * count + data[end:])


def _huge_jpeg(path: Path) -> None:
    data = bytearray(imagecodecs.jpeg8_encode(smooth(8)))
    place = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, place + 5, 20_000, 20_000)
    path.write_bytes(data)


def _huge_native(path: Path) -> None:
    """Write 400 million pixels of 8 bits; the file is sparse."""
    dataset = dataset_of(smooth(8), Rows=20_000, Columns=20_000)
    whole = saved(dataset)
    start = whole.rindex(dataset.PixelData)
    header = bytearray(whole[:start])
    struct.pack_into("<I", header, start - 4, 400_000_000)
    with path.open("wb") as file:
        file.write(header)
        file.truncate(start + 400_000_000)


def _endless_cine(path: Path) -> None:
    path.write_bytes(saved(dataset_of(smooth(8), NumberOfFrames=2**31 - 1)))


def _huge_jpeg_2000(path: Path) -> None:
    stream = bytearray(imagecodecs.jpeg2k_encode(smooth(8), level=0, codecformat="j2k"))
    place = stream.index(b"\xff\x51")
    for offset in (6, 10, 22, 26):
        struct.pack_into(">I", stream, place + offset, 10_900)
    data = compressed(smooth(8), uid.JPEG2000Lossless, [bytes(stream)], Rows=10_900, Columns=10_900)
    path.write_bytes(data)


def _slow_jpeg_ls(path: Path) -> None:
    stream = bytearray(imagecodecs.jpegls_encode(smooth(8)))
    place = stream.index(b"\xff\xf7")
    struct.pack_into(">HH", stream, place + 5, 10_900, 10_900)
    data = compressed(smooth(8), uid.JPEGLSLossless, [bytes(stream)], Rows=10_900, Columns=10_900)
    path.write_bytes(data)


def _many_items(path: Path) -> None:
    """Put 600,000 empty items into one sequence: 4.8 MB."""
    items = b"\xfe\xff\x00\xe0\x00\x00\x00\x00" * 600_000
    sequence = struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, len(items)) + items
    _with_element(path, sequence)


def _deep_items(path: Path) -> None:
    """Put sequences into sequences, 20,000 deep."""
    begin = struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, 0xFFFFFFFF)
    _with_element(path, (begin + b"\xfe\xff\x00\xe0\xff\xff\xff\xff") * 20_000)


def _with_element(path: Path, element: bytes) -> None:
    whole = saved(dataset_of(smooth(8)))
    place = whole.index(b"\x28\x00\x02\x00US")
    path.write_bytes(whole[:place] + element + whole[place:])


def _huge_tiff(path: Path) -> None:
    header = b"II*\x00\x08\x00\x00\x00"
    entries = [(256, 4, 1, 60_000), (257, 4, 1, 60_000), (258, 3, 1, 8), (259, 3, 1, 1)]
    entries += [(262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, 60_000), (279, 4, 1, 100)]
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    path.write_bytes(header + struct.pack("<H", len(entries)) + packed + bytes(200))


def _huge_bmp(path: Path) -> None:
    data = bytearray(cv2.imencode(".bmp", smooth(8))[1].tobytes())
    struct.pack_into("<ii", data, 18, 30_000, 30_000)
    path.write_bytes(data)


def _large_png(path: Path) -> None:
    path.write_bytes(imagecodecs.png_encode(np.tile(smooth(8), (120, 120))))


QUICKLY: dict[str, Maker] = {
    "30,000 x 30,000 png": _announced_png,
    "400 megapixels jpeg": _huge_jpeg,
    "400 megapixels dicom": _huge_native,
    "deflate bomb of 1 MB": _deflate_bomb,
    "bombs in the text of a png": _text_bomb,
    "3,000 scans": _many_scans,
    "2 billion frames": _endless_cine,
    "119 megapixels jpeg 2000 of 3 KB": _huge_jpeg_2000,
    "119 megapixels jpeg-ls of 3 KB": _slow_jpeg_ls,
    "20,000 nested sequences": _deep_items,
    "3.6 gigapixels tiff": _huge_tiff,
    "900 megapixels bmp": _huge_bmp,
}
"""Made in no time."""

FULL: dict[str, Maker] = {
    "600,000 items": _many_items,
    "30,000 x 30,000 png, intact": _png(30_000, 30_000),
    "110 megapixels png, intact": _png(10_000, 11_000),
    "91 megapixels png of a texture": _large_png,
}
"""Take seconds to make, or to give up."""

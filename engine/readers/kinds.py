"""Kinds of files, recognised by their first bytes."""

from __future__ import annotations

import struct

from engine.messages import files
from engine.messages.message import Message

HEAD_BYTES = 4096

# (offset, bytes, kind): files that people try to open and that are not read.
_REFUSED: tuple[tuple[int, bytes, Message], ...] = (
    (0, b"%PDF", files.PDF),
    (0, b"GIF8", files.GIF),
    (0, b"PK\x03\x04", files.ZIP),
    (0, b"PK\x05\x06", files.EMPTY_ZIP),
    (0, b"Rar!", files.RAR),
    (0, b"7z\xbc\xaf\x27\x1c", files.SEVEN_ZIP),
    (0, b"\x1f\x8b", files.GZIP),
    (0, b"\xd0\xcf\x11\xe0", files.OLD_OFFICE),
    (0, b"\x00\x05\x16\x07", files.APPLE_DOUBLE),
    (8, b"WEBP", files.WEBP),
    (8, b"AVI ", files.VIDEO),
    (0, b"\x1a\x45\xdf\xa3", files.VIDEO),
    (0, b"OggS", files.VIDEO),
    (0, b"\x00\x00\x01\xba", files.VIDEO),
    (0, b"\x00\x00\x01\xb3", files.VIDEO),
    (0, b"FLV\x01", files.VIDEO),
    (0, b"\x30\x26\xb2\x75", files.WINDOWS_MEDIA),
    (0, b"\x00\x00\x00\x0cjP  ", files.JPEG_2000),
    (0, b"\xff\x4f\xff\x51", files.JPEG_2000),
    (0, b"\x00\x00\x00\x0cJXL ", files.JPEG_XL),
    (0, b"\xff\x0a", files.JPEG_XL),
    (0, b"8BPS", files.PHOTOSHOP),
    (0, b"DDS ", files.TEXTURE),
    (0, b"BLP", files.TEXTURE),
    (0, b"\x01\xda", files.SGI),
    (344, b"n+1\x00", files.NIFTI),
    (0, b"MZ", files.PROGRAM),
    (0, b"\x7fELF", files.PROGRAM),
    (0, b"SQLite format 3", files.DATABASE),
)

_STILL_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


def is_png(head: bytes) -> bool:
    """Tell whether the file starts as a PNG."""
    return head.startswith(b"\x89PNG\r\n\x1a\n")


def is_jpeg(head: bytes) -> bool:
    """Tell whether the file starts as a JPEG."""
    return head.startswith(b"\xff\xd8\xff")


def is_tiff(head: bytes) -> bool:
    """Tell whether the file starts as a TIFF."""
    return head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")


def is_bmp(head: bytes) -> bool:
    """Tell whether the file starts as a BMP, its information header included."""
    return head.startswith(b"BM") and head[14:18] in {
        size.to_bytes(4, "little") for size in (12, 16, 40, 52, 56, 64, 108, 124)
    }


def is_dicom(head: bytes) -> bool:
    """Tell whether the file is DICOM: with preamble (PS3.10 7.1), or bare as older systems write.

    The preamble of a DICOM file may hold the signature of a TIFF, so this check comes first.
    """
    return head[128:132] == b"DICM" or head[:4] == b"DICM" or _starts_with_data_element(head)


def _starts_with_data_element(head: bytes) -> bool:
    # Without preamble a file starts with an element of group 0002 or 0008, whose value is short.
    if len(head) < 12:
        return False
    for order in ("<", ">"):
        group, element = struct.unpack(order + "HH", head[:4])
        if group not in (0x0002, 0x0008) or element > 0x0100:
            continue
        # Explicit encoding has the letters of the VR here, implicit encoding the length.
        explicit = head[4:6].isalpha() and head[4:6].isupper()
        (length,) = struct.unpack(order + "I", head[4:8])
        if explicit or length <= 128:
            return True
    return False


def refused_kind(head: bytes) -> Message | None:
    """Name the kind of a file that is recognised but not read, in words with an article.

    Returns
    -------
    Message or None
        Such as ``a PDF document``; None when the content is not recognised at all.
    """
    for offset, magic, name in _REFUSED:
        if head[offset : offset + len(magic)] == magic:
            return name
    if head[4:8] == b"ftyp":
        return files.HEIC if head[8:12] in _STILL_BRANDS else files.VIDEO
    return _textual_kind(head)


def _textual_kind(head: bytes) -> Message | None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start[:1000] and start.startswith(b"<"):
        return files.SVG
    if start.startswith((b"<!doctype html", b"<html")):
        return files.WEB_PAGE
    if start.startswith(b"<?xml"):
        return files.XML
    try:
        # The head may end in the middle of a character.
        text = head.decode("utf-8", errors="strict" if len(head) < HEAD_BYTES else "ignore")
    except UnicodeDecodeError:
        return None
    printable = sum(character.isprintable() or character in "\r\n\t" for character in text)
    return files.TEXT if len(text) >= 8 and printable == len(text) else None

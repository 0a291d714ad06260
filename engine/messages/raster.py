"""Sentences about PNG, JPEG, TIFF and BMP files: damage, rare kinds, and warnings."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

BMP_DAMAGED: Final = message("bmp_damaged", "The BMP file is damaged and cannot be decoded.")
BMP_HEADER_CUT: Final = message("bmp_header_cut", "The BMP file is cut off.")
BMP_CUT: Final = message("bmp_cut", "The BMP file is cut off: a part of the picture is missing.")
BMP_COMPRESSION: Final = message(
    "bmp_compression", "The BMP file uses a rare kind of compression that is not read."
)

JPEG_DAMAGED: Final = message("jpeg_damaged", "The JPEG file is damaged and cannot be decoded.")
JPEG_CUT: Final = message("jpeg_cut", "The JPEG file is cut off: a part of the picture is missing.")
JPEG_EMPTY: Final = message("jpeg_empty", "The JPEG file is damaged: it holds no picture.")
JPEG_OTHER_SIZE: Final = message(
    "jpeg_other_size", "The JPEG file is damaged: its picture has another size than it says."
)
JPEG_COMPRESSION: Final = message(
    "jpeg_compression", "The JPEG file uses a rare kind of compression that is not read."
)
JPEG_CORRUPT: Final = message(
    "jpeg_corrupt", "The JPEG file is slightly damaged; compare it with the original."
)
JPEG_GREY_ROWS: Final = template(
    "jpeg_grey_rows",
    "The lowest {rows} rows are uniformly grey: a part of the picture may be missing.",
)

PNG_DAMAGED: Final = message("png_damaged", "The PNG file is damaged and cannot be decoded.")
PNG_CUT: Final = message("png_cut", "The PNG file is cut off: a part of the picture is missing.")
PNG_NO_HEADER: Final = message(
    "png_no_header", "The PNG file is damaged: it does not say what it holds."
)
PNG_UNKNOWN_KIND: Final = message(
    "png_unknown_kind", "The PNG file is damaged: it says that its picture is of no known kind."
)
PNG_CHECKSUM: Final = message("png_checksum", "The PNG file is damaged: a checksum in it is wrong.")
PNG_ANIMATED: Final = message(
    "png_animated", "The PNG file is an animation; only its first picture is shown."
)

TIFF_DAMAGED: Final = message("tiff_damaged", "The TIFF file is damaged and cannot be decoded.")
TIFF_NO_HEADER: Final = message(
    "tiff_no_header", "The TIFF file is damaged: it does not say what it holds."
)
TIFF_OTHER_SIZE: Final = message(
    "tiff_other_size", "The TIFF file is damaged: its picture has another size than it says."
)
TIFF_PALETTE: Final = message(
    "tiff_palette", "The TIFF file is damaged: its palette does not fit its picture."
)
TIFF_COMPRESSION: Final = message(
    "tiff_compression",
    "The TIFF file uses a rare kind of picture or compression that is not read.",
)
TIFF_SEVERAL: Final = message(
    "tiff_several", "The TIFF file has several pictures; only the first is shown."
)

BRIGHTENED: Final = template(
    "brightened",
    "The 16-bit picture uses {bits} bits only; it was brightened to its full range.",
)
TRANSPARENT: Final = message(
    "transparent", "The picture is transparent in places; they are shown black."
)

"""Sentences about files: access, kinds, sizes, and decoding that failed."""

from __future__ import annotations

from typing import Final

from engine.messages.message import message, template

UNREADABLE: Final = message("file_unreadable", "The file cannot be read.")
CONTRADICTORY: Final = message(
    "file_contradictory", "The file is damaged: its content contradicts itself."
)
MISSING: Final = message("file_missing", "There is no such file.")
A_FOLDER: Final = message("file_is_folder", "This is a folder, not a file.")
OPEN_ONE_INSIDE: Final = message("open_one_inside", "Open a file inside it.")
A_DEVICE: Final = message("file_is_device", "This is a device or a pipe, not a file.")
EMPTY: Final = message("file_empty", "The file is empty.")
TOO_LARGE: Final = template(
    "file_too_large", "The file has {megabytes} MB; at most {limit} MB are read."
)

OF_NO_KIND: Final = message("file_of_no_kind", "The file is of no kind that is read.")
OF_A_KIND: Final = template("file_of_a_kind", "The file is {kind}, which is not read.")
PDF: Final = message("pdf_document", "a PDF document")
GIF: Final = message("gif_animation", "a GIF animation")
ZIP: Final = message("zip_archive", "a ZIP archive or an office document")
EMPTY_ZIP: Final = message("empty_zip_archive", "an empty ZIP archive")
RAR: Final = message("rar_archive", "a RAR archive")
SEVEN_ZIP: Final = message("seven_zip_archive", "a 7-Zip archive")
GZIP: Final = message("gzip_archive", "a gzip archive")
OLD_OFFICE: Final = message("old_office_document", "an old office document or a thumbnail cache")
APPLE_DOUBLE: Final = message("apple_double", "a side file that macOS writes beside the real one")
WEBP: Final = message("webp_picture", "a WebP picture")
VIDEO: Final = message("video", "a video")
WINDOWS_MEDIA: Final = message("windows_media", "a Windows Media file")
JPEG_2000: Final = message("jpeg_2000_picture", "a JPEG 2000 picture outside DICOM")
JPEG_XL: Final = message("jpeg_xl_picture", "a JPEG XL picture")
PHOTOSHOP: Final = message("photoshop_document", "a Photoshop document")
TEXTURE: Final = message("game_texture", "a game texture")
SGI: Final = message("sgi_picture", "an SGI picture")
NIFTI: Final = message("nifti_volume", "a NIfTI volume")
PROGRAM: Final = message("program", "a program")
DATABASE: Final = message("database", "a database")
HEIC: Final = message("heic_picture", "a HEIC or AVIF picture")
SVG: Final = message("svg_drawing", "an SVG drawing")
WEB_PAGE: Final = message("web_page", "a web page")
XML: Final = message("xml_document", "an XML document")
TEXT: Final = message("text_file", "a text file")

NO_PIXELS: Final = message("no_pixels", "The file says that its picture has no pixels.")
EXPORT_FROM_SOURCE: Final = message(
    "export_from_source", "Export it again from where it came from."
)
TOO_MANY_PIXELS: Final = template(
    "too_many_pixels",
    "The file announces {columns} x {rows} pixels in {frames} frame(s), more than a scan may have.",
)
TOO_NARROW: Final = template(
    "too_narrow", "The picture of {columns} x {rows} pixels is too small or too narrow for a scan."
)
OPEN_THE_ORIGINAL: Final = message(
    "open_the_original", "Open the original scan, not an icon or a strip of it."
)

TOO_MUCH_MEMORY: Final = message(
    "too_much_memory", "Decoding the file takes more memory than a scan may take."
)
TOO_SLOW: Final = message("decoding_too_slow", "Decoding the file takes too long.")
DECODER_ENDED: Final = message(
    "decoder_ended", "Decoding the file ended unexpectedly: it is probably damaged."
)
NO_DECODER: Final = message("no_decoder", "The file cannot be decoded: the decoder does not start.")
CLOSE_PROGRAMS: Final = message("close_programs", "Close other programs and try again.")

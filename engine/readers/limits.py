"""Limits of the size and shape of a scan, checked on headers before anything is decoded."""

from __future__ import annotations

from pathlib import Path

from engine.errors import DamagedFileError, TooLargeError, UnsupportedFormatError
from engine.messages import files, hints

MAX_FILE_BYTES = 512 * 2**20
MAX_PIXELS = 120_000_000
"""Pixels of one frame: more than twice the largest mammography detector."""
MAX_DECODED_BYTES = 400 * 2**20
"""Stored values of all frames; the pipeline holds about three times as much at its peak."""
MIN_SIDE = 2
MAX_ASPECT = 100
"""A picture that is longer than this many times its width is a strip, and no scan."""


def too_much_memory(path: Path) -> TooLargeError:
    """Return the error of a file that could not be decoded within the memory cap."""
    return TooLargeError(files.TOO_MUCH_MEMORY, hints.MAYBE_DAMAGED, path)


def check_file_size(size: int, path: Path) -> None:
    """Refuse an empty file and one larger than ``MAX_FILE_BYTES``.

    Raises
    ------
    DamagedFileError, TooLargeError
    """
    if size == 0:
        raise DamagedFileError(files.EMPTY, hints.COPY_AGAIN, path)
    if size > MAX_FILE_BYTES:
        raise TooLargeError(
            files.TOO_LARGE(megabytes=f"{size / 2**20:.0f}", limit=MAX_FILE_BYTES // 2**20),
            hints.EXPORT_SMALLER,
            path,
        )


def check_picture_size(
    rows: int, columns: int, path: Path, *, frames: int = 1, bytes_per_pixel: int = 1
) -> None:
    """Refuse what a header announces when no scan can have that size.

    Parameters
    ----------
    rows, columns, frames : int
        As the header states them, unchecked.
    path : Path
        For the error.
    bytes_per_pixel : int
        Of the decoded values, all samples together.

    Raises
    ------
    DamagedFileError
        For a size of zero.
    TooLargeError
        For more pixels or bytes than are read.
    UnsupportedFormatError
        For a single pixel, a single line or a sliver.
    """
    if rows <= 0 or columns <= 0 or frames <= 0:
        raise DamagedFileError(files.NO_PIXELS, files.EXPORT_FROM_SOURCE, path)
    decoded = rows * columns * frames * bytes_per_pixel
    if rows * columns > MAX_PIXELS or decoded > MAX_DECODED_BYTES:
        raise TooLargeError(
            files.TOO_MANY_PIXELS(columns=columns, rows=rows, frames=frames),
            hints.EXPORT_SMALLER,
            path,
        )
    if min(rows, columns) < MIN_SIDE or max(rows, columns) > MAX_ASPECT * min(rows, columns):
        raise UnsupportedFormatError(
            files.TOO_NARROW(columns=columns, rows=rows), files.OPEN_THE_ORIGINAL, path
        )

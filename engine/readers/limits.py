"""How large, how small and how narrow a scan may be: checked on headers, before decoding."""

from __future__ import annotations

from pathlib import Path

from engine.errors import DamagedFileError, TooLargeError, UnsupportedFormatError

MAX_FILE_BYTES = 512 * 2**20
MAX_PIXELS = 120_000_000
"""Pixels of one frame: more than twice the largest mammography detector."""
MAX_DECODED_BYTES = 400 * 2**20
"""Stored values of all frames; the pipeline holds about three times as much at its peak."""
MIN_SIDE = 2
MAX_ASPECT = 100

_SMALLER = "Export it smaller, or as single frames, and open it again."


def too_much_memory(path: Path) -> TooLargeError:
    """Return the error of a file that could not be decoded within the memory cap."""
    return TooLargeError(
        "Decoding the file takes more memory than a scan may take.",
        "It may be damaged: export it again, smaller or as single frames.",
        path,
    )


def check_file_size(size: int, path: Path) -> None:
    """Refuse an empty file and one larger than ``MAX_FILE_BYTES``.

    Raises
    ------
    DamagedFileError, TooLargeError
    """
    if size == 0:
        raise DamagedFileError(
            "The file is empty.", "Copy or export it again from where it came from.", path
        )
    if size > MAX_FILE_BYTES:
        raise TooLargeError(
            f"The file has {size / 2**20:.0f} MB; at most {MAX_FILE_BYTES // 2**20} MB are read.",
            _SMALLER,
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
        raise DamagedFileError(
            "The file says that its picture has no pixels.",
            "Export it again from where it came from.",
            path,
        )
    decoded = rows * columns * frames * bytes_per_pixel
    if rows * columns > MAX_PIXELS or decoded > MAX_DECODED_BYTES:
        raise TooLargeError(
            f"The file announces {columns} x {rows} pixels in {frames} frame(s), "
            "more than a scan may have.",
            _SMALLER,
            path,
        )
    if min(rows, columns) < MIN_SIDE or max(rows, columns) > MAX_ASPECT * min(rows, columns):
        raise UnsupportedFormatError(
            f"The picture of {columns} x {rows} pixels is too small or too narrow for a scan.",
            "Open the original scan, not an icon or a strip of it.",
            path,
        )

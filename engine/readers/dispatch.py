"""Opens a file with the reader that its content asks for. Runs inside the disposable process."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from engine.errors import (
    DamagedFileError,
    FileAccessError,
    FolderError,
    MissingFileError,
    ScanError,
    UnsupportedFormatError,
)
from engine.readers import kinds
from engine.readers.limits import check_file_size, too_much_memory
from engine.scan import Scan

_FORMATS_READ = "Open a DICOM, PNG, JPEG, TIFF or BMP file."


def read_file(path: Path) -> Scan:
    """Read one file in this process.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Scan

    Raises
    ------
    ScanError
        Whatever is wrong with the file.
    """
    try:
        head = _read_head(path)
        return _reader_for(head, path)(path)
    except ScanError:
        raise
    except MemoryError as error:
        raise too_much_memory(path) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise FileAccessError(
                "The file cannot be read.", "Check that it still exists and may be read.", path
            ) from error
        # Parsers of hostile bytes raise whatever comes, an OSError without a number among it.
        raise DamagedFileError(
            "The file is damaged: its content contradicts itself.",
            "Copy or export it again from where it came from.",
            path,
        ) from error


def _read_head(path: Path) -> bytes:
    """Return the first bytes of a regular file of acceptable size."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise MissingFileError(
            "There is no such file.", "Check its name, and that its disk is connected.", path
        ) from error
    if stat.S_ISDIR(status.st_mode):
        raise FolderError("This is a folder, not a file.", "Open a file inside it.", path)
    if not stat.S_ISREG(status.st_mode):
        # Opening a pipe would wait for ever, reading a device may do anything.
        raise FileAccessError("This is a device or a pipe, not a file.", _FORMATS_READ, path)
    check_file_size(status.st_size, path)
    with path.open("rb") as file:
        return file.read(kinds.HEAD_BYTES)


def _reader_for(head: bytes, path: Path) -> Callable[[Path], Scan]:
    # Each reader is imported when it is needed: pydicom alone takes longer than a small PNG.
    if kinds.is_dicom(head):
        from engine.readers.dicom.read import read_dicom

        return read_dicom
    if kinds.is_png(head):
        from engine.readers.raster.png import read_png

        return read_png
    if kinds.is_jpeg(head):
        from engine.readers.raster.jpeg import read_jpeg

        return read_jpeg
    if kinds.is_tiff(head):
        from engine.readers.raster.tiff import read_tiff

        return read_tiff
    if kinds.is_bmp(head):
        from engine.readers.raster.bmp import read_bmp

        return read_bmp
    kind = kinds.refused_kind(head)
    raise UnsupportedFormatError(
        "The file is of no kind that is read."
        if kind is None
        else f"The file is {kind}, which is not read.",
        _FORMATS_READ,
        path,
    )

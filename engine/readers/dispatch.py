"""Dispatch of a file to the reader for its content; runs inside the disposable process."""

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
from engine.messages import files, hints
from engine.readers import kinds
from engine.readers.limits import check_file_size, too_much_memory
from engine.scan import Scan


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
            raise FileAccessError(files.UNREADABLE, hints.CHECK_IT_EXISTS, path) from error
        # Parsers raise anything on hostile bytes, even an OSError without a number.
        raise DamagedFileError(files.CONTRADICTORY, hints.COPY_AGAIN, path) from error


def _read_head(path: Path) -> bytes:
    """Return the first bytes of a regular file of acceptable size."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise MissingFileError(files.MISSING, hints.CHECK_NAME_AND_DISK, path) from error
    if stat.S_ISDIR(status.st_mode):
        raise FolderError(files.A_FOLDER, files.OPEN_ONE_INSIDE, path)
    if not stat.S_ISREG(status.st_mode):
        # Opening a pipe would wait for ever, and reading a device may do anything.
        raise FileAccessError(files.A_DEVICE, hints.OPEN_A_KNOWN_FORMAT, path)
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
        files.OF_NO_KIND if kind is None else files.OF_A_KIND(kind=kind),
        hints.OPEN_A_KNOWN_FORMAT,
        path,
    )

"""`read_scan`, the one way to open a file: its bytes are decoded in a disposable process."""

from __future__ import annotations

from pathlib import Path

from engine.decoding.pool import shared_pool
from engine.scan import Scan

__all__ = ["read_scan"]


def read_scan(path: Path | str) -> Scan:
    """Open a DICOM, PNG, JPEG, TIFF or BMP file, recognised by content and never by name.

    Parameters
    ----------
    path : Path or str
        The file.

    Returns
    -------
    Scan
        The picture as displayed, with the facts of its acquisition.

    Raises
    ------
    ScanError
        Whatever is wrong with the file, in plain words, with what to do next.
    """
    return shared_pool().read_scan(Path(path))

"""From a file's bytes to a scan.

`read_scan` is the one way to open a file: its bytes are decoded in a disposable process. The other
modules of this package do the work inside that process.
"""

from __future__ import annotations

from pathlib import Path

from engine.scan import Scan

__all__ = ["read_scan"]


def read_scan(path: Path | str) -> Scan:
    """Open a DICOM, PNG, JPEG, TIFF or BMP file, told apart by content and never by name.

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
    from engine.decoding import shared_pool  # the pool imports this package

    return shared_pool().read_scan(Path(path))

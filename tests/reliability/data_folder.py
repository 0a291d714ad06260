"""Where the published scans are, if they are at hand."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path | None:
    """Return the folder of the published scans, None where there is none."""
    stated = os.environ.get("SECOND_READER_DATA")
    folder = Path(stated) if stated else Path(__file__).resolve().parents[3] / "shared" / "data"
    return folder if folder.is_dir() else None

"""Folders that tests read from: those of the project, and that of the published scans."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
RESOURCES = ROOT / "resources"
NO_REAL_SCANS = "no real scans: neither SECOND_READER_DATA nor ../shared/data is a folder"


def data_folder() -> Path | None:
    """Return the folder of the published scans, None where there is none."""
    stated = os.environ.get("SECOND_READER_DATA")
    folder = Path(stated) if stated else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None

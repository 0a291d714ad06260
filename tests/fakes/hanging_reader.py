"""A reader for the decoder process that hangs where a file's name says so."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from engine.scan import Scan


def read(path: Path) -> Scan:
    """Return a grey picture, or never."""
    if path.name == "hang.dcm":
        path.with_name("began").touch()
        time.sleep(3600)
    return Scan(path, np.full((1, 64, 64), 90, np.uint8), "PNG")

"""Take the pictures of the documentation: the real program, on a virtual screen, with its own scan.

Run it as ``python tests/e2e/make_screenshots.py [FOLDER]``; it needs Xvfb and xdotool. Only the
demonstration scan is ever shown.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import cv2
from virtual_screen import ROOT, program, until, virtual_screen

DEMO = ROOT / "resources" / "demo" / "ultrasound_phantom.png"
SCALE = 1.5
SIZE = (1280, 800)


def take(target: Path, appearance: str, *arguments: str) -> None:
    """Save a picture of the window, in light or dark, with the given command line."""
    columns, rows = (round(SCALE * side) for side in SIZE)
    with tempfile.TemporaryDirectory() as name, virtual_screen(columns, rows) as screen:
        started = program(
            screen, Path(name), *arguments, appearance=appearance, QT_SCALE_FACTOR=str(SCALE)
        )
        with started as running:
            until(lambda: not arguments or running.shows_a_scan())
            # The cursor would be part of the picture.
            screen.ask("mousemove", str(columns), str(rows))
            picture = running.still_picture()
    cv2.imwrite(str(target), picture[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    take(folder / "window.png", "dark", str(DEMO))
    take(folder / "window-light.png", "light", str(DEMO))
    take(folder / "window-empty.png", "dark")

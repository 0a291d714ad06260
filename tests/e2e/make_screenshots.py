"""Take the pictures of the documentation: the real program on a virtual screen, with its scans.

Run it as ``python tests/e2e/make_screenshots.py [FOLDER]``; it needs Xvfb and xdotool. Only the
demonstration scans are ever shown.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import cv2
from virtual_screen import ROOT, Program, Screen, program, until, virtual_screen

DEMO = ROOT / "resources" / "demo"
STILL = str(DEMO / "ultrasound_phantom.png")
CINE = str(DEMO / "ultrasound_cine.dcm")
MAMMOGRAM = str(DEMO / "mammogram_phantom.dcm")
SCALE = 1.5
SIZE = (1280, 800)


def take(
    target: Path,
    appearance: str,
    *arguments: str,
    keys: tuple[str, ...] = (),
    scale: float = SCALE,
) -> None:
    """Save a picture of the window, in light or dark, with the given command line.

    Parameters
    ----------
    target : Path
        The PNG file.
    appearance : str
        ``light`` or ``dark``.
    arguments : str
        The scan to open, if any.
    keys : tuple of str
        To press one after the other once the scan is seen; ``drag`` measures a distance.
    scale : float
        Pixels of the screen for a point of the window.
    """
    columns, rows = (round(scale * side) for side in SIZE)
    with tempfile.TemporaryDirectory() as name, virtual_screen(columns, rows) as screen:
        started = program(
            screen, Path(name), *arguments, appearance=appearance, QT_SCALE_FACTOR=str(scale)
        )
        with started as running:
            until(lambda: not arguments or (running.shows_a_scan() and shows_thumbnails(screen)))
            for key in keys:
                before = running.still_picture()
                act(running, key, scale)
                until(lambda before=before: (screen.picture() != before).mean() > 0.001)
            # The cursor would be part of the picture.
            screen.ask("mousemove", str(columns), str(rows))
            picture = running.still_picture()
    cv2.imwrite(str(target), picture[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])


def shows_thumbnails(screen: Screen) -> bool:
    """Tell whether the pictures of all three demonstration scans are there."""
    picture = screen.picture()
    rows, columns = picture.shape[:2]
    beside = picture[:, columns // 20 : columns // 8]
    middles = [round(rows * place) for place in (0.165, 0.32, 0.48)]
    return all(beside[middle - 8 : middle + 8].mean() > 25 for middle in middles)


def act(running: Program, key: str, scale: float) -> None:
    """Press a key, or measure across the lesion of the phantoms."""
    if key == "drag":
        start, end = ((453, 313), (580, 327))
        running.drag(
            (round(scale * start[0]), round(scale * start[1])),
            (round(scale * end[0]), round(scale * end[1])),
        )
    else:
        running.press(key)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    take(folder / "window.png", "dark", STILL)
    take(folder / "window-light.png", "light", STILL)
    take(folder / "window-empty.png", "dark")
    for appearance in ("dark", "light"):
        take(folder / f"cine-{appearance}.png", appearance, CINE, keys=("m", "d", "drag"), scale=1)
        take(folder / f"header-{appearance}.png", appearance, MAMMOGRAM, keys=("ctrl+i",), scale=1)
        take(folder / f"keys-{appearance}.png", appearance, STILL, keys=("F1",), scale=1)
        for name, keys in (
            ("models", ("shift+F1",)),
            ("settings", ("ctrl+comma",)),
            ("history", ("Prior", "Prior", "ctrl+shift+h")),
        ):
            take(folder / f"{name}-{appearance}.png", appearance, STILL, keys=keys, scale=1)

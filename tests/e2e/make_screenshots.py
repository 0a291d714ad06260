"""Take the pictures of the documentation: the real program on a virtual screen, with its scans.

Run it as ``python tests/e2e/make_screenshots.py [--folder FOLDER] [NAME ...]``; it needs Xvfb and
xdotool. A name is that of a picture without its ending, such as ``batch-dark``; without one, all
are taken. Only the demonstration scans are ever shown.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2

from tests.e2e.virtual_screen import ROOT, Program, Screen, program, until, virtual_screen

DEMO = ROOT / "resources" / "demo"
STILL = str(DEMO / "ultrasound_phantom.png")
CINE = str(DEMO / "ultrasound_cine.dcm")
THERMOGRAM = str(DEMO / "thermogram_phantom.png")
MAMMOGRAM = str(DEMO / "mammogram_phantom.dcm")
SIZE = (1280, 800)
BATCH = "Batch .*Second Reader"
Act = Callable[[Program, Path], None]


@dataclass(frozen=True)
class Shot:
    """One picture.

    Attributes
    ----------
    name : str
        Of the PNG file, without its ending.
    appearance : str
        ``light`` or ``dark``.
    scan : str
        To open; empty for none.
    acts : tuple of str or callable
        One after the other once the scan is seen: a key to press, or what is done with the program
        and a folder of its own.
    scale : float
        Pixels of the screen for a point of the window.
    """

    name: str
    appearance: str
    scan: str = ""
    acts: tuple[str | Act, ...] = ()
    scale: float = 1.0

    def take(self, folder: Path) -> None:
        """Save the picture."""
        columns, rows = (round(self.scale * side) for side in SIZE)
        scans = (self.scan,) if self.scan else ()
        with tempfile.TemporaryDirectory() as name, virtual_screen(columns, rows) as screen:
            started = program(
                screen,
                Path(name),
                *scans,
                appearance=self.appearance,
                steady=True,
                QT_SCALE_FACTOR=str(self.scale),
            )
            with started as running:
                until(lambda: not scans or (running.shows_a_scan() and shows_thumbnails(screen)))
                for act in self.acts:
                    carry_out(act, running, Path(name))
                # The cursor would be part of the picture.
                screen.ask("mousemove", str(columns), str(rows))
                picture = running.still_picture()
        target = folder / f"{self.name}.png"
        cv2.imwrite(str(target), picture[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])


def shows_thumbnails(screen: Screen) -> bool:
    """Tell whether the pictures of the first demonstration scans are there."""
    picture = screen.picture()
    rows, columns = picture.shape[:2]
    beside = picture[:, columns // 20 : columns // 8]
    middles = [round(rows * place) for place in (0.165, 0.32, 0.48)]
    return all(beside[middle - 8 : middle + 8].mean() > 25 for middle in middles)


def carry_out(act: str | Act, running: Program, home: Path) -> None:
    """Do something, and wait until it is seen."""
    before = running.still_picture()
    if isinstance(act, str):
        running.press(act)
    else:
        act(running, home)
    until(lambda: (running.screen.picture() != before).mean() > 0.001)


def measure(running: Program, _home: Path) -> None:
    """Measure across the lesion of the phantoms."""
    running.drag((453, 313), (580, 327))


def read_a_folder(running: Program, home: Path) -> None:
    """Read the demonstration scans as a batch, and choose a row of it."""
    scans = home / "demonstration"
    scans.mkdir()
    for number, source in enumerate((STILL, CINE, MAMMOGRAM, STILL), start=1):
        shutil.copy(source, scans / f"{number}-{Path(source).name}")
    (scans / "notes.txt").write_text("No scan, and a row all the same.", encoding="utf-8")
    until(lambda: running.window_of(BATCH))
    running.press_in(BATCH, "ctrl+o")
    running.answer("^Read a folder", scans)
    until(lambda: "%" in running.title_of(BATCH), pause_s=0.02)
    until(lambda: "%" not in running.title_of(BATCH))
    running.still_picture()
    running.click((300, 185))


def turn_to_models(running: Program, _home: Path) -> None:
    """Turn to the third page of the settings."""
    running.press_in("^Settings", "Down", "Down")


def report(running: Program, _home: Path) -> None:
    """Fill in a report, and wait for its pages."""
    running.press("ctrl+p")
    until(lambda: running.window_of("^Report"))
    running.screen.ask("windowfocus", "--sync", running.window_of("^Report"))
    running.still_picture()
    running.screen.ask("type", "--delay", "5", "Hypoechoic mass, irregular margin")
    running.still_picture()


def shots() -> list[Shot]:
    """Return all pictures of the documentation."""
    large = 1.5
    found = [
        Shot("window", "dark", STILL, scale=large),
        Shot("window-light", "light", STILL, scale=large),
        Shot("window-empty", "dark", scale=large),
    ]
    for kind in ("dark", "light"):
        found += [
            Shot(f"cine-{kind}", kind, CINE, ("m", "d", measure)),
            Shot(f"thermogram-{kind}", kind, THERMOGRAM),
            Shot(f"header-{kind}", kind, MAMMOGRAM, ("ctrl+i",)),
            Shot(f"keys-{kind}", kind, STILL, ("F1",)),
            Shot(f"models-{kind}", kind, STILL, ("shift+F1",)),
            Shot(f"settings-{kind}", kind, STILL, ("ctrl+comma", turn_to_models)),
            Shot(f"history-{kind}", kind, STILL, ("Prior", "Prior", "ctrl+shift+h")),
            Shot(f"report-{kind}", kind, STILL, (report,)),
            Shot(f"batch-{kind}", kind, "", ("ctrl+b", read_a_folder)),
        ]
    return found


def main() -> int:
    """Take the pictures that the command line asks for."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--folder", type=Path, default=ROOT / "docs" / "images")
    arguments.add_argument("names", nargs="*")
    asked = arguments.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for shot in shots():
        if not asked.names or shot.name in asked.names:
            shot.take(asked.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Scans that the viewer has something special for, and readers that tell them apart."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.system.paths import models_dir
from engine.finding import Finding
from engine.model.model_card import ModelCard, load_card
from engine.scan import (
    GreyValues,
    HeaderElement,
    Modality,
    PixelSpacing,
    Scan,
    VoiWindow,
)
from tests.fakes.window import FakeReader, finding

FRAMES = 8
PEAK = 5
NORMAL = VoiWindow(2000.0, 3000.0, name="NORMAL")
SKIN = VoiWindow(500.0, 800.0, name="SKIN LINE")


def open_deep(path: Path) -> Scan:
    """12 bits in 16: a ramp from left to right, of which the file shows 500 to 3500."""
    values = np.tile(np.linspace(0, 4095, 600).astype(np.uint16), (400, 1))[None]
    every = np.arange(65536, dtype=np.float64)
    shown = np.clip((every - 1999.5) / 2999 + 0.5, 0, 1)
    table = np.rint(65535 * shown).astype(np.uint16)
    pixels = table[values]
    for array in (values, pixels):
        array.flags.writeable = False
    return Scan(
        path=path,
        pixels=pixels,
        file_format="DICOM",
        modality=Modality.ULTRASOUND,
        spacing=PixelSpacing(0.1, 0.2, "PixelSpacing"),
        grey=GreyValues(values, 1.0, 0.0, table, (NORMAL, SKIN)),
        header=HEADER,
    )


HEADER = (
    HeaderElement("(0010,0010)", "Patient's Name", "PN", "Musterfrau^Erika", 0, is_identity=True),
    HeaderElement("(0028,0030)", "Pixel Spacing", "DS", "0.1 \\ 0.2", 0, is_identity=False),
    HeaderElement("(0008,0060)", "Modality", "CS", "US", 0, is_identity=False),
)


def open_cine(path: Path) -> Scan:
    """Eight frames, each of its own grey."""
    pixels = np.empty((FRAMES, 120, 160), np.uint8)
    for frame in range(FRAMES):
        pixels[frame] = 20 + 25 * frame
    pixels.flags.writeable = False
    return Scan(path, pixels, "DICOM", Modality.ULTRASOUND, frame_time_ms=20.0)


class CineReader(FakeReader):
    """Finds the sixth frame the most suspicious; may be told to wait before a frame."""

    def __init__(self) -> None:
        super().__init__("malignant")
        self.asked: list[tuple[Modality | None, int]] = []
        self.waits_at: int | None = None
        self.go = threading.Event()

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        if frame == self.waits_at:
            assert self.go.wait(10)
        self.asked.append((modality, frame))
        probability = 0.9 - 0.1 * abs(frame - PEAK)
        return replace(
            finding("malignant", scan.rows, scan.columns),
            malignancy_probability=probability,
            modality=modality or Modality.ULTRASOUND,
            frame=frame,
        )


class CardReader(FakeReader):
    """Answers with the identity of the bundled card, which then has two operating points."""

    def __init__(self) -> None:
        super().__init__("benign")
        card = load_card(models_dir() / "ultrasound")
        usual = card.operating_points[0]
        other = replace(usual, name="99 % sensitivity", threshold=0.01, sensitivity=0.99)
        self.card = replace(card, operating_points=(usual, other))
        self.asked: list[Modality | None] = []

    def models(self) -> list[ModelCard]:
        return [self.card]

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        self.asked.append(modality)
        return replace(
            super().classify(scan, modality, frame),
            model=self.card.identity,
            operating_point=self.card.operating_points[0],
        )


def opened(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Open a file of some name and wait until it is shown."""
    window.open_path(Path("/scans") / name)
    qtbot.waitUntil(lambda: window.session.scan is not None and window.session.opening is None)


def drag(
    qtbot: QtBot,
    window: MainWindow,
    button: Qt.MouseButton,
    start: tuple[int, int],
    end: tuple[int, int],
) -> None:
    """Drag in the view, as a hand does: pressed, moved in steps, released."""
    view = window.stage.view
    qtbot.mousePress(view, button, pos=QPoint(*start))
    for step in (0.3, 0.7, 1.0):
        x = round(start[0] + step * (end[0] - start[0]))
        y = round(start[1] + step * (end[1] - start[1]))
        qtbot.mouseMove(view, QPoint(x, y))
    qtbot.mouseRelease(view, button, pos=QPoint(*end))


def seen_at(window: MainWindow, x: float, y: float) -> int:
    """Return the red of the pixel of the screen that shows a point of the frame."""
    at = window.stage.view.to_view(QPointF(x, y))
    return window.stage.view.grab().toImage().pixelColor(round(at.x()), round(at.y())).red()

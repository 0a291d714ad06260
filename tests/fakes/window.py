"""Stand-ins for the engine: findings of every kind, and readers that are slow or fail."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from desktop.main_window import MainWindow
from desktop.system.paths import resources_dir
from engine.errors import ModelError
from engine.finding import (
    Evidence,
    Finding,
    InconclusiveZone,
    ModelIdentity,
    OperatingPoint,
    Reason,
    Status,
)
from engine.model.installed_models import Preferred
from engine.model.model_card import ModelCard
from engine.picture.preprocessing import Letterbox
from engine.scan import Modality, Scan

MakeWindow = Callable[..., MainWindow]

CLASSES = ("benign", "malignant", "normal")
DEMO = resources_dir() / "demo" / "ultrasound_phantom.png"
PROBABILITIES = {
    "malignant": (0.066, 0.927, 0.007),
    "benign": (0.934, 0.021, 0.045),
    "normal": (0.030, 0.004, 0.966),
    "inconclusive": (0.790, 0.170, 0.040),
}
KINDS = (*PROBABILITIES, "out_of_scope", "no_model")


def scan_of(pixels: np.ndarray[Any, Any], path: Path = DEMO) -> Scan:
    frames = np.ascontiguousarray(pixels[None])
    frames.setflags(write=False)
    return Scan(path=path, pixels=frames, file_format="PNG")


def open_phantom(path: Path) -> Scan:
    grey = cv2.imread(str(DEMO), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    # Its caption is text in a picture, which would be warned of.
    grey[494:] = 0
    return scan_of(grey, path)


def evidence(rows: int, columns: int) -> Evidence:
    """One blob of evidence, for malignant inside the phantom's lesion, on a 16 by 16 grid."""
    y, x = np.mgrid[0:16, 0:16].astype(np.float32)
    blob = np.exp(-(((y - 6.6) / 1.5) ** 2 + ((x - 7.8) / 1.7) ** 2)).astype(np.float32)
    maps = np.stack([0.25 * np.roll(blob, 3, axis=1), blob, 0.1 * np.flipud(blob)], axis=2)
    return Evidence(
        class_maps=maps,
        bias=np.zeros(3, np.float32),
        logits=maps.sum(axis=(0, 1)),
        lesion_map=np.clip(1.2 * blob, 0, 1),
        classes=CLASSES,
        letterbox=Letterbox.fit(rows, columns, 256, 256),
        frame_rows=rows,
        frame_columns=columns,
        reference=1.0,
    )


def finding(kind: str, rows: int = 520, columns: int = 640) -> Finding:
    model = ModelIdentity("ultrasound", "1.0.0", "3f9a1c" + 58 * "7")
    if kind == "out_of_scope":
        reason = Reason(
            "This does not look like an ultrasound scan.",
            "Open the picture as the scanner saved it.",
        )
        return Finding(
            Status.OUT_OF_SCOPE, None, model, None, None, {}, None, None, None, reason, None
        )
    values = dict(zip(CLASSES, PROBABILITIES[kind], strict=True))
    name = max(values, key=values.__getitem__)
    answered = Finding(
        status=Status.OK,
        modality=Modality.ULTRASOUND,
        model=model,
        class_name=name,
        confidence=values[name],
        probabilities=values,
        malignancy_probability=values["malignant"],
        operating_point=OperatingPoint("95 % sensitivity", 0.22, 0.95),
        inconclusive_zone=InconclusiveZone(0.14, 0.30),
        reason=None,
        evidence=evidence(rows, columns),
    )
    if kind == "inconclusive":
        reason = Reason(
            "The model cannot tell: the probability lies in the zone where it errs most.",
            "Decide without it; another view of the same place may help.",
        )
        return replace(answered, status=Status.INCONCLUSIVE, reason=reason)
    return answered


class FakeReader:
    """Answers every scan in the same way."""

    def __init__(self, kind: str = "malignant") -> None:
        self.kind = kind

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        del modality
        if self.kind == "no_model":
            raise ModelError("The ultrasound model is missing.", "Install the application again.")
        return replace(finding(self.kind, scan.rows, scan.columns), frame=frame)

    def models(self) -> list[ModelCard]:
        return []

    def prefer(self, preferred: Preferred) -> None:
        self.preferred = preferred


class Gate:
    """An `open_scan` that waits, for the names it is told to, until the test lets it go on."""

    def __init__(self, *names: str, inner: Callable[[Path], Scan] = open_phantom) -> None:
        self.entered = threading.Event()
        self.go = threading.Event()
        self._names = names
        self._inner = inner

    def __call__(self, path: Path) -> Scan:
        if path.name in self._names:
            self.entered.set()
            assert self.go.wait(10), "the test never opened the gate"
        return self._inner(path)

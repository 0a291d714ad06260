"""Stand-ins for the parts that a batch works with: readers and sources of scans."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DamagedFileError, MissingFileError, ModelError
from engine.finding import (
    Finding,
    InconclusiveZone,
    ModelIdentity,
    OperatingPoint,
    Reason,
    Status,
)
from engine.model.model_card import ModelCard
from engine.picture.preprocessing import Preprocessing
from engine.scan import HeaderElement, Laterality, Modality, Scan

POINT = OperatingPoint("95 % sensitivity", 0.12, 0.95)


def card(
    modality: Modality = Modality.ULTRASOUND, version: str = "1.2.0", digest: str = "ab" * 32
) -> ModelCard:
    document: dict[str, Any] = {"name": str(modality), "version": version, "sha256": digest}
    return ModelCard(
        name=str(modality),
        version=version,
        modality=modality,
        classes=("benign", "malignant"),
        graph_file="model.tflite",
        graph_sha256=digest,
        preprocessing=Preprocessing(64, 64),
        bias=(0.0, 0.0),
        temperature=1.0,
        operating_points=(POINT,),
        inconclusive_zone=InconclusiveZone(0.25, 0.4),
        scope_limit=2.0,
        heatmap_reference=1.0,
        self_test=(0.0, 0.0),
        figures=(),
        document=document,
    )


def answered(malignancy: float, frame: int = 0, model: ModelCard | None = None) -> Finding:
    unsure = 0.25 <= malignancy <= 0.4
    return Finding(
        status=Status.INCONCLUSIVE if unsure else Status.OK,
        modality=Modality.ULTRASOUND,
        model=ModelIdentity("ultrasound", "1.2.0", "ab" * 32) if model is None else model.identity,
        class_name="malignant" if malignancy >= 0.5 else "benign",
        confidence=max(malignancy, 1 - malignancy),
        probabilities={"benign": 1 - malignancy, "malignant": malignancy},
        malignancy_probability=malignancy,
        operating_point=POINT,
        inconclusive_zone=InconclusiveZone(0.25, 0.4),
        reason=Reason("The model cannot tell.", "Decide without it.") if unsure else None,
        evidence=None,
        frame=frame,
    )


def refused(frame: int = 0) -> Finding:
    return Finding(
        status=Status.OUT_OF_SCOPE,
        modality=None,
        model=None,
        class_name=None,
        confidence=None,
        probabilities={},
        malignancy_probability=None,
        operating_point=None,
        inconclusive_zone=None,
        reason=Reason("The picture is blank.", "Open another one."),
        evidence=None,
        frame=frame,
    )


class FakeReader:
    """The malignancy probability is the brightness of the frame; black is out of scope."""

    def __init__(self, *cards: ModelCard) -> None:
        self.cards = cards or (card(),)
        self.twins = 0

    def for_another_thread(self) -> FakeReader:
        self.twins += 1
        return self

    def warm_up(self) -> None:
        pass

    def models(self) -> tuple[ModelCard, ...]:
        return self.cards

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        brightness = float(scan.frame(frame)[0, 0]) / 255
        if scan.path.name == "bug":
            raise ZeroDivisionError("a fault of our own")
        if scan.path.name == "no-model":
            raise ModelError("The model is altered.", "Install the application again.")
        finding = answered(brightness, frame, self.cards[0]) if brightness else refused(frame)
        return finding if modality is None else replace(finding, modality=modality)


class FakePool:
    """Reads files of a few bytes: each byte is a frame of that brightness.

    A name that begins with ``patient`` states a patient and a breast: ``patient7-L-…``.
    """

    def __init__(self, _workers: int = 1) -> None:
        self.opened: list[str] = []
        self.is_closed = False

    def read_scan(self, path: Path) -> Scan:
        self.opened.append(path.name)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise MissingFileError("There is no such file.", "Check its name.", path) from error
        if not content:
            raise DamagedFileError("The file is empty.", "Export it again.", path)
        pixels = np.stack([np.full((8, 8), level, np.uint8) for level in content])
        scan = Scan(path, pixels, "DICOM")
        if path.name.startswith("patient"):
            name, side, _ = path.name.split("-", 2)
            element = HeaderElement("(0010,0020)", "Patient ID", "LO", name, 0, is_identity=True)
            scan = replace(scan, header=(element,), laterality=Laterality(side), view="MLO")
        return scan

    def warm_up(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


class GatedPool(FakePool):
    """Waits before each file until the test lets it go on."""

    def __init__(self, on_open: Callable[[Path], None] | None = None) -> None:
        super().__init__()
        self.entered = threading.Event()
        self.go = threading.Event()
        self._on_open = on_open

    def read_scan(self, path: Path) -> Scan:
        self.entered.set()
        if self._on_open is not None:
            self._on_open(path)
        if not self.go.wait(10) or self.is_closed:
            raise DamagedFileError("Decoding the file ended unexpectedly.", "Copy it again.", path)
        return super().read_scan(path)

    def close(self) -> None:
        super().close()
        self.go.set()


def make_files(folder: Path, **levels: int) -> Path:
    """Make files of one frame each, by name and brightness."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, level in levels.items():
        (folder / name).write_bytes(bytes([level]))
    return folder

"""Row 16: input at the models that no scan can be."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import imagecodecs
import numpy as np
from numpy.typing import NDArray

from desktop.system.paths import models_dir
from engine.decoding.read_scan import read_scan
from engine.errors import ScanError
from engine.finding import Status
from engine.model.second_reader import SecondReader
from engine.scan import Modality
from tests.fakes.dicom_maker import dataset_of
from tests.reliability.result import RowResult
from tests.reliability.specimens import saved

TITLE = "wrong input at the model"
TARGET = "out of scope or unreadable, never a confident class"
QUICK = 0.25

_NOISES = 40


def run(seed: int, scale: float) -> RowResult:
    """Ask for an answer to each, undirected and as each kind of scan that there is a model for."""
    reader = SecondReader(models_dir())
    kinds = [None, *sorted({card.modality for card in reader.models()})]
    counts: dict[str, int] = {}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input"
        for name, data in _inputs(seed, max(1, round(_NOISES * scale))):
            path.write_bytes(data)
            for kind in kinds:
                status = _status(reader, path, kind)
                counts[status] = counts.get(status, 0) + 1
                if status not in {"unreadable", str(Status.OUT_OF_SCOPE)}:
                    wrong.append(f"{name} as {kind or 'anything'}: {status}")
    told = ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
    confident = [one for one in wrong if not one.endswith(str(Status.INCONCLUSIVE))]
    figure = f"{sum(counts.values())} questions: {told}; {len(confident)} confident classes"
    return RowResult(figure, not wrong, "; ".join(wrong[:5]))


def _status(reader: SecondReader, path: Path, kind: Modality | None) -> str:
    try:
        return str(reader.classify(read_scan(path), kind).status)
    except ScanError:
        return "unreadable"


def _inputs(seed: int, noises: int) -> Iterator[tuple[str, bytes]]:
    yield from _plain()
    yield from _narrow()
    yield from _deep()
    yield from _floating()
    yield from _noise(seed, noises)


def _png(picture: NDArray[Any]) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


def _plain() -> Iterator[tuple[str, bytes]]:
    for value in (0, 1, 127, 254, 255):
        yield f"constant {value}", _png(np.full((400, 500), value, np.uint8))
        yield f"constant colour {value}", _png(np.full((400, 500, 3), value, np.uint8))
    lit = np.zeros((400, 500), np.uint8)
    lit[200, 250] = 255
    yield "one white pixel", _png(lit)
    yield "black but for its frame", _png(cv2.rectangle(lit * 0, (0, 0), (499, 399), 255, 3))
    yield "halves", _png(np.repeat(np.array([0, 255], np.uint8), 250)[None].repeat(400, 0))
    board = (np.indices((400, 500)).sum(axis=0) % 2 * 255).astype(np.uint8)
    yield "every other pixel", _png(board)
    ramp = np.linspace(0, 255, 500).astype(np.uint8)[None].repeat(400, 0)
    yield "ramp", _png(ramp)


def _narrow() -> Iterator[tuple[str, bytes]]:
    chance = np.random.default_rng(0)
    for rows, columns in ((1, 1), (2, 2), (1, 3000), (3, 10_000), (10_000, 3), (63, 63), (2, 200)):
        picture = chance.integers(0, 256, (rows, columns)).astype(np.uint8)
        yield f"{columns} x {rows} pixels", _png(picture)


def _deep() -> Iterator[tuple[str, bytes]]:
    for value in (0, 1, 255, 32768, 65534, 65535):
        yield f"16 bits, constant {value}", _png(np.full((300, 300), value, np.uint16))
    step = np.full((300, 300), 65534, np.uint16)
    step[:, 150:] = 65535
    yield "16 bits, a step of one at the top", _png(step)
    for low, high in ((0, 0), (0, 1), (-32768, -32768), (32767, 32767)):
        values = np.full((300, 300), low, np.int16)
        values[150:] = high
        dataset = dataset_of(values, WindowCenter=1e300, WindowWidth=1e-300)
        yield f"signed {low} to {high} in an absurd window", saved(dataset)


def _floating() -> Iterator[tuple[str, bytes]]:
    for name, value in (("nan", np.nan), ("inf", np.inf), ("huge", 3e38), ("tiny", 1e-44)):
        values = np.full((128, 128), value, np.float32)
        dataset = dataset_of(values.view("u4"), Modality="US")
        del dataset.PixelData, dataset.PixelRepresentation, dataset.HighBit, dataset.BitsStored
        dataset.FloatPixelData = values.tobytes()
        yield f"floats: {name}", saved(dataset)
    for name, slope in (("infinite", "1e999"), ("no number", "nan"), ("huge", "1e308")):
        ramp = np.arange(128 * 128, dtype=np.uint16).reshape(128, 128)
        dataset = dataset_of(ramp, Modality="OT")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset.add_new("RescaleSlope", "LO", slope)
            dataset.add_new("RescaleIntercept", "LO", "-" + slope)
        yield f"rescale: {name}", saved(dataset)


def _noise(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    chance = np.random.default_rng(seed)
    for index in range(count):
        grain = int(chance.integers(1, 9))
        small = chance.integers(0, 256, (400 // grain, 500 // grain)).astype(np.uint8)
        picture = cv2.resize(small, (500, 400), interpolation=cv2.INTER_NEAREST)
        yield f"noise {index}, grain {grain}", imagecodecs.png_encode(picture)

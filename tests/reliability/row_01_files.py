"""Row 1: the published files of every kind and fault, and as many others made by code."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from engine.errors import ScanError
from engine.scan import Scan
from tests.engine.readers.dicom import test_expected_files as expected_dicom
from tests.engine.readers.raster import test_expected_files as expected_images
from tests.fakes.expectations import read_rows
from tests.fakes.folders import data_folder
from tests.reliability.foreign_files import Foreign, foreign_files
from tests.reliability.result import RowResult
from tests.reliability.watched import Reading, watch

TITLE = "real and foreign files of every kind and fault"
TARGET = "100 % as expected; no death; each < 10 s and < 1.5 GB in the decoder"
QUICK = 0.03


def run(seed: int, scale: float) -> RowResult:
    """Read every file in a watched decoder, and compare the outcome with what is expected."""
    chance = random.Random(seed)
    readings: list[Reading] = []
    wrong: list[str] = []
    published = _sample(chance, list(_published()), scale)
    for name, module, row, folder in published:
        wrong += [f"{name}: {what}" for what in _judge(module, row, folder, readings)]
    foreign = _sample(chance, foreign_files(), scale)
    with tempfile.TemporaryDirectory() as place:
        for file in foreign:
            wrong += [
                f"{file.name}: {what}" for what in _judge_foreign(file, Path(place), readings)
            ]
    slowest = max((one.seconds for one in readings), default=0.0)
    most = max((one.peak for one in readings), default=0) / 2**20
    figure = (
        f"{len(published)} published and {len(foreign)} other files: {len(wrong)} not as expected, "
        f"0 deaths of the application, slowest {slowest:.1f} s, at most {most:.0f} MB"
    )
    return RowResult(figure, not wrong, "; ".join(wrong[:5]))


_Row = tuple[str, ModuleType, dict[str, str], Path]


def _published() -> Iterator[_Row]:
    data = data_folder()
    if data is None:
        return
    for name, module in (("dicom", expected_dicom), ("images", expected_images)):
        folder = data / "files" / name
        for row in read_rows(folder):
            yield row["file"], module, row, folder


def _sample(chance: random.Random, every: list, scale: float) -> list:  # type: ignore[type-arg]
    if scale >= 1 or not every:
        return every
    return chance.sample(every, max(1, round(len(every) * scale)))


def _judge(
    module: ModuleType, row: dict[str, str], folder: Path, readings: list[Reading]
) -> Iterator[str]:
    """Let the test of the published list judge what the watched decoder made of a file."""
    reading = watch(folder / row["file"])
    readings.append(reading)
    if reading.complaint():
        yield reading.complaint()
        return
    usual: Callable[[Path], Scan] = module.read_scan
    module.read_scan = lambda _path: _again(reading)  # type: ignore[attr-defined]
    try:
        found = module.complaint(row, folder)
    finally:
        module.read_scan = usual  # type: ignore[attr-defined]
    if found:
        yield found


def _again(reading: Reading) -> Scan:
    if isinstance(reading.outcome, Exception):
        raise reading.outcome
    return reading.outcome


def _judge_foreign(file: Foreign, folder: Path, readings: list[Reading]) -> Iterator[str]:
    path = folder / "file"
    path.write_bytes(file.data)
    reading = watch(path)
    readings.append(reading)
    if reading.complaint():
        yield reading.complaint()
    is_refused = isinstance(reading.outcome, ScanError)
    if is_refused != file.is_refused:
        yield f"refused: {reading.outcome}" if is_refused else "opened"

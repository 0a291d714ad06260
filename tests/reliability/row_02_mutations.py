"""Row 2: files damaged by chance, through the reader that the application uses."""

from __future__ import annotations

import contextlib
import random
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from engine.decoding.pool import DecoderPool
from engine.errors import ScanError
from tests.fakes.folders import data_folder
from tests.fakes.hostile_readers import misbehave
from tests.reliability.mutations import mutated
from tests.reliability.result import RowResult, judges_time
from tests.reliability.specimens import Specimen, dicom_specimens, picture_specimens, real_specimens

TITLE = "mutated DICOM, JPEG and PNG files through the real reader"
TARGET = "0 deaths; only the documented errors; a dead or stuck decoder replaced within 2 s"
QUICK = 0.0005

_DICOM, _PICTURES, _BROKEN = 100_000, 50_000, 200
_REPLACED_WITHIN_S = 2.0
_ENDED = "ended unexpectedly"
_STUCK = "takes too long"
_WORKERS = 2


@dataclass
class _Tally:
    """What became of the files; shared by the threads that read them."""

    outcomes: Counter[str] = field(default_factory=Counter)
    replaced_s: list[float] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def run(seed: int, scale: float) -> RowResult:
    """Read damaged files, two at a time."""
    tally = _Tally()
    dicom, pictures = _sources()
    jobs = [
        *_jobs(f"{seed}d", max(1, round(_DICOM * scale)), dicom),
        *_jobs(f"{seed}p", max(1, round(_PICTURES * scale)), pictures),
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        DecoderPool(workers=_WORKERS) as pool,
        ThreadPoolExecutor(_WORKERS) as threads,
    ):
        reader = _Reader(pool, Path(folder), tally)
        list(threads.map(reader.read, jobs))
    _break_decoders(max(1, round(_BROKEN * scale)), tally)
    return _result(tally, len(jobs), scale)


def _break_decoders(count: int, tally: _Tally) -> None:
    """Let decoders die and hang for certain: the damaged files may leave them all alive."""
    with DecoderPool(time_limit_s=1.0, reader=misbehave) as pool:
        for index in range(count):
            with contextlib.suppress(ScanError):
                pool.read_scan(Path("hang" if index % 4 == 3 else "abort"))
            begun = time.monotonic()
            pool.read_scan(Path("fine"))
            tally.replaced_s.append(time.monotonic() - begun)


def _sources() -> tuple[list[Specimen], list[Specimen]]:
    """Return what is damaged: files made by code, and the published ones where they are at hand."""
    real = data_folder()
    published = (
        [one for name in ("dicom", "images") for one in real_specimens(real / "files" / name)]
        if real
        else []
    )
    return (
        [*dicom_specimens(), *(one for one in published if one.is_dicom)],
        [*picture_specimens(), *(one for one in published if not one.is_dicom)],
    )


def _jobs(name: str, count: int, specimens: list[Specimen]) -> list[tuple[str, Specimen]]:
    return [(f"{name}{index}", specimens[index % len(specimens)]) for index in range(count)]


class _Reader:
    """Reads one damaged file after another, and an intact one after each death."""

    def __init__(self, pool: DecoderPool, folder: Path, tally: _Tally) -> None:
        self._pool = pool
        self._folder = folder
        self._tally = tally
        self._intact = folder / "intact"
        self._intact.write_bytes(dicom_specimens()[0].data)
        # What is measured is files, not the first start of a process.
        for _ in range(_WORKERS):
            pool.read_scan(self._intact)

    def read(self, job: tuple[str, Specimen]) -> None:
        """Damage a file as its number asks, read it, note what came."""
        number, specimen = job
        path = self._folder / f"{threading.get_ident()}"
        path.write_bytes(mutated(random.Random(number), specimen))
        begun = time.monotonic()
        outcome, fault = self._outcome(path)
        took = time.monotonic() - begun
        with self._tally.lock:
            self._tally.outcomes[outcome] += 1
            self._tally.slowest = max(self._tally.slowest, (took, number))
            if fault:
                self._tally.faults.append(f"{number} {specimen.name}: {fault}")
        if outcome in {_ENDED, _STUCK}:
            self._see_replacement()

    def _outcome(self, path: Path) -> tuple[str, str]:
        try:
            scan = self._pool.read_scan(path)
        except ScanError as error:
            return _kind(error), "" if error.hint and error.path == path else "a bare error"
        except Exception as error:  # noqa: BLE001 - this is what must never happen
            return "another exception", repr(error)
        return "opened", "" if scan.pixels.size else "an empty picture"

    def _see_replacement(self) -> None:
        begun = time.monotonic()
        try:
            self._pool.read_scan(self._intact)
        except ScanError as error:
            with self._tally.lock:
                self._tally.faults.append(f"an intact file after a broken decoder: {error}")
        with self._tally.lock:
            self._tally.replaced_s.append(time.monotonic() - begun)


def _kind(error: ScanError) -> str:
    for words in (_ENDED, _STUCK):
        if words in error.summary:
            return words
    return type(error).__name__


def _result(tally: _Tally, count: int, scale: float) -> RowResult:
    waited = max(tally.replaced_s, default=0.0)
    outcomes = ", ".join(f"{name} {number:,}" for name, number in sorted(tally.outcomes.items()))
    killed = tally.outcomes[_ENDED] + tally.outcomes[_STUCK]
    broken = len(tally.replaced_s) - killed
    figure = (
        f"{count:,} of {_DICOM + _PICTURES:,} files: 0 deaths of the application, "
        f"{len(tally.faults)} undocumented outcomes, {killed} decoders died or stuck; with "
        f"{broken} more broken on purpose, the next file was read after {waited:.1f} s at most; "
        f"slowest file {tally.slowest[0]:.1f} s; {outcomes}"
    )
    passed = not tally.faults and (waited < _REPLACED_WITHIN_S or not judges_time(scale))
    return RowResult(figure, passed, "; ".join(tally.faults[:5]))

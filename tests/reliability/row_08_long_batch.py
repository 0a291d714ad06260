"""Row 8: a long batch takes no more at its end than at its beginning."""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import psutil

from engine.batch.run import Batch
from engine.interfaces import FindingReader
from engine.model.second_reader import SecondReader
from engine.records.journal import Journal
from engine.records.plan import Plan
from tests.fakes.batch import FakeReader
from tests.reliability.bench import MODELS, real_scans
from tests.reliability.result import RowResult

TITLE = "a batch of 10,000 files"
TARGET = (
    "memory growth after the first 500 files < 1 KB a file; descriptors, threads, processes flat; "
    "speed of the last 1,000 within 5 % of the first"
)
QUICK = 0.02
APART = True
_WORKERS = 2
_GROWTH = 1024
_SETTLED = 500
_SLOWER = 1.05
_MODEL_PART = 20


@dataclass(frozen=True)
class Sample:
    """What the processes of the program hold after so many files."""

    files: int
    memory: int
    handles: int
    threads: int
    processes: int
    seconds: float
    work: float


def run(seed: int, scale: float) -> RowResult:
    files = max(200, round(10_000 * scale))
    with tempfile.TemporaryDirectory() as place:
        folder = _tiny_scans(Path(place) / "tiny", files, seed)
        is_long = files >= _SETTLED
        passed, figure = _judged(_samples(folder, FakeReader()), with_speed=is_long)
        if not is_long:
            return RowResult(f"{files} of 10,000 files: {figure}", passed)
        # With the real model, fewer: it is what leaks, and not the speed, that they show.
        folder = real_scans(Path(place) / "real", max(60, files // _MODEL_PART))
        holds, with_model = _judged(_samples(folder, SecondReader(MODELS)), with_speed=False)
    return RowResult(
        f"{files:,} of 10,000 files: {figure}; with the model, {with_model}", passed and holds
    )


def _judged(samples: list[Sample], *, with_speed: bool = True) -> tuple[bool, str]:
    files = samples[-1].files
    settled = [sample for sample in samples if sample.files >= min(_SETTLED, files // 3)]
    ends = _median(settled[-5:]), _median(settled[:5])
    growth = (ends[0].memory - ends[1].memory) / max(1, ends[0].files - ends[1].files)
    flat = all(
        getattr(ends[0], name) <= getattr(ends[1], name)
        for name in ("handles", "threads", "processes")
    )
    part = max(1, len(samples) // 10)
    slower, more_work = (
        _rate(samples[-part - 1 :], name) / _rate(settled[: part + 1], name)
        for name in ("seconds", "work")
    )
    figure = (
        f"{growth:+.0f} bytes a file after the first {settled[0].files:,} of {files:,}, "
        f"descriptors {ends[1].handles} to {ends[0].handles}, threads {ends[1].threads} to "
        f"{ends[0].threads}, processes {ends[1].processes} to {ends[0].processes}"
    )
    if with_speed:
        figure += f", last tenth {slower:.2f} of the first's time, {more_work:.2f} of its work"
    # On a machine that others use, too, only the work of the processors is the program's own.
    is_steady = min(slower, more_work) <= _SLOWER or not with_speed
    # Of a few files the memory of a beginning would be told, and not of what comes after it.
    is_slim = growth < _GROWTH or files < _SETTLED
    return is_slim and flat and is_steady, figure


def _median(samples: list[Sample]) -> Sample:
    return Sample(
        *(round(statistics.median(values)) for values in zip(*map(_values, samples), strict=True))
    )


def _values(sample: Sample) -> tuple[float, ...]:
    return (
        sample.files,
        sample.memory,
        sample.handles,
        sample.threads,
        sample.processes,
        sample.seconds,
        sample.work,
    )


def _rate(samples: list[Sample], name: str) -> float:
    first, last = samples[0], samples[-1]
    spent = getattr(last, name) - getattr(first, name)
    return float(max(spent, 1e-9) / max(1, last.files - first.files))


def _samples(folder: Path, reader: FindingReader) -> list[Sample]:
    total = sum(1 for _ in os.scandir(folder))
    every = max(1, total // 100)
    samples: list[Sample] = []
    with Journal(folder.with_suffix(".journal")) as journal:
        batch = Batch(Plan((folder,)), journal, reader, _WORKERS)
        with closing(batch.run()) as rows:
            for files, _ in enumerate(rows, 1):
                if files % every == 0:
                    samples.append(_sample(files))
    return samples


def _sample(files: int) -> Sample:
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    memory = handles = 0
    work = 0.0
    for process in processes:
        with process.oneshot():
            memory += process.memory_full_info().uss
            handles += process.num_fds() if os.name == "posix" else process.num_handles()
            spent = process.cpu_times()
            work += spent.user + spent.system
    count = threading.active_count()
    return Sample(files, memory, handles, count, len(processes), time.monotonic(), work)


def _tiny_scans(folder: Path, count: int, seed: int) -> Path:
    folder.mkdir()
    chance = np.random.default_rng(seed)
    for number in range(count):
        picture = chance.integers(1, 255, (32, 32), np.uint8)
        done, encoded = cv2.imencode(".png", picture)
        assert done
        (folder / f"scan{number:05}.png").write_bytes(encoded.tobytes())
    return folder

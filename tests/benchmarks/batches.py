"""Batches run inside of this process, and what they take."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from engine.batch.reading import OnScan
from engine.batch.run import Batch
from engine.decoding.pool import DecoderPool
from engine.finding import Finding, Status
from engine.interfaces import FindingReader
from engine.model.classifier import test_pattern
from engine.model.heatmap import class_heatmap, overlay
from engine.model.second_reader import SecondReader
from engine.records.journal import Journal
from engine.records.plan import Plan
from engine.scan import Scan
from tests.benchmarks.peers import ROOT


def linked(source: Path, target: Path, count: int) -> Path:
    """Make a folder of so many files, in turn those of another folder, without copying them."""
    target.mkdir(parents=True)
    files = sorted(source.iterdir())
    for index in range(count):
        file = files[index % len(files)]
        os.link(file, target / f"{index:06}{file.suffix}")
    return target


def draw_heatmap(scan: Scan, finding: Finding) -> None:
    """Make the picture that `second-reader classify --heatmaps` would write."""
    if finding.evidence is not None and finding.explained_class is not None:
        overlay(scan.frame(finding.frame), class_heatmap(finding.evidence, finding.explained_class))


class Nothing:
    """Answers at once that it has no answer, so that nothing hides what a batch itself takes."""

    def for_another_thread(self) -> Nothing:
        return self

    def warm_up(self) -> None:
        pass

    def models(self) -> tuple[()]:
        return ()

    def classify(self, _scan: Scan, _modality: object = None, frame: int = 0) -> Finding:
        empty: dict[str, Any] = dict.fromkeys(
            ("modality", "model", "class_name", "confidence", "malignancy_probability")
        )
        rest: dict[str, Any] = dict.fromkeys(
            ("operating_point", "inconclusive_zone", "reason", "evidence")
        )
        return Finding(Status.OUT_OF_SCOPE, probabilities={}, frame=frame, **empty, **rest)


def models() -> SecondReader:
    return SecondReader(ROOT / "models")


def files_a_second(
    folder: Path, place: Path, workers: int, reader: FindingReader, on_scan: OnScan | None = None
) -> float:
    """Return how fast a batch is once all its workers have read two files."""

    def make(journal: Journal) -> Batch:
        return Batch(Plan((folder,)), journal, reader, workers, on_scan=on_scan)

    return rate(make, place, 2 * workers)


def rate(make: Callable[[Journal], Batch], place: Path, first: int) -> float:
    """Return the files a second of a batch, but for so many of the first."""
    with Journal(place / "rate.journal") as opened:
        with contextlib.closing(make(opened).run()) as rows:
            moments = [time.perf_counter() for _row in rows]
        opened.discard()
    return (len(moments) - 1 - first) / (moments[-1] - moments[first])


def decoded_a_second(folder: Path, workers: int) -> float:
    """Return how many files are opened in a second, and nothing done with them."""
    files = sorted(folder.iterdir())
    with DecoderPool(workers) as pool, ThreadPoolExecutor(workers) as threads:
        list(threads.map(pool.read_scan, files[: 2 * workers]))
        began = time.perf_counter()
        list(threads.map(pool.read_scan, files))
        return len(files) / (time.perf_counter() - began)


def inferred_a_second(workers: int, each: int) -> float:
    """Return how many ready tensors are answered for in a second, an interpreter a thread."""
    calls = [_bare_call() for _ in range(workers)]
    barrier = threading.Barrier(workers + 1)

    def work(call: Callable[[], object]) -> None:
        call()
        barrier.wait()
        for _ in range(each):
            call()

    threads = [threading.Thread(target=work, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    barrier.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return workers * each / (time.perf_counter() - began)


def _bare_call() -> Callable[[], object]:
    reader = models()
    card = reader.load_folder(ROOT / "models" / "ultrasound")
    classifier = next(iter(reader._classifiers.values()))
    tensor = np.asarray(test_pattern(card.preprocessing.rows, card.preprocessing.columns))
    return lambda: classifier.answer(tensor)

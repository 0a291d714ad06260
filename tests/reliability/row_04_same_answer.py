"""Row 4: the same file gives the same answer, however it is read."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from engine.batch.run import Batch
from engine.decoding.pool import DecoderPool
from engine.model.second_reader import SecondReader
from engine.records.finding_record import FindingRecord
from engine.records.journal import Journal
from engine.records.plan import Plan
from tests.reliability.bench import MODELS, PHANTOM, real_scans
from tests.reliability.result import RowResult

TITLE = "the same file 1,000 times: alone, in a batch, resumed, 1 to 4 workers"
TARGET = "same class, probability within 1e-6"
QUICK = 0.004
_LIMIT = 1e-6
_FRESH_EVERY = 50
Answer = tuple[str | None, float | None]


def run(seed: int, scale: float) -> RowResult:
    count = max(3, round(1000 * scale))
    all_workers = (1, 2, 3, 4) if count >= 100 else (2,)
    answers: dict[str, list[Answer]] = {"alone": list(_alone(count))}
    with tempfile.TemporaryDirectory() as place:
        folder = real_scans(Path(place) / "scans", count)
        for workers in all_workers:
            journal = Path(place) / f"{workers}.journal"
            answers[f"{workers} workers"] = _batch(folder, journal, workers)
        answers["resumed"] = _resumed(folder, Path(place) / "resumed.journal", random.Random(seed))
    return _judged(answers, count)


def _judged(answers: dict[str, list[Answer]], count: int) -> RowResult:
    together = [answer for way in answers.values() for answer in way]
    values = [value for _, value in together if value is not None]
    spread = max(values) - min(values)
    classes = {name for name, _ in together}
    wrong = [way for way, found in answers.items() if len(found) != count]
    return RowResult(
        f"{len(together):,} answers ({count:,} each of {', '.join(answers)}): "
        f"{len(classes)} class, spread {spread:.1e}",
        len(classes) == 1 and len(values) == len(together) and spread <= _LIMIT and not wrong,
        f"not {count} answers: {', '.join(wrong)}" if wrong else "",
    )


def _alone(count: int) -> Iterator[Answer]:
    with DecoderPool() as pool:
        reader = SecondReader(MODELS)
        for number in range(count):
            if number % _FRESH_EVERY == 0:
                # Loaded anew, as by a program that was started again.
                reader = SecondReader(MODELS)
            finding = reader.classify(pool.read_scan(PHANTOM))
            yield finding.class_name, finding.malignancy_probability


def _batch(folder: Path, path: Path, workers: int) -> list[Answer]:
    with Journal(path) as journal:
        batch = Batch(Plan((folder,)), journal, SecondReader(MODELS), workers)
        return [_answer(row) for row in batch.run()]


def _resumed(folder: Path, path: Path, chance: random.Random) -> list[Answer]:
    plan, is_done = Plan((folder,)), False
    total = sum(1 for _ in folder.iterdir())
    while not is_done:
        with Journal(path) as journal:
            batch = Batch(plan, journal, SecondReader(MODELS), chance.randint(1, 4))
            until = journal.count + chance.randint(1, max(1, total // 4))
            with closing(batch.run()) as rows:
                for _ in rows:
                    if journal.count >= until:
                        break
            is_done = journal.count == total
    with Journal(path) as journal:
        return [_answer(row) for row in journal.rows(plan)]


def _answer(row: FindingRecord) -> Answer:
    return row.class_name, row.malignancy_probability

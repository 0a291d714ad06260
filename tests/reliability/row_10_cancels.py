"""Row 10: whatever is under way, cancelling it is answered at once and soon done."""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.reliability.bench import real_scans, shown
from tests.reliability.result import RowResult, judges_time

TITLE = "200 random cancels of batches and of scans that are being opened"
TARGET = "the window answers < 100 ms, the work has stopped < 1 s"
QUICK = 0.02
APART = True
_ANSWER_S = 0.1
_STOPPED_S = 1.0
_FILES = 40


def run(seed: int, scale: float) -> RowResult:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    cancels = max(2, round(200 * scale))
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = real_scans(Path(place) / "scans", _FILES)
        for name in ("hang", "slow"):
            # Beside files that are decoded at once, one that hangs and one that takes long.
            (folder / name).touch()
        trials = _Trials(Path(place), folder, chance)
        for number in range(cancels):
            trials.cancel_batch() if number % 2 else trials.cancel_opening()
        wrong = trials.finish()
    answers, stops = trials.answers, trials.stops["batch"] + trials.stops["opening"]
    slow = sum(each > _ANSWER_S for each in answers) + sum(each > _STOPPED_S for each in stops)
    return RowResult(
        f"{cancels} cancels: answered in {_milliseconds(answers)}; stopped, a batch in "
        f"{_milliseconds(trials.stops['batch'])}, an opening in "
        f"{_milliseconds(trials.stops['opening'])} (median / 99 % / longest)",
        not wrong and not (slow and judges_time(scale)),
        shown(wrong),
    )


def _milliseconds(values: list[float]) -> str:
    ordered = sorted(1000 * value for value in values)
    near = ordered[round(0.99 * (len(ordered) - 1))]
    return f"{statistics.median(ordered):.0f} / {near:.0f} / {ordered[-1]:.0f} ms"


class _Trials:
    def __init__(self, place: Path, folder: Path, chance: random.Random) -> None:
        from desktop.app import create_application
        from desktop.batch.run import BatchRun
        from desktop.viewer.session import Session
        from engine.decoding.pool import DecoderPool
        from engine.records.plan import Plan
        from tests.fakes.batch import FakeReader
        from tests.fakes.hostile_readers import misbehave

        self._application = create_application()
        self._chance, self._folder = chance, folder
        self._plan = Plan((folder,))
        reader = FakeReader()
        self._pool = DecoderPool(2, reader=misbehave)

        def open_pool(workers: int) -> DecoderPool:
            return DecoderPool(workers, reader=misbehave)

        self._run = BatchRun(reader, place / "batch.journal", 2, open_pool)
        self._session = Session(self._pool.read_scan, reader)
        self.answers: list[float] = []
        self.stops: dict[str, list[float]] = {"batch": [], "opening": []}
        self._wrong: list[str] = []

    def cancel_batch(self) -> None:
        self._run.start(self._plan)
        self._wait(self._chance.uniform(0, 1.5))
        self._cancel("batch", self._run.cancel, lambda: not self._run.is_running)

    def cancel_opening(self) -> None:
        name = self._chance.choice(("hang", "slow", "scan00000.png"))
        self._session.open(self._folder / name)
        self._wait(self._chance.uniform(0, 0.6))

        def is_free() -> bool:
            # The thread has ended its work when it can take other work.
            return self._session._jobs._waiting is None

        def cancel() -> None:
            self._session.close_scan()
            self._session.open(self._folder / "scan00001.png")

        self._cancel("opening", cancel, is_free)
        self._until(lambda: self._session.opening is None)
        if self._session.scan is None:
            self._wrong.append(f"after cancelling {name}, the next scan did not open")
        self._session.close_scan()

    def finish(self) -> list[str]:
        for part in (self._run, self._session):
            if not part.shut_down():
                self._wrong.append(f"{type(part).__name__} did not end")
        self._pool.close()
        return self._wrong

    def _cancel(
        self, what: str, cancel: Callable[[], object], is_stopped: Callable[[], bool]
    ) -> None:
        began = time.monotonic()
        cancel()
        # What was pressed is seen when the events that it caused have been handled.
        self._application.processEvents()
        self.answers.append(time.monotonic() - began)
        self._until(is_stopped)
        self.stops[what].append(time.monotonic() - began)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.002)

    def _until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not condition():
            self._application.processEvents()
            time.sleep(0.002)
            if time.monotonic() > end:
                self._wrong.append("nothing happened for 30 s")
                return

"""Row 9: a robot uses the window at random while somebody times its event loop."""

from __future__ import annotations

import gc
import os
import random
import shutil
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.reliability.bench import DEMO, MODELS, real_scans, shown
from tests.reliability.result import RowResult

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

TITLE = "30 minutes of use by a robot: open, zoom, batch, report, history, cancel at random"
TARGET = (
    "longest event-loop stall < 200 ms, p99 < 50 ms; 0 leaked objects, threads, processes; "
    "memory < +30 MB"
)
QUICK = None
APART = True
_MINUTES = 30.0
_BEAT_MS = 5
_LONGEST_S, _NEARLY_S = 0.2, 0.05
_MEMORY_MB = 30.0
_WARM_PART = 0.25
_LOOKS = ("heatmap", "outline", "invert", "zoom_in", "zoom_out", "fit", "actual", "flip", "header")
_SCANS = ("ultrasound_phantom.png", "mammogram_phantom.dcm", "ultrasound_cine.dcm")


def run(seed: int, scale: float) -> RowResult:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place:
        robot = _Robot(Path(place), random.Random(seed))
        robot.use(60 * _MINUTES * scale)
        return robot.result()


class _Heart:
    """Beats in the event loop and keeps how late each beat was, by the clock and by the work."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.by_clock: list[float] = []
        self.by_work: list[float] = []
        self._last = (time.monotonic(), time.thread_time())
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def _beat(self) -> None:
        now = (time.monotonic(), time.thread_time())
        self.by_clock.append(now[0] - self._last[0])
        self.by_work.append(now[1] - self._last[1])
        self._last = now


class _Robot:
    def __init__(self, place: Path, chance: random.Random) -> None:
        from desktop.app import create_application
        from desktop.main_window import MainWindow
        from desktop.settings.preferences import Appearance
        from desktop.settings.settings import Settings
        from desktop.style import theme
        from desktop.system.preload import start_preloading
        from engine.decoding.read_scan import read_scan
        from engine.model.second_reader import SecondReader
        from engine.system.memory import give_back_freed_memory

        # As `desktop.app.run_window` does it.
        give_back_freed_memory()
        self._application = create_application()
        self._chance = chance
        self._folder = real_scans(place / "scans", 30)
        for name in _SCANS:
            shutil.copyfile(DEMO / name, self._folder / name)
        settings = Settings(place / "settings.ini")
        chrome = theme.Theme(self._application, Appearance.LIGHT)
        self._window: MainWindow = MainWindow(read_scan, SecondReader(MODELS), settings, chrome)
        self._window.batch._journal = place / "batch.journal"
        self._window.show()
        start_preloading(self._window)
        self._done: Counter[str] = Counter()
        self._measured = 0
        self._before: tuple[float, Counter[str], int, int] | None = None
        self._after: tuple[float, Counter[str], int, int] | None = None

    def use(self, seconds: float) -> None:
        heart = _Heart()
        began = time.monotonic()
        deeds = [self._open, self._look, self._look, self._look, self._report, self._batch]
        deeds += [self._history, self._measure, self._close]
        while (now := time.monotonic() - began) < seconds:
            deed = self._chance.choice(deeds)
            self._done[deed.__name__.strip("_")] += 1
            deed()
            self._wait(self._chance.uniform(0.02, 0.4))
            if self._before is None and now > seconds * _WARM_PART:
                self._before = self._held()
        self._after = self._held()
        self._heart = heart

    def result(self) -> RowResult:
        assert self._before is not None
        assert self._after is not None
        grown = (self._after[0] - self._before[0]) / 2**20
        objects = self._after[1] - self._before[1]
        clock, work = self._heart.by_clock, self._heart.by_work
        wrong = [f"{count} more {name}" for name, count in objects.most_common(3) if count > 2]
        if self._after[2:] > self._before[2:]:
            wrong.append(f"threads, processes {self._before[2:]} to {self._after[2:]}")
        is_fluent = _share(work, 1.0) < _LONGEST_S and _share(clock, 0.99) < _NEARLY_S
        self._window.close()
        return RowResult(
            f"{sum(self._done.values())} deeds in {sum(clock) / 60:.1f} of 30 minutes: stalls p99 "
            f"{1000 * _share(clock, 0.99):.0f} ms, longest {1000 * max(clock):.0f} ms by the clock "
            f"and {1000 * _share(work, 0.99):.0f} and {1000 * max(work):.0f} ms of the window's "
            f"own work; memory {grown:+.1f} MB; "
            f"{len(wrong)} kinds of objects, threads or processes leaked",
            is_fluent and grown < _MEMORY_MB and not wrong,
            shown(wrong),
        )

    def _held(self) -> tuple[float, Counter[str], int, int]:
        """Close everything and count what is still there."""
        self._close()
        for window in (self._window.batch.window, self._window.history.window):
            if window is not None:
                window.close()
        if self._window.reports.dialog is not None:
            self._window.reports.dialog.reject()
        self._wait(1.5)
        gc.collect()
        self._wait(0.2)
        process = psutil.Process()
        names = Counter(
            type(each).__name__
            for each in gc.get_objects()
            if _module(each).startswith(("desktop.", "engine."))
        )
        # What was measured can be undone until the window closes: one distance and one step each,
        # and no more.
        for name in ("Measurement", "_Replacement"):
            names[name] -= self._measured
        children = len(process.children(recursive=True))
        return float(process.memory_full_info().uss), names, threading.active_count(), children

    def _open(self) -> None:
        name = self._chance.choice((*_SCANS, "scan00003.png", "no such file"))
        self._window.open_path(self._folder / name)

    def _look(self) -> None:
        self._window.actions_by_name[self._chance.choice(_LOOKS)].trigger()

    def _measure(self) -> None:
        if self._window.session.scan is not None:
            self._measured += 1
            x, y = (self._chance.uniform(1, 60) for _ in range(2))
            self._window.measuring.add((x, y), (y + 5, x + 5), 0)

    def _report(self) -> None:
        self._window.reports.open()
        self._wait(self._chance.uniform(0.05, 1.0))
        if self._window.reports.dialog is not None:
            self._window.reports.dialog.reject()

    def _batch(self) -> None:
        self._window.batch.show()
        batch = self._window.batch.window
        assert batch is not None
        batch._is_exported = True
        batch.read_folders([self._folder])
        self._wait(self._chance.uniform(0.1, 3.0))
        if self._chance.random() < 0.5:
            batch.pause()
            self._wait(0.1)
            batch.go_on()
        batch.cancel()
        if self._chance.random() < 0.5:
            batch.close()

    def _history(self) -> None:
        self._window.history.show()
        self._wait(0.2)
        if self._window.history.window is not None:
            self._window.history.window.close()

    def _close(self) -> None:
        self._window.close_scan()

    def _wait(self, seconds: float) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()


def _share(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[round(part * (len(ordered) - 1))]


def _module(thing: object) -> str:
    return str(getattr(type(thing), "__module__", ""))

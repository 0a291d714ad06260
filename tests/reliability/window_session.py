"""A whole session of the window, driven from inside, in a process of its own.

``window_session.py SCAN OUTPUT [HOW]``: opens the scan, looks at it in every way, reads its folder
as a batch, writes what can be written into the folder OUTPUT, and ends as HOW says: ``close``,
``slot`` and ``thread`` (a fault there, then the end), ``abort``, or ``look`` (which only waits for
what is opened by itself). What was seen is the last line on standard output, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import app, intended_use
from desktop.batch.export import export_csv, export_report
from desktop.main_window import MainWindow
from desktop.settings.settings import Settings
from desktop.system import logs
from engine.records.history import export_history

_STEP_MS = 30
_PATIENCE_S = 200.0
_LOOKS = ("header", "heatmap", "outline", "invert", "zoom_in", "zoom_in", "flip", "actual", "fit")
Condition = Callable[[], object]


class Session:
    """Goes from one step to the next when the condition of the step is met."""

    def __init__(self, window: MainWindow, scan: Path, output: Path, how: str) -> None:
        self.window, self.scan, self.output, self.how = window, scan, output, how
        self.seen: dict[str, object] = {}
        self._stage = "opening"
        self._steps = self._all()
        self._until = next(self._steps)
        self._since = time.monotonic()
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(_STEP_MS)

    def _on_tick(self) -> None:
        if time.monotonic() - self._since > _PATIENCE_S:
            self.seen["stuck"] = self._stage
            self._end()
        if not self._until():
            return
        self._since = time.monotonic()
        try:
            self._until = next(self._steps)
        except StopIteration:
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        for dialog in QApplication.topLevelWidgets():
            if dialog is not self.window:
                dialog.close()
        self.window.close()

    def _all(self) -> Iterator[Condition]:
        window = self.window
        yield lambda: window.session.finding is not None
        finding = window.session.finding
        assert finding is not None
        self.seen |= {"class": finding.class_name, "probability": finding.malignancy_probability}
        if self.how == "look":
            return
        for name in _LOOKS:
            window.actions_by_name[name].trigger()
            yield lambda: True
        window.measuring.add((5, 5), (40, 40), 0)
        self._stage = "report"
        yield from self._report()
        self._stage = "batch"
        yield from self._batch()
        self._stage = "history"
        yield from self._history()
        self._stage = "fail"
        yield from self._fail()

    def _report(self) -> Iterator[Condition]:
        reports = self.window.reports
        reports.open()
        yield lambda: reports.dialog is not None and reports.dialog.isVisible()
        for _ in range(20):
            yield lambda: True
        assert reports.dialog is not None
        reports.dialog.reject()
        yield lambda: reports.dialog is None

    def _batch(self) -> Iterator[Condition]:
        self.window.batch.show()
        batch = self.window.batch.window
        assert batch is not None
        batch.read_folders([self.scan.parent])
        yield lambda: not batch.run.is_running
        rows = list(batch.model.rows)
        self.seen["rows"] = len(rows)
        if os.access(self.output, os.W_OK):
            export_csv(self.output / "batch.csv", rows, _nothing, lambda: False)
            opened = self.window.session.open_scan
            pdf = partial(export_report, self.output / "batch.pdf", rows, "scans", opened)
            pdf(_nothing, lambda: False)
            # Both were written without the window, which would ask before it loses them.
            batch._is_exported = True

    def _history(self) -> Iterator[Condition]:
        recorder = self.window.history.recorder
        yield lambda: recorder.is_idle
        self.window.history.show()
        yield lambda: True
        if os.access(self.output, os.W_OK) and recorder.history.path.exists():
            entries = recorder.history.entries()
            export_history(self.output / "history.csv", entries, identity=True)

    def _fail(self) -> Iterator[Condition]:
        scan = self.window.session.scan
        assert scan is not None
        names = " ".join(element.text for element in scan.header)
        if self.how == "abort":
            # With who the patient is in the stack, as it would be.
            _die(names)
        if self.how == "slot":
            QTimer.singleShot(0, partial(_fail, names))
        if self.how == "thread":
            threading.Thread(target=_fail, args=(names,)).start()
        for _ in range(10):
            yield lambda: True
        logs.record_fault(ValueError(names))


def _nothing(_part: float) -> None:
    pass


def _fail(names: str) -> None:
    raise RuntimeError(f"a fault about {names}")


def _die(names: str) -> None:
    assert names
    os.abort()


def main(scan: Path, output: Path, how: str) -> int:
    kept: list[Session] = []
    guarded = app._guarded

    def driven(
        application: QApplication, window: MainWindow, settings: Settings, *, has_files: bool
    ) -> int:
        kept.append(Session(window, scan, output, how))
        return guarded(application, window, settings, has_files=has_files)

    app._guarded = driven
    intended_use.is_accepted = lambda _settings: True
    from desktop.__main__ import main as run

    status = run(["--", str(scan)] if how != "look" else [])
    sys.stdout.write(json.dumps(kept[0].seen if kept else {}) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), (sys.argv[3:] or ["close"])[0]))

"""Export of a batch: asks for a file and writes the rows to it in the background."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.batch.export import export_csv, export_report
from desktop.jobs import Jobs, Work
from desktop.problems import describe
from engine.interfaces import OpenScan
from engine.records.finding_record import FindingRecord


class ExportControl(QObject):
    """Writes rows as CSV or as PDF, one file at a time.

    Parameters
    ----------
    open_scan : callable
        Turns a path into a scan; called in the worker thread, for the pictures of a report.
    window : QWidget
        In front of which the user is asked.

    Signals
    -------
    began()
        A file is being written.
    written(object)
        The path of the file.
    failed(object)
        A `Problem`: the file could not be written.
    """

    began = Signal()
    written = Signal(object)
    failed = Signal(object)

    def __init__(self, open_scan: OpenScan, window: QWidget) -> None:
        super().__init__(window)
        self._open_scan, self._window = open_scan, window
        self._jobs = Jobs(self)
        self._jobs.finished.connect(self._on_finished)
        self._jobs.failed.connect(self._on_failed)

    def export_csv(self, rows: Sequence[FindingRecord], name: str) -> None:
        """Ask for a file and write all rows to it; `name` is that of the batch."""
        target = self._ask_target(
            self.tr("Export the rows"), name, "csv", self.tr("Tables (*.csv)")
        )
        if target is not None:
            self._start(partial(export_csv, target, rows))

    def export_report(self, rows: Sequence[FindingRecord], name: str) -> None:
        """Ask for a file and write a summary with the most suspicious scans to it."""
        target = self._ask_target(
            self.tr("Write a report"), name, "pdf", self.tr("PDF documents (*.pdf)")
        )
        if target is not None:
            self._start(partial(export_report, target, rows, name, self._open_scan))

    def shut_down(self) -> bool:
        """End the background work for good, and tell whether it ended in time."""
        return self._jobs.close()

    def _ask_target(self, title: str, name: str, ending: str, kinds: str) -> Path | None:
        suggested = f"{name or 'batch'}-findings.{ending}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, suggested, kinds)
        if not chosen:
            return None
        target = Path(chosen)
        return target if target.suffix else target.with_suffix(f".{ending}")

    def _start(self, work: Work) -> None:
        self.began.emit()
        self._jobs.start(work)

    @Slot(int, object)
    def _on_finished(self, _job: int, target: Path) -> None:
        self.written.emit(target)

    @Slot(int, object)
    def _on_failed(self, _job: int, error: BaseException) -> None:
        self.failed.emit(describe(error))

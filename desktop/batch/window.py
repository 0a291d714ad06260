"""Batch window: puts its parts together and carries out what they ask for."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from desktop.batch.columns import path_of
from desktop.batch.controls import Controls, State
from desktop.batch.export_control import ExportControl
from desktop.batch.filter_bar import FilterBar
from desktop.batch.preview import Preview
from desktop.batch.progress_line import ProgressLine
from desktop.batch.progress_text import ProgressText
from desktop.batch.resume_prompt import ResumePrompt
from desktop.batch.rows_model import RowsModel
from desktop.batch.rows_table import RowsTable
from desktop.batch.run import BatchOutcome, BatchRun
from desktop.batch.store import EarlierBatch, earlier_batch_in
from desktop.batch.summary_strip import SummaryStrip
from desktop.batch.unsaved_rows import UnsavedRows
from desktop.language import wording
from desktop.language.languages import count
from desktop.problems import Problem
from desktop.style.theme import Theme
from desktop.widgets.banner import Banner
from engine.batch.exchange import Progress
from engine.batch.find_files import distinct_folders
from engine.batch.local_workers import OpenPool
from engine.commands.arguments import default_workers
from engine.decoding.pool import DecoderPool
from engine.interfaces import FindingReader, OpenScan
from engine.records.finding_record import FindingRecord
from engine.records.journal import discard
from engine.records.plan import Plan
from engine.records.summary import Summary
from engine.scan import Modality

_SIZE: Final = (1280, 800)
_LEAST: Final = (900, 480)
_DASH: Final = "\N{EN DASH}"


class BatchWindow(QMainWindow):
    """Reads folders, shows a row for each scan, and the scan of the row that is chosen.

    Parameters
    ----------
    open_scan : callable
        Turns a path into a scan; called in a worker thread.
    reader : FindingReader
        Classifies scans; called in worker threads.
    theme : Theme
        Of the application.
    journal : Path
        Keeps the rows until the next batch.
    open_pool : callable
        Turns a number of workers into a source of scans for the batch.

    Signals
    -------
    scan_chosen(object, int)
        The path of a scan to open in the main window, and the index of its frame.
    closed()
        The window was closed and its work has ended.
    """

    scan_chosen = Signal(object, int)
    closed = Signal()

    def __init__(
        self,
        open_scan: OpenScan,
        reader: FindingReader,
        theme: Theme,
        journal: Path,
        open_pool: OpenPool = DecoderPool,
    ) -> None:
        super().__init__()
        self._journal = journal
        self._plan: Plan | None = None
        self._unsaved = UnsavedRows(self)
        self._progress_text = ProgressText()
        self.summary = Summary()
        # One core is left for the window itself.
        self.run = BatchRun(reader, journal, max(1, default_workers() - 1), open_pool, self)
        self.exports = ExportControl(open_scan, self)
        self.model = RowsModel(self)
        self.controls = Controls(theme)
        self.line = ProgressLine()
        self.resume_prompt = ResumePrompt()
        self.banner = Banner()
        self.filter = FilterBar()
        self.table = RowsTable(self.model, theme)
        self.strip = SummaryStrip()
        self.preview = Preview(open_scan, reader)
        self._compose()
        self._connect()
        self._show_totals()
        self.resume_prompt.show_batch(earlier_batch_in(journal))

    def _compose(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        for part in (self.controls, self.line, self.banner, self.resume_prompt, self.filter):
            left.addWidget(part)
        left.addWidget(self.table, 1)
        left.addWidget(self.strip)
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(self.preview)
        self.setCentralWidget(body)
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        self._show_title(None)

    def _connect(self) -> None:
        self.run.rows_arrived.connect(self._on_rows)
        self.run.progressed.connect(self._on_progressed)
        self.run.journal_unwritable.connect(self._on_journal_unwritable)
        self.run.ended.connect(self._on_ended)
        self.controls.choose_asked.connect(self.choose_folder)
        self.controls.pause_asked.connect(self.pause)
        self.controls.go_on_asked.connect(self.go_on)
        self.controls.cancel_asked.connect(self.cancel)
        self.controls.resume_asked.connect(self.resume)
        self.resume_prompt.accepted.connect(self._on_resume_accepted)
        self.resume_prompt.declined.connect(self._on_resume_declined)
        self.filter.changed.connect(self._on_filter_changed)
        self.filter.csv.clicked.connect(self.export_csv)
        self.filter.pdf.clicked.connect(self.export_report)
        self.exports.began.connect(self._on_export_began)
        self.exports.written.connect(self._on_exported)
        self.exports.failed.connect(self._on_export_failed)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_opened.connect(self._on_row_opened)
        self.preview.scan_chosen.connect(self.scan_chosen)
        for keys, slot in (
            ("Ctrl+O", self.choose_folder),
            ("Ctrl+S", self.export_csv),
            ("Ctrl+F", self._search),
            ("Ctrl+W", self.close),
            ("Esc", self.banner.dismiss),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # Commands.

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder and read it."""
        if self.run.is_running:
            return
        name = QFileDialog.getExistingDirectory(self, self.tr("Read a folder"))
        if name:
            self.read_folders([Path(name)])

    def read_folders(self, folders: Sequence[Path]) -> None:
        """Read the scans of folders; their rows replace those shown."""
        if self.run.is_running or not self._unsaved.may_be_replaced():
            return
        recursive = self.controls.recursive.isChecked()
        chosen = distinct_folders([folder.absolute() for folder in folders], recursive=recursive)
        plan = Plan(tuple(chosen), recursive, self.controls.chosen_modality)
        self._begin(plan)
        self.run.start(plan)

    @Slot()
    def pause(self) -> None:
        """Start no further file until `go_on`."""
        self.run.pause()
        self.controls.set_state(State.PAUSED)

    @Slot()
    def go_on(self) -> None:
        """End a pause."""
        self._progress_text.forget_rate()
        self.run.go_on()
        self.controls.set_state(State.RUNNING)

    @Slot()
    def cancel(self) -> None:
        """Stop the batch; its rows stay."""
        self.run.cancel()
        self.controls.set_state(State.STOPPING)

    @Slot()
    def resume(self) -> None:
        """Go on with the batch that was cancelled or stopped by an error."""
        if self._plan is not None and not self.run.is_running:
            self._begin(self._plan)
            self.run.start(self._plan, resume=True)

    @Slot()
    def export_csv(self) -> None:
        """Ask for a file and write all rows to it."""
        if self.summary.total:
            self.exports.export_csv(list(self.model.rows), self._name())

    @Slot()
    def export_report(self) -> None:
        """Ask for a file and write a summary with the most suspicious scans to it."""
        if self.summary.total:
            self.exports.export_report(list(self.model.rows), self._name())

    # The course of a batch.

    def _begin(self, plan: Plan) -> None:
        self._plan = plan
        self._unsaved.on_batch_began()
        self._progress_text.forget_rate()
        self.resume_prompt.show_batch(None)
        self.banner.dismiss()
        self.model.clear()
        self.summary = Summary()
        self.table.show_invitation()
        self.preview.show_row(None, None)
        self.controls.show_folders(plan.folders)
        self.controls.set_state(State.RUNNING)
        self.line.show_part(0.0)
        self._show_totals()

    def may_close(self) -> bool:
        """Ask whether to close if that loses rows; once agreed to, it is not asked again."""
        return self._unsaved.may_close()

    @Slot(object)
    def _on_rows(self, rows: list[FindingRecord]) -> None:
        self.model.append(rows)
        for row in rows:
            self.summary.add(row)
        self._unsaved.on_rows_arrived()
        self._show_totals()

    def _show_totals(self) -> None:
        self.filter.set_classes(tuple(sorted(self.summary.classes)))
        self.filter.show_count(self.model.rowCount(), self.summary.total)
        self.filter.csv.setEnabled(bool(self.summary.total))
        self.filter.pdf.setEnabled(bool(self.summary.total))
        for part in (self.strip, self.filter):
            part.setVisible(bool(self.summary.total))
        self.strip.show_summary(self.summary)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        state, now = self.controls.state, time.monotonic()
        self.controls.show_details(self._progress_text.describe(progress, state, now))
        part = progress.done / progress.found if progress.found else 0.0
        # Files are still being found: the part may fall, so the line is never full.
        self.line.show_part(part if progress.is_total else min(part, 0.99))
        self._show_title(part if progress.is_total else None)

    @Slot()
    def _on_journal_unwritable(self) -> None:
        self._unsaved.on_journal_unwritable()
        self.banner.show_notice(
            self.tr("The rows are kept only until this window is closed: export them before."),
            self.tr("The disk that your settings are on is full, or may not be written to."),
        )

    @Slot(object)
    def _on_ended(self, outcome: BatchOutcome) -> None:
        self.controls.set_state(State.DONE if outcome.is_complete else State.STOPPED)
        self.line.show_part(None)
        self._show_title(None)
        words = (
            self.tr("Done, files: {}")
            if outcome.is_complete
            else self.tr("Stopped, files read: {}")
        )
        self.controls.show_details(words.format(count(self.summary.total)))
        if outcome.problem is not None:
            self.banner.show_problem(outcome.problem)
        elif outcome.is_complete and not self.summary.total:
            self.banner.show_notice(self.tr("There are no files in this folder."))

    @Slot(object)
    def _on_resume_accepted(self, batch: EarlierBatch) -> None:
        self._begin(batch.plan)
        self.controls.recursive.setChecked(batch.plan.recursive)
        if batch.is_finished:
            self.run.load()
        else:
            self.run.start(batch.plan, resume=True)

    @Slot()
    def _on_resume_declined(self) -> None:
        discard(self._journal)

    @Slot()
    def _on_filter_changed(self) -> None:
        self.model.set_filter(self.filter.wants)
        self.filter.show_count(self.model.rowCount(), self.summary.total)
        self.table.choose(self.preview.row)

    @Slot(object)
    def _on_row_chosen(self, row: FindingRecord) -> None:
        modality = None if self._plan is None else self._plan.modality
        self.preview.show_row(row, None if modality is None else Modality(modality))

    @Slot(object)
    def _on_row_opened(self, row: FindingRecord) -> None:
        self.scan_chosen.emit(path_of(row), row.frame or 0)

    @Slot()
    def _search(self) -> None:
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    @Slot()
    def _on_export_began(self) -> None:
        self.filter.csv.setEnabled(False)
        self.filter.pdf.setEnabled(False)

    @Slot(object)
    def _on_exported(self, target: Path) -> None:
        self._unsaved.on_exported()
        self._show_totals()
        self.banner.show_notice(self.tr("Written: {}").format(wording.file_name(target)))

    @Slot(object)
    def _on_export_failed(self, problem: Problem) -> None:
        self._show_totals()
        self.banner.show_problem(problem)

    def _name(self) -> str:
        return "" if self._plan is None else wording.file_name(self._plan.folders[0])

    def _show_title(self, part: float | None) -> None:
        name = self.tr("Batch")
        title = f"{name} {_DASH} Second Reader"
        done = "" if part is None else f"{wording.percent(part)} {_DASH} "
        self.setWindowTitle(done + title)

    # Qt calls these by their own names.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Accept folders."""
        # Copying, not moving: a file manager must not remove the folder.
        if not self.run.is_running and _folders(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Read the folders that were dropped."""
        event.acceptProposedAction()
        self.read_folders(_folders(event))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """End the work; the next window offers the rows that are done."""
        if not self.may_close():
            event.ignore()
            return
        # At once; ending the work below may take a moment.
        self.hide()
        for worker in (self.run, self.preview, self.exports):
            worker.shut_down()
        super().closeEvent(event)
        self.closed.emit()


def _folders(event: QDropEvent) -> list[Path]:
    names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return [Path(name) for name in names if os.path.isdir(name)]  # noqa: PTH112

"""The batch window: puts its parts together and carries out what they ask for."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from desktop.batch.columns import path_of
from desktop.batch.controls import Controls, State
from desktop.batch.export import export_csv, export_report
from desktop.batch.filter_bar import FilterBar
from desktop.batch.preview import Preview
from desktop.batch.progress_line import ProgressLine
from desktop.batch.resume_prompt import Offer
from desktop.batch.rows_model import RowsModel
from desktop.batch.rows_table import RowsTable
from desktop.batch.run import BatchRun, Ended
from desktop.batch.store import Leftover, leftover_in
from desktop.batch.summary_strip import SummaryStrip
from desktop.jobs import Jobs, Work
from desktop.language import wording
from desktop.language.languages import count, decimal
from desktop.problems import describe
from desktop.style.theme import Theme
from desktop.widgets.banner import Banner
from engine.batch.exchange import Progress
from engine.batch.find_files import distinct_folders
from engine.batch.local_workers import OpenPool
from engine.batch.rate import Rate, duration
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
_DOT: Final = " \N{MIDDLE DOT} "


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
        Where what was done is kept until the next batch.
    open_pool : callable
        Turns a number of workers into a source of scans for the batch.

    Signals
    -------
    scan_chosen(object, int)
        The path of a scan that is to be opened in the main window, and which of its frames.
    closed()
        The window was closed, and its work ended.
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
        self._open_scan = open_scan
        self._journal = journal
        self._plan: Plan | None = None
        self._is_exported = self._is_kept = True
        self._rate = Rate()
        self.summary = Summary()
        # The window itself wants a core, too.
        self.run = BatchRun(reader, journal, max(1, default_workers() - 1), open_pool, self)
        self._exports = Jobs(self)
        self.model = RowsModel(self)
        self.controls = Controls(theme)
        self.line = ProgressLine()
        self.offer = Offer()
        self.banner = Banner()
        self.filter = FilterBar()
        self.table = RowsTable(self.model, theme)
        self.strip = SummaryStrip()
        self.preview = Preview(open_scan, reader)
        self._compose()
        self._connect()
        self._show_totals()
        self.offer.show_leftover(leftover_in(journal))

    def _compose(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        for part in (self.controls, self.line, self.banner, self.offer, self.filter):
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
        self.run.unkept.connect(self._on_unkept)
        self.run.ended.connect(self._on_ended)
        self.controls.choose_asked.connect(self.choose_folder)
        self.controls.pause_asked.connect(self.pause)
        self.controls.go_on_asked.connect(self.go_on)
        self.controls.cancel_asked.connect(self.cancel)
        self.controls.resume_asked.connect(self.resume)
        self.offer.accepted.connect(self._on_offer_accepted)
        self.offer.declined.connect(self._on_offer_declined)
        self.filter.changed.connect(self._on_filter_changed)
        self.filter.csv.clicked.connect(self.export_csv)
        self.filter.pdf.clicked.connect(self.export_report)
        self._exports.finished.connect(self._on_exported)
        self._exports.failed.connect(self._on_export_failed)
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

    # What can be asked for.

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder and read it."""
        if self.run.is_running:
            return
        name = QFileDialog.getExistingDirectory(self, self.tr("Read a folder"))
        if name:
            self.read_folders([Path(name)])

    def read_folders(self, folders: Sequence[Path]) -> None:
        """Read the scans of folders, in place of the rows that are there."""
        if self.run.is_running or not self._may_forget():
            return
        recursive = self.controls.recursive.isChecked()
        chosen = distinct_folders([folder.absolute() for folder in folders], recursive=recursive)
        plan = Plan(tuple(chosen), recursive, self.controls.chosen_modality)
        self._begin(plan)
        self.run.start(plan)

    @Slot()
    def pause(self) -> None:
        """Begin no further file."""
        self.run.pause()
        self.controls.set_state(State.PAUSED)

    @Slot()
    def go_on(self) -> None:
        """End a pause."""
        self._rate.forget()
        self.run.go_on()
        self.controls.set_state(State.RUNNING)

    @Slot()
    def cancel(self) -> None:
        """Give up what is being read; what is done stays."""
        self.run.cancel()
        self.controls.set_state(State.STOPPING)

    @Slot()
    def resume(self) -> None:
        """Go on with the batch that was cancelled or halted."""
        if self._plan is not None and not self.run.is_running:
            self._begin(self._plan)
            self.run.start(self._plan, resume=True)

    @Slot()
    def export_csv(self) -> None:
        """Ask for a file and write all rows to it."""
        target = self._ask_target(self.tr("Export the rows"), "csv", self.tr("Tables (*.csv)"))
        if target is not None:
            self._export(partial(export_csv, target, list(self.model.rows)))

    @Slot()
    def export_report(self) -> None:
        """Ask for a file and write a summary with the most suspicious scans to it."""
        target = self._ask_target(
            self.tr("Write a report"), "pdf", self.tr("PDF documents (*.pdf)")
        )
        if target is not None:
            rows, name = list(self.model.rows), self._name()
            self._export(partial(export_report, target, rows, name, self._open_scan))

    # What happens meanwhile.

    def _begin(self, plan: Plan) -> None:
        self._plan = plan
        self._is_exported = self._is_kept = True
        self._rate.forget()
        self.offer.show_leftover(None)
        self.banner.dismiss()
        self.model.clear()
        self.summary = Summary()
        self.table.show_invitation()
        self.preview.show_row(None, None)
        self.controls.show_folders(plan.folders)
        self.controls.set_state(State.RUNNING)
        self.line.show_part(0.0)
        self._show_totals()

    def _may_forget(self) -> bool:
        return self._is_exported or self._agrees(
            self.tr("Begin a new batch"),
            self.tr(
                "The rows of the last batch have not been exported. A new batch takes their place."
            ),
        )

    def may_close(self) -> bool:
        """Ask whether to close, where that loses rows; what was agreed to is not asked again."""
        self._is_kept = (
            self._is_kept
            or self._is_exported
            or self._agrees(
                self.tr("Close the batch"),
                self.tr(
                    "The rows have not been exported. They are lost when this window is closed."
                ),
            )
        )
        return self._is_kept

    def _agrees(self, title: str, words: str) -> bool:
        choices = QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel
        answer = QMessageBox.question(self, title, words, choices)
        return answer is QMessageBox.StandardButton.Ok

    @Slot(object)
    def _on_rows(self, rows: list[FindingRecord]) -> None:
        self.model.append(rows)
        for row in rows:
            self.summary.add(row)
        self._is_exported = False
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
        now = time.monotonic()
        if self.controls.state is State.RUNNING:
            self._rate.note(now, progress.fresh)
        done, found = count(progress.done), count(progress.found)
        words = (
            self.tr("{} of {} files") if progress.is_total else self.tr("{} of {} or more files")
        )
        parts = [words.format(done, found)]
        if self.controls.state is State.PAUSED:
            parts.append(self.tr("paused"))
        elif self.controls.state is State.RUNNING:
            parts += self._rate_in_words(progress, now)
        self.controls.show_details(_DOT.join(parts))
        part = progress.done / progress.found if progress.found else 0.0
        self.line.show_part(part if progress.is_total else min(part, 0.99))
        self._show_title(part if progress.is_total else None)

    def _rate_in_words(self, progress: Progress, now: float) -> list[str]:
        rate = self._rate.per_second(now)
        if rate is None:
            return []
        fast = rate >= 1
        words = self.tr("{} a second") if fast else self.tr("{} a minute")
        places = 1 if fast and rate < 10 else 0
        parts = [words.format(decimal(rate if fast else 60 * rate, places))]
        left = self._rate.seconds_left(now, progress.found - progress.done)
        if left is not None and progress.is_total:
            parts.append(self.tr("{} left").format(duration(left)))
        return parts

    @Slot()
    def _on_unkept(self) -> None:
        self._is_kept = False
        self.banner.show_notice(
            self.tr("The rows are kept only until this window is closed: export them before."),
            self.tr("The disk that your settings are on is full, or may not be written to."),
        )

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        self.controls.set_state(State.DONE if ended.is_complete else State.STOPPED)
        self.line.show_part(None)
        self._show_title(None)
        words = (
            self.tr("Done, files: {}") if ended.is_complete else self.tr("Stopped, files read: {}")
        )
        self.controls.show_details(words.format(count(self.summary.total)))
        if ended.problem is not None:
            self.banner.show_problem(ended.problem)
        elif ended.is_complete and not self.summary.total:
            self.banner.show_notice(self.tr("There are no files in this folder."))

    @Slot(object)
    def _on_offer_accepted(self, leftover: Leftover) -> None:
        self._begin(leftover.plan)
        self.controls.recursive.setChecked(leftover.plan.recursive)
        if leftover.is_finished:
            self.run.load()
        else:
            self.run.start(leftover.plan, resume=True)

    @Slot()
    def _on_offer_declined(self) -> None:
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

    def _ask_target(self, title: str, ending: str, kinds: str) -> Path | None:
        if not self.summary.total:
            return None
        suggested = f"{self._name() or 'batch'}-findings.{ending}"
        name, _ = QFileDialog.getSaveFileName(self, title, suggested, kinds)
        if not name:
            return None
        target = Path(name)
        return target if target.suffix else target.with_suffix(f".{ending}")

    def _export(self, work: Work) -> None:
        self.filter.csv.setEnabled(False)
        self.filter.pdf.setEnabled(False)
        self._exports.start(work)

    @Slot(int, object)
    def _on_exported(self, _job: int, target: Path) -> None:
        self._is_exported = True
        self._show_totals()
        self.banner.show_notice(self.tr("Written: {}").format(wording.file_name(target)))

    @Slot(int, object)
    def _on_export_failed(self, _job: int, error: BaseException) -> None:
        self._show_totals()
        self.banner.show_problem(describe(error))

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
        if not self.run.is_running and _folders(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Read the folders that were dropped."""
        event.acceptProposedAction()
        self.read_folders(_folders(event))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """End the work; what is done is offered when the window is opened next."""
        if not self.may_close():
            event.ignore()
            return
        self.hide()
        for worker in (self.run, self.preview):
            worker.shut_down()
        self._exports.close()
        super().closeEvent(event)
        self.closed.emit()


def _folders(event: QDropEvent) -> list[Path]:
    names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return [Path(name) for name in names if os.path.isdir(name)]  # noqa: PTH112

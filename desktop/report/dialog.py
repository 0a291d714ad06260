"""Report dialog: the form on the left, a preview of the pages on the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs import Jobs
from desktop.language.translation import translate
from desktop.problems import Problem, describe
from desktop.report.form import Draft, ReportForm
from desktop.report.making import Proof, draw_pages, make_proof, save
from desktop.report.preview import Preview
from desktop.settings.settings import Settings
from desktop.style.theme import GRID
from desktop.system.paths import resources_dir
from desktop.viewer.text_warning import summary_of
from desktop.widgets.banner import Banner
from desktop.widgets.busy_line import BusyLine
from desktop.widgets.page import label
from engine.report import ReportOptions, ReportScan

AskTarget = Callable[[QWidget, Path], Path | None]

_SIZE: Final = (1160, 800)
_LEAST: Final = (840, 440)
_PAUSE_MS: Final = 250
"""Pause in typing after which the pages are made again, in milliseconds."""


class ReportDialog(QDialog):
    """Makes the report of one scan.

    Parameters
    ----------
    content : ReportScan
        The scan and its finding; patient and statement come from the form.
    draft : Draft
        What the form shows at first.
    settings : Settings
        Remember institution, logo, paper, reader and folder.
    ask_target : callable
        Takes the dialog and a suggested file, and returns the file to write or None.
    shows_text : bool
        Whether the picture seems to contain text.

    Signals
    -------
    saved(object)
        The path of the report that was written.
    """

    saved = Signal(object)

    def __init__(
        self,
        content: ReportScan,
        draft: Draft,
        settings: Settings,
        parent: QWidget | None = None,
        ask_target: AskTarget | None = None,
        *,
        shows_text: bool = False,
    ) -> None:
        super().__init__(parent)
        self._shows_text = shows_text
        self._content = content
        self._settings = settings
        self.ask_target = ask_target or _ask_target
        self._saving: int | None = None
        self._shows_page_fault = False
        self.proof: Proof | None = None
        self.form = ReportForm(draft, settings)
        self.preview = Preview()
        self.banner = Banner()
        self.busy_line = BusyLine()
        self.save_button = QPushButton(self.tr("&Save as PDF…"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.jobs = Jobs(self)
        self._typing_pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._resize_pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._compose()
        self._connect()
        self._warn()
        self.form.finding.setFocus()

    def _compose(self) -> None:
        self.setWindowTitle(self.tr("Report"))
        self.save_button.setProperty("kind", "primary")
        self.save_button.setDefault(True)
        # Enter saves; it must not cancel.
        self.cancel_button.setAutoDefault(False)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.form)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.preview, 1)
        body.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(self.busy_line)
        layout.addLayout(self._foot())
        self.setMinimumSize(*_LEAST)
        # Less than the screen has, which leaves room for the frame and the title.
        available = self.screen().availableSize()
        self.resize(min(_SIZE[0], available.width() - 40), min(_SIZE[1], available.height() - 60))

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        hint = self.tr("The pages are shown as they will be saved (PDF/A-2b).")
        foot.addWidget(label(hint, "small", wraps=False), 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        return foot

    def _connect(self) -> None:
        self.form.changed.connect(self._on_edited)
        self.form.deidentified.toggled.connect(self._on_deidentified)
        self.preview.width_changed.connect(self._on_width_changed)
        self._typing_pause.timeout.connect(self._make)
        self._resize_pause.timeout.connect(self._draw_again)
        self.jobs.finished.connect(self._on_finished)
        self.jobs.failed.connect(self._on_failed)
        self.save_button.clicked.connect(self.choose_and_save)
        self.cancel_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.choose_and_save)

    def _warn(self) -> None:
        warning = summary_of(
            stated=self._content.scan.has_burned_in_annotation, seen=self._shows_text
        )
        if warning:
            self.banner.show_notice(warning, self.tr("“De-identified” does not remove it."))

    @Slot(bool)
    def _on_deidentified(self, is_wanted: bool) -> None:
        if is_wanted:
            self._warn()

    @property
    def path(self) -> Path:
        """The scan that the report is about."""
        return self._content.scan.path

    @property
    def options(self) -> ReportOptions:
        """How the report is made, as the form has it now."""
        return ReportOptions(
            resources=resources_dir(),
            paper=self.form.paper,
            deidentified=self.form.deidentified.isChecked(),
            institution=self.form.institution.text().strip(),
            logo=self.form.logo_path,
        )

    @property
    def contents(self) -> list[ReportScan]:
        """What the report says, as the form has it now."""
        patient = self.form.patient
        known = None if patient.is_empty else patient
        return [replace(self._content, patient=known, reader=self.form.statement)]

    @property
    def pages_are_current(self) -> bool:
        """Whether what is shown is what would be saved."""
        waiting = self._typing_pause.isActive() or self._resize_pause.isActive()
        return self.proof is not None and not waiting and not self.jobs.busy

    @Slot()
    def choose_and_save(self) -> None:
        """Ask for a file and write the report to it."""
        if self._saving is not None:
            return
        target = self.ask_target(self, self._suggested())
        if target is None:
            return
        if target.absolute() == self._content.scan.path.absolute():
            self.banner.show_problem(
                Problem(
                    self.tr("This is the scan itself, which the report would replace."),
                    self.tr("Choose another name."),
                )
            )
            return
        # A job for the pages would cancel the one that saves.
        self._typing_pause.stop()
        self._resize_pause.stop()
        self._set_enabled(False)
        self.busy_line.set_busy(True)
        self._saving = self.jobs.start(partial(save, target, self.contents, self.options))

    def _suggested(self) -> Path:
        folder = self._settings.report_folder
        # The name of the scan's file may be that of the patient.
        deidentified = self.form.deidentified.isChecked()
        name = "report.pdf" if deidentified else f"{self._content.scan.path.stem}-report.pdf"
        return folder / name

    @Slot()
    def _on_edited(self) -> None:
        self._typing_pause.start()

    @Slot()
    def _on_width_changed(self) -> None:
        if self._saving is None:
            self._resize_pause.start()

    @Slot()
    def _make(self) -> None:
        self._resize_pause.stop()
        self.busy_line.set_busy(True)
        work = partial(make_proof, self.contents, self.options, self.preview.page_width)
        self.jobs.start(work)

    @Slot()
    def _draw_again(self) -> None:
        if self.proof is None or self._typing_pause.isActive():
            self._make()
        elif not self.jobs.busy:
            self.jobs.start(partial(draw_pages, self.proof.pdf, self.preview.page_width))
        else:
            # A new job would cancel the one that makes the report: try again after it.
            self._resize_pause.start()

    @Slot(int, object)
    def _on_finished(self, job: int, result: object) -> None:
        self.busy_line.set_busy(False)
        if job == self._saving and isinstance(result, Path):
            self._saving = None
            self._remember(result)
            self.saved.emit(result)
            self.accept()
        elif isinstance(result, Proof):
            if self.proof is None or self.proof.pdf is not result.pdf:
                self._dismiss_page_fault()
            self.proof = result
            self.preview.show_pages(result.pages, result.count)

    @Slot(int, object)
    def _on_failed(self, job: int, error: BaseException) -> None:
        self.busy_line.set_busy(False)
        if job == self._saving:
            self._saving = None
            self._set_enabled(True)
        else:
            self._shows_page_fault = True
        self.banner.show_problem(describe(error))

    def _dismiss_page_fault(self) -> None:
        # The pages were made, so the problem that was shown is over.
        if self._shows_page_fault:
            self._shows_page_fault = False
            self.banner.dismiss()

    def _set_enabled(self, enabled: bool) -> None:
        for widget in (self.form, self.save_button, self.cancel_button):
            widget.setEnabled(enabled)

    def _remember(self, target: Path) -> None:
        form, settings = self.form, self._settings
        settings.report_institution = form.institution.text().strip()
        settings.report_logo = form.logo_path
        settings.report_paper = form.paper
        settings.report_reader = form.reader.text().strip()
        settings.report_folder = target.absolute().parent

    def reject(self) -> None:
        """Close without saving; while the file is being written, wait for it."""
        if self._saving is None:
            super().reject()

    def done(self, result: int) -> None:
        """End the work in the background as well."""
        self._typing_pause.stop()
        self._resize_pause.stop()
        # The pages are not needed any more: close without waiting for them.
        self.jobs.close(0.0)
        super().done(result)


def _ask_target(parent: QWidget, suggested: Path) -> Path | None:
    dialog = QFileDialog(parent, translate("report", "Save the report"), str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(translate("report", "PDF documents (*.pdf)"))
    # The suffix is set before Qt asks whether to replace a file, so that it asks about this name.
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(suggested.name)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    chosen = dialog.selectedFiles()
    return Path(chosen[0]) if chosen else None

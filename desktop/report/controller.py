"""Controller of the report dialog; keeps what was typed until the window closes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.settings.settings import Settings
from desktop.viewer.reading import Reading
from engine.measurement import Measurement
from engine.patient import PatientIdentity
from engine.readers.dicom.identity import patient_identity

if TYPE_CHECKING:
    from desktop.report.dialog import ReportDialog
    from desktop.report.form import Draft

Present = Callable[[], tuple[Reading | None, tuple[Measurement, ...]]]


class ReportController(QObject):
    """Opens the report dialog for the present scan.

    Parameters
    ----------
    window : QWidget
        The dialog opens above it.
    settings : Settings
        Remember everything from one report to the next but the patient.
    present : callable
        Returns the reading in the window, or None, and the measurements on it.

    Signals
    -------
    saved(object)
        The path of a report that was written.
    """

    saved = Signal(object)

    def __init__(self, window: QWidget, settings: Settings, present: Present) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._present = present
        self._drafts: dict[Path, Draft] = {}
        self.dialog: ReportDialog | None = None

    @Slot()
    def open(self) -> None:
        """Open the dialog; without a finding there is nothing to report."""
        reading, measurements = self._present()
        if self.dialog is not None or reading is None or reading.finding is None:
            return
        from desktop.report.dialog import ReportDialog
        from desktop.report.form import Draft
        from engine.report import ReportScan

        scan = reading.scan
        content = ReportScan(scan, reading.finding, reading.card, None, measurements)
        first = Draft(patient=patient_identity(scan) or PatientIdentity())
        draft = self._drafts.get(scan.path, first)
        self.dialog = ReportDialog(
            content, draft, self._settings, self._window, shows_text=reading.shows_text
        )
        self.dialog.saved.connect(self.saved)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    @Slot(int)
    def _on_closed(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            self._drafts[dialog.path] = dialog.form.draft
            dialog.deleteLater()

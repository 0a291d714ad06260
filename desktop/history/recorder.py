"""Recorder of the history: writes findings in the background, so that reading never waits."""

from __future__ import annotations

import contextlib
import datetime as dt
import weakref
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.jobs import Cancelled, Jobs, OnProgress
from desktop.problems import Problem, describe
from desktop.settings.settings import Settings
from desktop.viewer.reading import Reading
from engine.errors import UserFacingError
from engine.finding import Finding, ModelIdentity, OperatingPoint
from engine.readers.dicom.identity import patient_identity
from engine.records.finding_record import record_of_finding
from engine.records.history import History, HistoryEntry
from engine.scan import Modality, Scan
from engine.terminal_text import printable

# Seconds to wait for a locked database when the program ends.
_AT_THE_END_S = 1.0
_Basis = tuple[Modality | None, OperatingPoint | None, ModelIdentity | None]


class Recorder(QObject):
    """Writes one entry per scan, modality that it is read as, model and operating point.

    A multi-frame scan has an entry for its first frame and one for its most suspicious frame;
    moving through the frames adds none. An entry that could not be written waits for the next
    one; the failure is reported once until writing works again.

    Parameters
    ----------
    settings : Settings
        Whether a history is kept, whether it names patients, and its path.

    Signals
    -------
    recorded(object)
        Entries that were written.
    failed(object)
        A `Problem`: entries could not be written.
    """

    recorded = Signal(object)
    failed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._history = History(settings.history_file)
        self._waiting: list[HistoryEntry] = []
        # Weak references: they recognise the scan, and do not keep it in memory once it is closed.
        self._before: tuple[weakref.ref[Scan], _Basis] | None = None
        self._peak_of: tuple[weakref.ref[Scan], Modality | None] | None = None
        self._has_reported = False
        self._jobs = Jobs(self)
        self._jobs.finished.connect(self._on_written)
        self._jobs.failed.connect(self._on_failed)

    @property
    def history(self) -> History:
        """The history that is written to."""
        return self._history

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being written."""
        return not self._jobs.busy

    def record(self, reading: Reading | None) -> None:
        """Write the entry of a reading, unless it was written before."""
        if reading is not None and reading.finding is not None and self._is_new(reading):
            self._add(reading.scan, reading.finding)

    def record_peak(self, reading: Reading | None, peak: Finding) -> None:
        """Write the entry of the most suspicious frame; called once all frames were read."""
        if reading is None or reading.finding is None or self._has_peak_of(reading):
            return
        self._peak_of = (weakref.ref(reading.scan), reading.modality)
        # The first frame has its entry already.
        if peak.frame != 0:
            self._add(reading.scan, replace(peak, operating_point=reading.finding.operating_point))

    def forget(self) -> None:
        """Drop the entries that wait to be written: the history is being wiped."""
        self._waiting.clear()

    def shut_down(self) -> None:
        """End the background work, and write the entries that still wait."""
        self._jobs.close()
        if self._waiting:
            # A failure was reported before. An entry that is already there is not added twice.
            with contextlib.suppress(UserFacingError):
                History(self._history.path, _AT_THE_END_S).add(self._waiting)
        self._waiting.clear()

    def _is_new(self, reading: Reading) -> bool:
        finding = reading.finding
        point, model = (None, None) if finding is None else (finding.operating_point, finding.model)
        basis = (reading.modality, point, model)
        before, self._before = self._before, (weakref.ref(reading.scan), basis)
        return before is None or before[0]() is not reading.scan or before[1] != basis

    def _has_peak_of(self, reading: Reading) -> bool:
        if self._peak_of is None:
            return False
        scan, modality = self._peak_of
        return scan() is reading.scan and modality == reading.modality

    def _add(self, scan: Scan, finding: Finding) -> None:
        if self._settings.keeps_history:
            identity = self._settings.history_identity
            self._waiting.append(entry_of(scan, finding, identity=identity))
            self._write()

    def _write(self) -> None:
        # One write at a time; the entries that wait go with the next one.
        if not self._waiting or self._jobs.busy:
            return
        entries = tuple(self._waiting)

        def work(_progress: OnProgress, _cancelled: Cancelled) -> object:
            self._history.add(entries)
            return entries

        self._jobs.start(work)

    @Slot(int, object)
    def _on_written(self, _job: int, entries: tuple[HistoryEntry, ...]) -> None:
        written = {entry.key for entry in entries}
        self._waiting = [entry for entry in self._waiting if entry.key not in written]
        self._has_reported = False
        self.recorded.emit(entries)
        self._write()

    @Slot(int, object)
    def _on_failed(self, _job: int, error: BaseException) -> None:
        if not self._has_reported:
            self._has_reported = True
            problem: Problem = describe(error)
            # Without a subject: the problem is the history, not the present scan.
            self.failed.emit(replace(problem, subject=""))


def entry_of(scan: Scan, finding: Finding, *, identity: bool) -> HistoryEntry:
    """Return the entry of a finding.

    Parameters
    ----------
    scan : Scan
        The scan that was read.
    finding : Finding
        Its finding.
    identity : bool
        Whether the entry names the patient.
    """
    patient = patient_identity(scan) if identity else None
    number = None if patient is None else printable(patient.patient_id) or None
    return HistoryEntry(
        dt.datetime.now(dt.UTC),
        record_of_finding(str(scan.path), scan, finding, number),
        "" if patient is None else printable(patient.name),
    )

"""Writes what was read into the history, and never holds up the reading."""

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
from engine.readers.dicom.identity import identity_of
from engine.records.finding_record import record_of_finding
from engine.records.history import History, HistoryEntry
from engine.scan import Modality, Scan
from engine.terminal_text import printable

_AT_THE_END_S = 1.0
_Basis = tuple[Modality | None, OperatingPoint | None, ModelIdentity | None]


class Keeper(QObject):
    """Keeps one entry for each scan, each kind that it is read as, model and operating point.

    Of several frames it is the first one, and another entry for the most suspicious one; moving
    through the frames adds nothing. What could not be written waits for the next
    entry, and is told once until writing works again.

    Parameters
    ----------
    settings : Settings
        Whether a history is kept, whether it names patients, and where it lies.

    Signals
    -------
    kept(object)
        Entries that have just been written.
    failed(object)
        A `Problem`: entries could not be written.
    """

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._history = History(settings.history_file)
        self._waiting: list[HistoryEntry] = []
        # Remembered to be recognised, and not to be kept in memory once it is closed.
        self._before: tuple[weakref.ref[Scan], _Basis] | None = None
        self._peak_of: tuple[weakref.ref[Scan], Modality | None] | None = None
        self._has_told = False
        self._jobs = Jobs(self)
        self._jobs.finished.connect(self._on_written)
        self._jobs.failed.connect(self._on_failed)

    @property
    def history(self) -> History:
        """What is written to."""
        return self._history

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being written."""
        return not self._jobs.busy

    def keep(self, reading: Reading | None) -> None:
        """Write down a reading, in the background."""
        if reading is not None and reading.finding is not None and self._is_new(reading):
            self._add(reading.scan, reading.finding)

    def keep_peak(self, reading: Reading | None, peak: Finding) -> None:
        """Write down the most suspicious frame of a reading, once all of them were read."""
        if reading is None or reading.finding is None or self._has_peak_of(reading):
            return
        self._peak_of = (weakref.ref(reading.scan), reading.modality)
        if peak.frame != 0:
            self._add(reading.scan, replace(peak, operating_point=reading.finding.operating_point))

    def forget(self) -> None:
        """Drop what waits to be written: the history was wiped."""
        self._waiting.clear()

    def shut_down(self) -> None:
        """End the background work, and write what still waits."""
        self._jobs.close()
        if self._waiting:
            # Whether it can be written was told before; an entry that is there is not added twice.
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
        self._has_told = False
        self.kept.emit(entries)
        self._write()

    @Slot(int, object)
    def _on_failed(self, _job: int, error: BaseException) -> None:
        if not self._has_told:
            self._has_told = True
            problem: Problem = describe(error)
            # The scan in sight is not what went wrong.
            self.failed.emit(replace(problem, subject=""))


def entry_of(scan: Scan, finding: Finding, *, identity: bool) -> HistoryEntry:
    """Return the entry of a finding.

    Parameters
    ----------
    scan : Scan
        What was read.
    finding : Finding
        The answer.
    identity : bool
        Whether the entry names the patient.
    """
    patient = identity_of(scan) if identity else None
    number = None if patient is None else printable(patient.patient_id) or None
    return HistoryEntry(
        dt.datetime.now(dt.UTC),
        record_of_finding(str(scan.path), scan, finding, number),
        "" if patient is None else printable(patient.name),
    )

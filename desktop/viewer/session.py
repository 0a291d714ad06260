"""Session: the scan that is open, and the one that is being opened."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.jobs import Jobs
from desktop.problems import Problem, describe
from desktop.viewer.reading import Reading, read, read_frame
from engine.finding import Finding, OperatingPoint
from engine.interfaces import FindingReader, OpenScan
from engine.scan import Modality, Scan


class Session(QObject):
    """Opens and reads scans in a worker thread, and holds the present reading.

    The present scan stays until another one has been read; if that fails, it stays for good.

    Parameters
    ----------
    open_scan : callable
        Turns a path into a scan; called in the worker thread.
    reader : FindingReader
        Classifies it; called in the worker thread.

    Signals
    -------
    busy_changed(object)
        The path that is being read, or None.
    arrived(object)
        The new `Reading`, or None when the scan was closed.
    failed(object, object)
        The path that could not be opened, and a `Problem`.
    """

    busy_changed = Signal(object)
    arrived = Signal(object)
    failed = Signal(object, object)

    def __init__(
        self, open_scan: OpenScan, reader: FindingReader, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_scan = open_scan
        self._reader = reader
        self._jobs = Jobs(self)
        self._jobs.finished.connect(self._on_finished)
        self._jobs.failed.connect(self._on_failed)
        self._opening: Path | None = None
        # By the name of the model: a choice holds for every scan that this model reads.
        self._points: dict[str, OperatingPoint] = {}
        self.reading: Reading | None = None

    @property
    def reader(self) -> FindingReader:
        """The reader that classifies."""
        return self._reader

    @property
    def open_scan(self) -> OpenScan:
        """The function that turns a path into a scan."""
        return self._open_scan

    @property
    def opening(self) -> Path | None:
        """The file that is being opened, or None."""
        return self._opening

    @property
    def scan(self) -> Scan | None:
        """The scan that is shown, or None."""
        return None if self.reading is None else self.reading.scan

    @property
    def finding(self) -> Finding | None:
        """The finding that is shown: of the present frame, at the chosen operating point."""
        return None if self.reading is None else self.reading.finding

    def open(self, path: Path) -> None:
        """Read a file in the background; give up one that is being opened."""
        self._opening = path
        self.busy_changed.emit(path)
        self._jobs.start(partial(read, path, self._open_scan, self._reader))

    def read_as(self, modality: Modality | None) -> None:
        """Read the present frame again as another modality; None for what the file states."""
        if self.reading is not None:
            self._read_again(self.reading.frame, modality, None)

    def read_frame(self, frame: int, known: Finding | None = None) -> None:
        """Read another frame of the scan, unless its finding is known.

        Parameters
        ----------
        frame : int
            Index of the frame, from 0.
        known : Finding or None
            Its finding, if it was read before.
        """
        if self.reading is not None:
            self._read_again(frame, self.reading.modality, known)

    def _read_again(self, frame: int, modality: Modality | None, known: Finding | None) -> None:
        reading = self.reading
        # While another scan is being opened, the present one is about to go.
        if reading is None or self._opening is not None:
            return
        self.busy_changed.emit(reading.scan.path)
        self._jobs.start(
            partial(read_frame, reading.scan, reading.display, self._reader, modality, frame, known)
        )

    def choose_operating_point(self, point: OperatingPoint) -> None:
        """Judge by another operating point of the model, now and for the scans that follow."""
        reading = self.reading
        if reading is None or reading.finding is None or reading.finding.model is None:
            return
        self._points[reading.finding.model.name] = point
        self.reading = reading.with_operating_point(point)
        self.arrived.emit(self.reading)

    def ask_again(self) -> None:
        """Read the present frame again by the models in use, at their first operating points."""
        self._points.clear()
        if self.reading is not None:
            self._read_again(self.reading.frame, self.reading.modality, None)

    def close_scan(self) -> None:
        """Close the present scan and show none."""
        self._jobs.cancel()
        self._opening = None
        self.busy_changed.emit(None)
        self.reading = None
        self.arrived.emit(None)

    def shut_down(self) -> bool:
        """End the background work for good, and tell whether it ended in time."""
        return self._jobs.close()

    def _at_chosen_point(self, reading: Reading) -> Reading:
        card = reading.card
        point = None if card is None else self._points.get(card.name)
        # A newer version of a model may no longer have the point that was chosen.
        if point is None or card is None or point not in card.operating_points:
            return reading
        return reading.with_operating_point(point)

    @Slot(int, object)
    def _on_finished(self, _job: int, reading: Reading) -> None:
        before = self.reading
        if before is not None and before.scan is reading.scan:
            # Text was looked for in all frames when the scan was opened; reading a frame does not.
            reading = replace(reading, shows_text=before.shows_text)
        self.reading = self._at_chosen_point(reading)
        self._opening = None
        self.busy_changed.emit(None)
        self.arrived.emit(self.reading)

    @Slot(int, object)
    def _on_failed(self, _job: int, error: BaseException) -> None:
        path = self._opening
        self._opening = None
        self.busy_changed.emit(None)
        problem: Problem = describe(error, path)
        self.failed.emit(path, problem)

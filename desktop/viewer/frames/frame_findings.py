"""Findings of all frames of a scan, read in the background."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.jobs import Cancelled as IsCancelled
from desktop.jobs import CancelledError, Jobs, OnProgress
from engine.errors import UserFacingError
from engine.finding import Finding
from engine.interfaces import FindingReader
from engine.scan import Modality, Scan


class FrameFindings(QObject):
    """Reads one frame after the other, and holds the findings so far.

    Parameters
    ----------
    reader : FindingReader
        Called in a worker thread of its own.

    Signals
    -------
    changed()
        More findings are known, all were dropped, or the work ended.
    """

    changed = Signal()

    def __init__(self, reader: FindingReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._jobs = Jobs(self)
        self._jobs.progressed.connect(self._on_progressed)
        self._jobs.finished.connect(self._on_ended)
        self._jobs.failed.connect(self._on_ended)
        self._findings: dict[int, Finding] = {}

    @property
    def is_busy(self) -> bool:
        """Whether frames are still being read."""
        return self._jobs.busy

    @property
    def findings(self) -> dict[int, Finding]:
        """A copy of the findings so far, by the index of their frame.

        While frames are read, the next call may return more.
        """
        return dict(self._findings)

    def start(self, scan: Scan, modality: Modality | None) -> None:
        """Read all frames of a scan; give up the frames that are being read."""
        # Each job fills a dictionary of its own: a cancelled one may still write for a moment, and
        # must not write into the new one.
        self._findings = {}
        self._jobs.start(partial(_read_all, scan, modality, self._reader, self._findings))
        self.changed.emit()

    def cancel(self) -> None:
        """Stop, and keep the findings so far."""
        self._jobs.cancel()
        self._findings = dict(self._findings)
        self.changed.emit()

    def clear(self) -> None:
        """Stop, and drop all findings."""
        self._jobs.cancel()
        self._findings = {}
        self.changed.emit()

    def shut_down(self) -> bool:
        """End the background work for good, and tell whether it ended in time."""
        return self._jobs.close()

    @Slot(int, float)
    def _on_progressed(self, _job: int, _part: float) -> None:
        self.changed.emit()

    @Slot(int, object)
    def _on_ended(self, _job: int, _value: object) -> None:
        self.changed.emit()


def probabilities_of(findings: Mapping[int, Finding]) -> dict[int, float]:
    """Return the malignancy probability of each frame that has one."""
    return {
        frame: finding.malignancy_probability
        for frame, finding in findings.items()
        if finding.malignancy_probability is not None
    }


def peak_of(known: Mapping[int, float]) -> int | None:
    """Return the first frame with the highest probability; None if there is none."""
    return max(known, key=lambda frame: (known[frame], -frame)) if known else None


def _read_all(
    scan: Scan,
    modality: Modality | None,
    reader: FindingReader,
    findings: dict[int, Finding],
    on_progress: OnProgress,
    cancelled: IsCancelled,
) -> None:
    for frame in range(scan.frames):
        if cancelled():
            raise CancelledError
        try:
            findings[frame] = reader.classify(scan, modality, frame)
        except UserFacingError:
            # The session has reported the same error when it read the first frame.
            return
        # After the finding is stored: whoever follows the progress sees it.
        on_progress((frame + 1) / scan.frames)

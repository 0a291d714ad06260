"""The malignancy probability of every frame of a scan, found out in the background."""

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


class Curve(QObject):
    """The findings of the frames of one scan, as far as they are known.

    Parameters
    ----------
    reader : FindingReader
        Called in a worker thread of its own.

    Signals
    -------
    changed()
        More findings are known, or all were forgotten, or the work ended.
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
        """The findings that are known now, by the index of their frame.

        While frames are read there may be more of them the next time.
        """
        return dict(self._findings)

    def start(self, scan: Scan, modality: Modality | None) -> None:
        """Read all frames of a scan in place of whatever is being read."""
        # A dictionary of its own, which the worker fills: of work that was cancelled it may go on
        # for a moment, and nobody looks at it any more.
        self._findings = {}
        self._jobs.start(partial(_read_all, scan, modality, self._reader, self._findings))
        self.changed.emit()

    def cancel(self) -> None:
        """Stop, and keep what is known."""
        self._jobs.cancel()
        self._findings = dict(self._findings)
        self.changed.emit()

    def clear(self) -> None:
        """Stop, and forget everything."""
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
    """Return the malignancy probabilities by frame, of the frames that have one."""
    return {
        frame: finding.malignancy_probability
        for frame, finding in findings.items()
        if finding.malignancy_probability is not None
    }


def peak_of(known: Mapping[int, float]) -> int | None:
    """Return the first frame with the highest of some probabilities; None where there are none."""
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
            # What is wrong with the model was said when the first frame was read.
            return
        on_progress((frame + 1) / scan.frames)

"""Reports of a batch: one PDF a scan, and one about all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.errors import UserFacingError
from engine.finding import Finding
from engine.interfaces import OpenScan
from engine.model.heatmap_files import heatmap_name
from engine.model.model_card import ModelCard
from engine.readers.dicom.identity import patient_identity
from engine.records.finding_record import FindingRecord
from engine.scan import Scan

SUMMARY_NAME: Final = "batch-summary.pdf"
_THUMBNAIL: Final = 240
# The library that writes PDF keeps its fonts in one place for all threads.
_one_at_a_time = threading.Lock()


class ScanReports:
    """Writes the report of each scan into a folder.

    Parameters
    ----------
    folder : Path
        Must exist.
    cards : iterable of ModelCard
        Of all models.
    resources : Path
        The program's folder of resources.
    identity : bool
        Whether the reports say who the patient is.
    """

    def __init__(
        self, folder: Path, cards: Iterable[ModelCard], resources: Path, *, identity: bool
    ) -> None:
        self._folder = folder
        self._cards = {card.identity: card for card in cards}
        self._resources = resources
        self._identity = identity

    def write(self, scan: Scan, finding: Finding) -> None:
        """Write the report of one scan; may be called from any thread.

        Raises
        ------
        UserFacingError
            If it cannot be written.
        """
        from engine.report import ReportOptions, ReportScan, write_report

        page = ReportScan(
            scan=scan,
            finding=finding,
            card=None if finding.model is None else self._cards.get(finding.model),
            patient=patient_identity(scan) if self._identity else None,
        )
        with _one_at_a_time:
            write_report(self.target_of(scan.path), [page], ReportOptions(self._resources))

    def target_of(self, path: Path) -> Path:
        """Return where the report of a file lies: the same for the same file, else another."""
        return (self._folder / heatmap_name(path)).with_suffix(".pdf")


def write_summary(
    target: Path,
    rows: Iterable[FindingRecord],
    name: str,
    resources: Path,
    picture_of: Callable[[str], NDArray[np.uint8] | None],
    seconds: float | None = None,
) -> None:
    """Write the report about all scans, with pictures of the most suspicious.

    Parameters
    ----------
    target : Path
        The PDF file; its folder must exist.
    rows : iterable of FindingRecord
        Read once.
    name : str
        Of the batch.
    resources : Path
        The program's folder of resources.
    picture_of : callable
        Returns the picture of a path; see `thumbnails`.
    seconds : float or None
        How long the batch took.

    Raises
    ------
    UserFacingError
        If it cannot be written.
    """
    from engine.report import BatchSummary, ReportOptions, write_batch_report

    summary = BatchSummary(name, seconds, picture_of)
    with _one_at_a_time:
        write_batch_report(target, rows, summary, ReportOptions(resources))


def thumbnails(
    open_scan: OpenScan, frame_of: Callable[[str], int]
) -> Callable[[str], NDArray[np.uint8] | None]:
    """Return what opens a path and returns its picture, small; None where it cannot be opened.

    Parameters
    ----------
    open_scan : callable
        Turns a path into a scan.
    frame_of : callable
        Returns the frame that the row of a path is about.
    """

    def thumbnail(path: str) -> NDArray[np.uint8] | None:
        try:
            scan = open_scan(Path(path))
        except UserFacingError:
            return None
        # The file may have been replaced by one with fewer frames.
        return _small(scan.frame(min(frame_of(path), scan.frames - 1)))

    return thumbnail


def _small(frame: NDArray[Any]) -> NDArray[np.uint8]:
    shown = (frame >> 8).astype(np.uint8) if frame.dtype == np.uint16 else frame
    scale = min(1.0, _THUMBNAIL / max(shown.shape[:2]))
    size = tuple(max(1, round(scale * side)) for side in shown.shape[1::-1])
    return np.asarray(cv2.resize(shown, size, interpolation=cv2.INTER_AREA), np.uint8)

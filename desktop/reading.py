"""One opened scan with everything the window shows of it, prepared outside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPolygonF

from desktop.jobs import Cancelled as IsCancelled
from desktop.jobs import CancelledError, OnProgress
from desktop.pictures import Picture, heat_image, picture
from engine.errors import UserFacingError
from engine.finding import Evidence, Finding
from engine.heatmap import class_heatmap, colour_map, lesion_heatmap
from engine.scan import Modality, Scan

OpenScan = Callable[[Path], Scan]


class Reader(Protocol):
    """Whatever answers for a scan, such as `engine.prediction.SecondReader`."""

    def read(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        """Return the finding for one frame."""


@dataclass(frozen=True, slots=True)
class HeatLayer:
    """A heatmap ready to be laid over the scan.

    Attributes
    ----------
    class_name : str or None
        The class that the evidence speaks for; None for the lesion map.
    image : QImage
        See `desktop.pictures.heat_image`.
    """

    class_name: str | None
    image: QImage


@dataclass(frozen=True, slots=True)
class Reading:
    """A scan, its finding, and their pictures.

    Attributes
    ----------
    scan : Scan
        What was opened.
    picture : Picture
        Its first frame.
    finding : Finding or None
        None when no model could be asked.
    fault : UserFacingError or None
        Why no model could be asked.
    layers : tuple of HeatLayer
        The one to show first comes first; empty without evidence.
    outlines : tuple of QPolygonF
        Where the lesion map reaches one half, in pixels of the frame.
    """

    scan: Scan
    picture: Picture
    finding: Finding | None
    fault: UserFacingError | None
    layers: tuple[HeatLayer, ...]
    outlines: tuple[QPolygonF, ...]


def read(
    path: Path,
    open_scan: OpenScan,
    reader: Reader,
    on_progress: OnProgress,
    cancelled: IsCancelled,
) -> Reading:
    """Open a scan, classify it and prepare what the window shows.

    Raises
    ------
    ScanError
        If the file cannot be opened.
    CancelledError
        If nobody waits for the answer any more.
    """
    scan = open_scan(path)
    _advance(0.5, on_progress, cancelled)
    finding, fault = _ask(reader, scan)
    _advance(0.8, on_progress, cancelled)
    evidence = None if finding is None else finding.evidence
    return Reading(
        scan=scan,
        picture=picture(scan.frame(0)),
        finding=finding,
        fault=fault,
        layers=() if finding is None or evidence is None else _layers(finding, evidence),
        outlines=() if evidence is None else _outlines(lesion_heatmap(evidence)),
    )


def _advance(part: float, on_progress: OnProgress, cancelled: IsCancelled) -> None:
    if cancelled():
        raise CancelledError
    on_progress(part)


def _ask(reader: Reader, scan: Scan) -> tuple[Finding | None, UserFacingError | None]:
    # A missing model is no reason to withhold a scan that was opened.
    try:
        return reader.read(scan), None
    except UserFacingError as error:
        return None, error


def _layers(finding: Finding, evidence: Evidence) -> tuple[HeatLayer, ...]:
    colours = colour_map()
    names = sorted(evidence.classes, key=lambda name: name != finding.explained_class)
    classes = [
        HeatLayer(name, heat_image(class_heatmap(evidence, name), colours)) for name in names
    ]
    lesion = HeatLayer(None, heat_image(lesion_heatmap(evidence), colours))
    return (*classes, lesion)


def _outlines(lesion: NDArray[np.float32]) -> tuple[QPolygonF, ...]:
    mask = (lesion >= 0.5).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return tuple(
        QPolygonF([QPointF(float(x) + 0.5, float(y) + 0.5) for x, y in contour[:, 0, :]])
        for contour in contours
        if len(contour) > 2
    )

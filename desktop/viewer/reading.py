"""Reading: one frame of a scan with everything that the window shows of it.

It is prepared in a worker thread, so that the window only paints it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from desktop.jobs import Cancelled as IsCancelled
from desktop.jobs import CancelledError, OnProgress
from desktop.viewer.pictures import LARGEST_HEATMAP, Picture, heat_levels, picture
from desktop.viewer.windowing.windowing import GreyDisplay
from engine.decoding.decoder import GivenUpError, given_up_when
from engine.errors import UserFacingError
from engine.finding import Evidence, Finding, OperatingPoint
from engine.interfaces import FindingReader, OpenScan
from engine.model.heatmap import class_heatmap, coarser, lesion_heatmap
from engine.model.model_card import ModelCard
from engine.picture.text_in_picture import contains_text
from engine.scan import Modality, Scan


@dataclass(frozen=True, slots=True, eq=False)
class HeatLayer:
    """A heatmap that can be laid over the scan.

    Attributes
    ----------
    class_name : str or None
        The class that the evidence speaks for; None for the lesion map.
    levels : ndarray of uint8
        See `desktop.viewer.pictures.heat_levels`.
    """

    class_name: str | None
    levels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A frame of a scan, its finding, and their pictures.

    Attributes
    ----------
    scan : Scan
        The scan that was opened.
    display : GreyDisplay
        Its stored values, and the tables that display them.
    picture : Picture
        The frame.
    finding : Finding or None
        None when no model could answer.
    fault : UserFacingError or None
        Why no model could answer.
    card : ModelCard or None
        Of the model that answered.
    layers : tuple of HeatLayer
        In the order in which they are offered; empty without evidence.
    outlines : tuple of QPolygonF
        Where the lesion map reaches one half, in pixels of the frame.
    frame : int
        Index of the frame, from 0.
    modality : Modality or None
        What the user chose to read it as; None for what the file states.
    shows_text : bool
        Whether text was found in the frames of the scan.
    """

    scan: Scan
    display: GreyDisplay
    picture: Picture
    finding: Finding | None
    fault: UserFacingError | None
    card: ModelCard | None
    layers: tuple[HeatLayer, ...]
    outlines: tuple[QPolygonF, ...]
    frame: int = 0
    modality: Modality | None = None
    shows_text: bool = False

    def with_operating_point(self, point: OperatingPoint) -> Reading:
        """Return the same reading, judged at another operating point of its model."""
        if self.finding is None or self.finding.operating_point is None:
            return self
        return replace(self, finding=replace(self.finding, operating_point=point))


def read(
    path: Path,
    open_scan: OpenScan,
    reader: FindingReader,
    on_progress: OnProgress,
    cancelled: IsCancelled,
) -> Reading:
    """Open a scan, classify its first frame and prepare what the window shows.

    Raises
    ------
    ScanError
        If the file cannot be opened.
    CancelledError
        If the work was cancelled.
    """
    try:
        with given_up_when(cancelled):
            scan = open_scan(path)
    except GivenUpError as error:
        raise CancelledError from error
    reading = read_frame(scan, GreyDisplay(scan), reader, None, 0, None, on_progress, cancelled)
    return replace(reading, shows_text=contains_text(scan))


def read_frame(
    scan: Scan,
    display: GreyDisplay,
    reader: FindingReader,
    modality: Modality | None,
    frame: int,
    known: Finding | None,
    on_progress: OnProgress,
    cancelled: IsCancelled,
) -> Reading:
    """Classify one frame of an open scan, and prepare what the window shows.

    Parameters
    ----------
    scan, display : Scan, GreyDisplay
        From an earlier reading.
    reader : FindingReader
        Answers, unless the finding is known.
    modality : Modality or None
        What to read it as; None for what the file states.
    frame : int
        Index of the frame, from 0.
    known : Finding or None
        The finding of the frame, if it is known already.
    on_progress, cancelled : callable
        See `desktop.jobs.Jobs`.

    Raises
    ------
    CancelledError
        If the work was cancelled.
    """
    # Rough shares of the time: half for decoding, most of the rest for the model.
    _advance(0.5, on_progress, cancelled)
    finding, fault = (known, None) if known is not None else _ask(reader, scan, modality, frame)
    _advance(0.8, on_progress, cancelled)
    evidence = None if finding is None else finding.evidence
    return Reading(
        scan=scan,
        display=display,
        picture=picture(display.values(frame)),
        finding=finding,
        fault=fault,
        card=None if finding is None else _card_of(reader, finding),
        layers=() if finding is None or evidence is None else _layers(finding, evidence),
        outlines=() if evidence is None or evidence.learned_attention else _outlines(evidence),
        frame=frame,
        modality=modality,
    )


def _advance(part: float, on_progress: OnProgress, cancelled: IsCancelled) -> None:
    if cancelled():
        raise CancelledError
    on_progress(part)


def _ask(
    reader: FindingReader, scan: Scan, modality: Modality | None, frame: int
) -> tuple[Finding | None, UserFacingError | None]:
    # A scan that opened is shown even if no model can answer for it.
    try:
        return reader.classify(scan, modality, frame), None
    except UserFacingError as error:
        return None, error


def _card_of(reader: FindingReader, finding: Finding) -> ModelCard | None:
    if finding.model is None:
        return None
    return next((card for card in reader.models() if card.identity == finding.model), None)


def _layers(finding: Finding, evidence: Evidence) -> tuple[HeatLayer, ...]:
    evidence = coarser(evidence, LARGEST_HEATMAP)
    # The class that the finding explains comes first.
    names = sorted(evidence.classes, key=lambda name: name != finding.explained_class)
    classes = [HeatLayer(name, heat_levels(class_heatmap(evidence, name))) for name in names]
    if evidence.learned_attention:
        # Learned attention shows where the model looked, which need not be a lesion.
        return tuple(classes)
    return (*classes, HeatLayer(None, heat_levels(lesion_heatmap(evidence))))


def _outlines(evidence: Evidence) -> tuple[QPolygonF, ...]:
    small = coarser(evidence, LARGEST_HEATMAP)
    across = evidence.frame_columns / small.frame_columns
    down = evidence.frame_rows / small.frame_rows
    mask = (lesion_heatmap(small) >= 0.5).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return tuple(
        # Contour points are indices of pixels; half a pixel on lies their middle.
        QPolygonF([QPointF(across * (x + 0.5), down * (y + 0.5)) for x, y in contour[:, 0, :]])
        for contour in contours
        # Fewer points enclose no area.
        if len(contour) > 2
    )

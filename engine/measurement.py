"""Measurement: a distance between two points of a scan."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.scan import PixelSpacing, Scan, UltrasoundRegion

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One distance.

    Attributes
    ----------
    label : str
        What it is called beside the scan and in the report, such as ``A``.
    millimetres : float or None
        Its length; None where the file does not say how large a pixel is.
    pixels : float
        Its length in pixels of the frame.
    start, end : tuple of float
        Its ends, (x, y) in pixels of the frame as stored: (0, 0) is the upper left corner of the
        upper left pixel, and a pixel is 1 wide and high.
    frame : int
        Index of the frame, from 0.
    """

    label: str
    millimetres: float | None
    pixels: float
    start: Point
    end: Point
    frame: int


def measure(scan: Scan, label: str, start: Point, end: Point, frame: int = 0) -> Measurement:
    """Measure the distance between two points of a frame.

    Parameters
    ----------
    scan : Scan
        Its calibration counts: the area of an ultrasound picture that both ends lie in, or else
        the size of a pixel of the whole picture.
    label : str
        What it is to be called.
    start, end : tuple of float
        (x, y) in pixels of the frame.
    frame : int
        Index of the frame, from 0.
    """
    across, down = end[0] - start[0], end[1] - start[1]
    spacing = spacing_between(scan, start, end)
    return Measurement(
        label=label,
        millimetres=None
        if spacing is None
        else math.hypot(across * spacing.column_mm, down * spacing.row_mm),
        pixels=math.hypot(across, down),
        start=start,
        end=end,
        frame=frame,
    )


def spacing_between(scan: Scan, start: Point, end: Point) -> PixelSpacing | None:
    """Return the size of a pixel that holds from one point to another; None where none does.

    An ultrasound picture is calibrated area by area (DICOM PS3.3 C.8.5.5): both ends must lie in
    one area, and its axes must be lengths. Only a picture without areas has one size for all.
    """
    if not scan.regions:
        return scan.spacing
    shared = [region for region in scan.regions if _holds(region, start) and _holds(region, end)]
    spacings = {region.spacing for region in shared}
    # Areas may overlap (a trace drawn into the picture); then the file does not say which counts.
    return spacings.pop() if len(spacings) == 1 else None


def _holds(region: UltrasoundRegion, point: Point) -> bool:
    x, y = point
    return region.left <= x <= region.right + 1 and region.top <= y <= region.bottom + 1

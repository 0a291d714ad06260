"""Pictures at the resolution of print, the legend of the heatmap, and the note on the scale."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.units import inch, mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from engine.model.heatmap import colour_map
from engine.report.fonts import REGULAR
from engine.report.style import INK, MUTED
from engine.scan import PixelSpacing, Scan

_DOTS_PER_INCH: Final = 250


def eight_bits(frame: NDArray[Any]) -> NDArray[np.uint8]:
    """Return a frame with 8 bits a value; of 16 bits the upper half is kept."""
    return np.asarray(frame if frame.dtype == np.uint8 else frame >> 8, np.uint8)


def printed_spacing(scan: Scan) -> PixelSpacing | None:
    """Return the pixel size that the scale of a whole picture is drawn from, if there is one.

    An ultrasound picture may be calibrated area by area: then it is the size in the largest area.
    """
    if scan.spacing is not None:
        return scan.spacing
    measured = [region for region in scan.regions if region.spacing is not None]
    if not measured:
        return None
    largest = max(measured, key=lambda area: (area.right - area.left) * (area.bottom - area.top))
    return largest.spacing


def calibration_note(scan: Scan) -> str:
    """Return what is to be known of the scale of a picture; empty where it simply holds."""
    spacing = printed_spacing(scan)
    if spacing is None:
        return "Not calibrated: the file does not say how large a pixel is, so there is no scale."
    if spacing.source == "ImagerPixelSpacing":
        return "Scale at the detector: lengths inside the breast are shorter (magnification)."
    if scan.regions:
        return "The scale holds inside the calibrated area of the picture only."
    return ""


class Legend(Flowable):  # type: ignore[misc]
    """The colours of the heatmap from none to strong, and what its line means."""

    def __init__(self, of: str) -> None:
        super().__init__()
        self._of = of

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return a strip as wide as its column."""
        self.width, self.height = width, 24.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw the ramp and its words."""
        canvas, ramp = self.canv, 34 * mm
        canvas.drawImage(image_reader(colour_map()[None]), 0, 14, ramp, 6)
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.4)
        canvas.rect(0, 14, ramp, 6)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1)
        canvas.line(ramp / 2, 12.5, ramp / 2, 21.5)
        canvas.setFillColor(INK)
        canvas.setFont(REGULAR, 7.2)
        canvas.drawString(ramp + 5, 14.6, self._of)
        canvas.setFillColor(MUTED)
        canvas.drawString(0, 4, "none")
        canvas.drawCentredString(ramp / 2, 4, "half")
        canvas.drawRightString(ramp, 4, "strong")


def printed(pixels: NDArray[np.uint8], width: float, height: float) -> NDArray[np.uint8]:
    """Return a picture with no more dots than its size on paper, in points, can show."""
    columns, rows = (max(1, round(side / inch * _DOTS_PER_INCH)) for side in (width, height))
    if pixels.shape[0] <= rows and pixels.shape[1] <= columns:
        return pixels
    size = (min(columns, pixels.shape[1]), min(rows, pixels.shape[0]))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def outlined(
    picture: NDArray[np.uint8], heat: NDArray[np.float32], level: float
) -> NDArray[np.uint8]:
    """Draw a line around where a heatmap reaches a level: it is seen in grey as well."""
    contours, _ = cv2.findContours(
        (heat >= level).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    result = picture.copy()
    thickness = max(1, round(max(picture.shape[:2]) / 400))
    cv2.drawContours(result, contours, -1, (0, 0, 0), 3 * thickness, cv2.LINE_AA)
    cv2.drawContours(result, contours, -1, (255, 255, 255), thickness, cv2.LINE_AA)
    return result


def image_reader(pixels: NDArray[np.uint8]) -> ImageReader:
    """Return pixels as what a canvas draws, without loss."""
    return ImageReader(Image.fromarray(np.ascontiguousarray(pixels)))

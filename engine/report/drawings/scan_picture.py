"""Printed scan, to scale, with its measurements."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from engine.measurement import Measurement
from engine.report.drawings.pictures import image_reader, printed
from engine.report.fonts import REGULAR, STRONG
from engine.report.style import INK, LINE, WHITE
from engine.scan import PixelSpacing

_BAR_HEIGHT: Final = 16.0
_LARGEST_BAR: Final = 0.35
_UNEVEN: Final = 0.01


class ScanPicture(Flowable):  # type: ignore[misc]
    """A frame with a scale bar below it.

    Parameters
    ----------
    pixels : ndarray of uint8
        Shape (rows, columns) or (rows, columns, 3).
    spacing : PixelSpacing or None
        For the scale bar, and for pixels that are no squares; None draws neither.
    measurements : sequence of Measurement
        Drawn into the picture.
    bar : bool
        Whether room is left for a scale bar.
    """

    def __init__(
        self,
        pixels: NDArray[np.uint8],
        spacing: PixelSpacing | None,
        measurements: Sequence[Measurement] = (),
        *,
        bar: bool = True,
    ) -> None:
        super().__init__()
        self._foot = _BAR_HEIGHT if bar else 0.0
        self.pixels = pixels
        self._frame_size = pixels.shape[:2]
        self._spacing = spacing
        self.measurements = measurements

    def fit(self, width: float, height: float) -> None:
        """Make the picture as large as fits into so many points, the scale bar included."""
        rows, columns = self._frame_size
        aspect = _pixel_aspect(self._spacing)
        self._point = min(width / columns, (height - self._foot) / (rows * aspect))
        self._picture = (columns * self._point, rows * aspect * self._point)

    @property
    def printed_size(self) -> tuple[float, float]:
        """Width and height of the picture that `fit` chose, in points."""
        return self._picture

    def with_pixels(self, pixels: NDArray[np.uint8]) -> ScanPicture:
        """Return a picture of the same frame, size and scale from other pixels, unmeasured."""
        other = copy.copy(self)
        other.pixels = pixels
        other.measurements = ()
        return other

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size that `fit` chose, as wide as the column that it stands in."""
        self.width, self.height = width, self._picture[1] + self._foot
        return self.width, self.height

    def draw(self) -> None:
        """Draw picture, measurements and scale bar."""
        canvas = self.canv
        width, height = self._picture
        shown = printed(self.pixels, width, height)
        canvas.drawImage(image_reader(shown), 0, self._foot, width, height)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.rect(0, self._foot, width, height)
        for measurement in self.measurements:
            self._draw_measurement(measurement)
        if self._spacing is not None and self._foot:
            self._draw_bar(self._spacing, width)

    def _draw_measurement(self, measurement: Measurement) -> None:
        ends = [self._place(*end) for end in (measurement.start, measurement.end)]
        # White on black is seen on any ground.
        for ink, thickness in ((INK, 2.2), (WHITE, 0.9)):
            self.canv.setStrokeColor(ink)
            self.canv.setLineWidth(thickness)
            self.canv.line(*ends[0], *ends[1])
            for x, y in ends:
                self.canv.line(x - 3, y, x + 3, y)
                self.canv.line(x, y - 3, x, y + 3)
        self._draw_tag(measurement.label[:6], *ends[1])

    def _draw_tag(self, text: str, x: float, y: float) -> None:
        width = stringWidth(text, STRONG, 7) + 4
        left = min(max(x + 5, 0), self._picture[0] - width)
        bottom = min(max(y + 3, self._foot), self._foot + self._picture[1] - 9)
        self.canv.setFillColor(WHITE)
        self.canv.rect(left, bottom, width, 9, stroke=0, fill=1)
        self.canv.setFillColor(INK)
        self.canv.setFont(STRONG, 7)
        self.canv.drawString(left + 2, bottom + 2.1, text)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        rows, columns = self._frame_size
        across = min(max(x / columns, 0), 1) * self._picture[0]
        up = (1 - min(max(y / rows, 0), 1)) * self._picture[1]
        return across, up + self._foot

    def _draw_bar(self, spacing: PixelSpacing, width: float) -> None:
        points_per_mm = self._point / spacing.column_mm
        length = round_length(_LARGEST_BAR * width / points_per_mm)
        if length is None:
            return
        canvas, y, end = self.canv, 6.5, length * points_per_mm
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.3)
        canvas.line(0.65, y, end - 0.65, y)
        for x in (0.65, end - 0.65):
            canvas.line(x, y - 3, x, y + 3)
        canvas.setFillColor(INK)
        canvas.setFont(REGULAR, 7.6)
        canvas.drawString(end + 5, y - 2.7, f"{length:g} mm")


def round_length(longest: float) -> float | None:
    """Return the longest of 1, 2 and 5 times a power of ten millimetres that is not longer.

    None where nothing sensible comes out.
    """
    if not math.isfinite(longest) or longest <= 0:
        return None
    power = 10.0 ** math.floor(math.log10(longest))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= longest * (1 + 1e-9))


def _pixel_aspect(spacing: PixelSpacing | None) -> float:
    """Return how much higher than wide a pixel is."""
    if spacing is None or spacing.column_mm <= 0:
        return 1.0
    aspect = spacing.row_mm / spacing.column_mm
    return aspect if _UNEVEN < abs(aspect - 1) < 9 else 1.0

"""Logo at the head of a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reportlab.pdfgen.canvas import Canvas

from engine.decoding.read_scan import read_scan
from engine.errors import ScanError, UserFacingError
from engine.messages import output
from engine.report.drawings.pictures import eight_bits, image_reader, printed


@dataclass(frozen=True, slots=True, eq=False)
class Logo:
    """A picture, uint8 of shape (rows, columns) or (rows, columns, 3)."""

    pixels: NDArray[np.uint8]

    def draw(
        self, canvas: Canvas, left: float, bottom: float, width: float, height: float
    ) -> float:
        """Draw it as large as fits, and return how wide it became, in points."""
        rows, columns = self.pixels.shape[:2]
        point = min(width / columns, height / rows)
        size = (columns * point, rows * point)
        canvas.drawImage(image_reader(printed(self.pixels, *size)), left, bottom, *size)
        return float(size[0])


def read_logo(path: Path) -> Logo:
    """Read a logo from a picture file, like any file from outside in the decoder process.

    Raises
    ------
    UserFacingError
        If it cannot be read.
    """
    try:
        return Logo(eight_bits(read_scan(path).frame(0)))
    except ScanError as error:
        raise UserFacingError(
            output.LOGO_UNUSABLE(why=error.summary), output.CHOOSE_A_PICTURE, path
        ) from error

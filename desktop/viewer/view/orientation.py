"""Orientation of a picture in the view: quarter turns and mirroring."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTransform


@dataclass(frozen=True, slots=True)
class Orientation:
    """Mirrored first, left to right, and then turned.

    Attributes
    ----------
    turns : int
        Quarter turns clockwise, from 0 to 3.
    is_mirrored : bool
        Whether left and right are exchanged before turning.
    """

    turns: int = 0
    is_mirrored: bool = False

    def turned(self, quarters: int) -> Orientation:
        """Turn what is seen clockwise."""
        return Orientation((self.turns + quarters) % 4, self.is_mirrored)

    def flipped(self, *, upside_down: bool = False) -> Orientation:
        """Exchange left and right of what is seen, or top and bottom."""
        return Orientation(((2 if upside_down else 0) - self.turns) % 4, not self.is_mirrored)

    def size(self, picture: QSizeF) -> QSizeF:
        """Return the width and height of a picture in this orientation."""
        return picture.transposed() if self.turns % 2 else picture

    def transform(self, picture: QSizeF) -> QTransform:
        """Return the mapping from pixels of a picture to the oriented picture, both from (0, 0)."""
        seen = self.size(picture)
        result = QTransform.fromTranslate(seen.width() / 2, seen.height() / 2)
        # QTransform.rotate() is exact for multiples of 90 degrees: nothing is resampled.
        result.rotate(90.0 * self.turns)
        if self.is_mirrored:
            result.scale(-1, 1)
        return result.translate(-picture.width() / 2, -picture.height() / 2)

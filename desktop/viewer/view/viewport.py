"""Viewport: the arithmetic of zooming and panning, without any widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from PySide6.QtCore import QPointF, QRectF, QSizeF

# Limits of zooming, in points per pixel, and points of the picture that stay in sight.
SMALLEST: Final = 0.02
LARGEST: Final = 40.0
_STAYS_IN_SIGHT: Final = 48.0


@dataclass(frozen=True, slots=True)
class Viewport:
    """A uniform scale and a shift, from pixels of a picture to points of a view.

    Attributes
    ----------
    scale : float
        Points of the view per pixel of the picture.
    left, top : float
        Upper left corner of the picture, in points of the view.
    """

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    @classmethod
    def fit(cls, picture: QSizeF, area: QRectF) -> Self:
        """Show the whole picture in the middle of an area of the view, as large as possible."""
        scale = min(area.width() / picture.width(), area.height() / picture.height())
        return cls.centred(picture, area, min(LARGEST, max(SMALLEST, scale)))

    @classmethod
    def centred(cls, picture: QSizeF, area: QRectF, scale: float) -> Self:
        """Show the picture's middle in the middle of an area of the view."""
        middle = area.center()
        return cls(
            scale,
            middle.x() - scale * picture.width() / 2,
            middle.y() - scale * picture.height() / 2,
        )

    def snapped(self, density: float) -> Viewport:
        """Move the corner of the picture to a whole pixel of the screen; a point has `density`."""
        left, top = round(self.left * density) / density, round(self.top * density) / density
        return Viewport(self.scale, left, top)

    def to_view(self, point: QPointF) -> QPointF:
        """Return the point of the view at a point of the picture."""
        return QPointF(self.left + self.scale * point.x(), self.top + self.scale * point.y())

    def to_picture(self, point: QPointF) -> QPointF:
        """Return the point of the picture at a point of the view."""
        return QPointF((point.x() - self.left) / self.scale, (point.y() - self.top) / self.scale)

    def area(self, picture: QSizeF) -> QRectF:
        """Return the area of the view that the picture covers."""
        return QRectF(
            self.left, self.top, self.scale * picture.width(), self.scale * picture.height()
        )

    def zoomed(self, factor: float, anchor: QPointF) -> Viewport:
        """Enlarge by a factor, within limits, and keep the anchor where it is."""
        scale = min(LARGEST, max(SMALLEST, self.scale * factor))
        fixed = self.to_picture(anchor)
        return Viewport(scale, anchor.x() - scale * fixed.x(), anchor.y() - scale * fixed.y())

    def panned(self, right: float, down: float, picture: QSizeF, view: QSizeF) -> Viewport:
        """Move the picture, but not out of sight."""
        area = self.area(picture)
        return Viewport(
            self.scale,
            _within(self.left + right, _STAYS_IN_SIGHT - area.width(), view.width()),
            _within(self.top + down, _STAYS_IN_SIGHT - area.height(), view.height()),
        )


def _within(value: float, low: float, extent: float) -> float:
    return min(max(value, low), extent - _STAYS_IN_SIGHT)

"""Placement of a frame in a view: how it is turned, how large it is, and where it lies."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from desktop.style.theme import GRID
from desktop.viewer.view.orientation import Orientation
from desktop.viewer.view.viewport import Viewport

_MARGIN: Final = 2.0 * GRID


class Placement:
    """Orientation and viewport of a frame, and whether it is kept fitted to the view.

    Sizes are in pixels for the frame and in points for the view.
    """

    def __init__(self) -> None:
        self.viewport = Viewport()
        self.orientation = Orientation()
        self.extent = QSizeF(1, 1)
        self.is_fitted = True
        self.reserved = 0.0

    def transform(self) -> QTransform:
        """Return the mapping from pixels of the frame to points of the view."""
        seen = QTransform.fromTranslate(self.viewport.left, self.viewport.top)
        seen.scale(self.viewport.scale, self.viewport.scale)
        return self.orientation.transform(self.extent) * seen

    def to_frame(self, point: QPointF) -> QPointF:
        """Return the point of the frame at a point of the view."""
        return self.transform().inverted()[0].map(point)

    def to_view(self, point: QPointF) -> QPointF:
        """Return the point of the view at a point of the frame."""
        return self.transform().map(point)

    def fit(self, view: QSizeF) -> None:
        """Show the whole frame, and keep it fitted to the view."""
        self.is_fitted = True
        self.viewport = Viewport.fit(self._seen(), self._free_area(view))

    def refit(self, view: QSizeF) -> None:
        """Follow another size of the view: fitted where it was fitted, else still in sight."""
        if self.is_fitted:
            self.fit(view)
        else:
            self.pan_by(0, 0, view)

    def actual_size(self, view: QSizeF, density: float) -> None:
        """Show a pixel of the frame as one pixel of the screen; a point has `density` of them."""
        self.is_fitted = False
        centred = Viewport.centred(self._seen(), self._free_area(view), 1 / density)
        # Between two pixels of the screen, each pixel of the frame would be smeared over both.
        self.viewport = centred.snapped(density)

    def zoom_by(self, factor: float, anchor: QPointF) -> None:
        """Enlarge by a factor; what is seen at the anchor stays there."""
        self.is_fitted = False
        self.viewport = self.viewport.zoomed(factor, anchor)

    def pan_by(self, right: float, down: float, view: QSizeF) -> None:
        """Move the frame by points of the view, but not out of sight."""
        self.is_fitted = False
        self.viewport = self.viewport.panned(right, down, self._seen(), view)

    def orient(self, orientation: Orientation, view: QSizeF) -> None:
        """Turn or mirror the frame around the middle of the view."""
        middle = QPointF(view.width() / 2, view.height() / 2)
        # What is in the middle stays there, as a reader is looking at it.
        looked_at = self.to_frame(middle)
        self.orientation = orientation
        if self.is_fitted:
            self.fit(view)
            return
        moved = middle - self.to_view(looked_at)
        self.pan_by(moved.x(), moved.y(), view)

    def _seen(self) -> QSizeF:
        return self.orientation.size(self.extent)

    def _free_area(self, view: QSizeF) -> QRectF:
        width = max(1.0, view.width() - 2 * _MARGIN - self.reserved)
        return QRectF(_MARGIN, _MARGIN, width, max(1.0, view.height() - 2 * _MARGIN))

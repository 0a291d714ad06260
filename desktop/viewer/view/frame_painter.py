"""Frame painter: paints the visible part of a frame through a lookup table."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from desktop.viewer.pictures import Picture, render

_RIM = 2


class FramePainter:
    """Keeps the last rendered part, so that a change of what lies over it costs nothing."""

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._table: NDArray[np.uint8] | None = None
        self._image: QImage | None = None
        self._rendered: tuple[Any, ...] | None = None

    @property
    def picture(self) -> Picture | None:
        """The frame that is painted."""
        return self._picture

    def set_picture(self, picture: Picture | None) -> None:
        """Paint another frame."""
        self._picture = picture
        self._rendered = None

    def set_table(self, table: NDArray[np.uint8]) -> None:
        """Paint through another lookup table: shape (256,), or (65536,) for a frame of 16 bits."""
        self._table = table
        self._rendered = None

    def paint(self, painter: QPainter, place: QTransform, view: QRectF, zoom: float) -> None:
        """Paint the frame.

        Parameters
        ----------
        painter : QPainter
            Of the view; its state is restored.
        place : QTransform
            From pixels of the frame to points of the view.
        view : QRectF
            The visible area, in points.
        zoom : float
            Pixels of the screen per pixel of the frame.
        """
        if self._picture is None or self._table is None:
            return
        # Only the visible part of the level nearest to the zoom goes through the table.
        level = self._picture.level_for(zoom)
        across = level.shape[1] / self._picture.columns
        down = level.shape[0] / self._picture.rows
        inverse, _ = place.inverted()
        seen = inverse.mapRect(view)
        left, right = _range(seen.left() * across, seen.right() * across, level.shape[1])
        top, bottom = _range(seen.top() * down, seen.bottom() * down, level.shape[0])
        if left >= right or top >= bottom:
            return
        crop = (level.shape, left, top, right, bottom)
        if self._image is None or crop != self._rendered:
            self._image = render(level[top:bottom, left:right], self._table)
            self._rendered = crop
        area = QRectF(left / across, top / down, (right - left) / across, (bottom - top) / down)
        painter.save()
        painter.setTransform(place, combine=True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self._image)
        painter.restore()


def paint_over(painter: QPainter, image: QImage, place: QTransform, picture: Picture) -> None:
    """Stretch an image, such as a heatmap, over a whole frame."""
    painter.save()
    painter.setTransform(place, combine=True)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, picture.columns, picture.rows), image)
    painter.restore()


def _range(low: float, high: float, extent: int) -> tuple[int, int]:
    # Some pixels beyond the view: smoothing needs neighbours at the edges.
    return max(0, math.floor(low) - _RIM), min(extent, math.ceil(high) + _RIM)

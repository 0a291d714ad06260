"""From arrays of pixels to pictures that Qt can paint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

_LARGEST_HEATMAP = 1024
_SMALLEST_LEVEL = 512


@dataclass(frozen=True, slots=True)
class Picture:
    """A frame, in its own size and halved again and again for viewing it small.

    Attributes
    ----------
    levels : tuple of QImage
        The first is the frame itself, each further one half as wide and high.
    """

    levels: tuple[QImage, ...]

    @property
    def rows(self) -> int:
        """Height of the frame in pixels."""
        return self.levels[0].height()

    @property
    def columns(self) -> int:
        """Width of the frame in pixels."""
        return self.levels[0].width()

    def level_for(self, scale: float) -> QImage:
        """Return the smallest level that is not enlarged at the given scale.

        Parameters
        ----------
        scale : float
            Pixels of the screen for a pixel of the frame.
        """
        chosen = self.levels[0]
        for level in self.levels[1:]:
            if level.width() < scale * self.columns:
                break
            chosen = level
        return chosen


def picture(frame: NDArray[Any]) -> Picture:
    """Turn a frame into a picture.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3), as in `engine.scan.Scan.pixels`. A screen shows
        8 bits, so of 16-bit values the upper half is kept.
    """
    levels = [as_image(frame)]
    while max(levels[-1].width(), levels[-1].height()) > 2 * _SMALLEST_LEVEL:
        last = levels[-1]
        levels.append(
            last.scaled(
                max(1, last.width() // 2),
                max(1, last.height() // 2),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return Picture(tuple(levels))


def as_image(frame: NDArray[Any]) -> QImage:
    """Return a frame as an image that owns its memory."""
    shown = (frame >> 8).astype(np.uint8) if frame.dtype == np.uint16 else frame
    shown = np.ascontiguousarray(shown)
    rows, columns = shown.shape[:2]
    form = QImage.Format.Format_Grayscale8 if shown.ndim == 2 else QImage.Format.Format_RGB888
    # Without the copy the image would read memory that Python is free to release.
    return QImage(shown.data, columns, rows, shown.strides[0], form).copy()


def heat_image(heat: NDArray[np.float32], colours: NDArray[np.uint8]) -> QImage:
    """Return a heatmap as an image to lay over a frame.

    Parameters
    ----------
    heat : ndarray of float32
        Shape (rows, columns) of the frame, from 0 to 1. It is kept at no more than 1,024 pixels a
        side, since it is smooth, and stretched when painted.
    colours : ndarray of uint8
        Shape (256, 3), RGB.

    Returns
    -------
    QImage
        Its colour is the heat's, and its alpha the heat itself: no evidence is transparent.
    """
    longest = max(heat.shape)
    if longest > _LARGEST_HEATMAP:
        factor = _LARGEST_HEATMAP / longest
        heat = np.asarray(
            cv2.resize(heat, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.float32
        )
    level = np.round(255 * np.clip(heat, 0, 1)).astype(np.uint8)
    rgba = np.dstack([colours[level], level])
    rgba = np.ascontiguousarray(rgba)
    rows, columns = level.shape
    image = QImage(rgba.data, columns, rows, rgba.strides[0], QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

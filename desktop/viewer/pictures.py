"""Pictures that Qt can paint, made from arrays of pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

# Evidence is coarse, one value for 16 pixels of the model's input: more would only cost time.
LARGEST_HEATMAP = 1024
# Below this, painting from a larger level is fast enough.
_SMALLEST_LEVEL = 512
# OpenCV 5 has tables for 16 bits, several times faster than NumPy.
_LUT_TAKES_16_BITS = int(cv2.__version__.split(".")[0]) >= 5


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A frame of stored values as a pyramid: at full size, and halved again and again.

    Attributes
    ----------
    levels : tuple of ndarray
        Shape (rows, columns) or (rows, columns, 3), uint8 or uint16. The first is the frame
        itself, each further one half as wide and high.
    """

    levels: tuple[NDArray[Any], ...]

    @property
    def rows(self) -> int:
        """Height of the frame in pixels."""
        return int(self.levels[0].shape[0])

    @property
    def columns(self) -> int:
        """Width of the frame in pixels."""
        return int(self.levels[0].shape[1])

    def level_for(self, scale: float) -> NDArray[Any]:
        """Return the smallest level that need not be enlarged at a scale.

        Parameters
        ----------
        scale : float
            Pixels of the screen per pixel of the frame.
        """
        chosen = self.levels[0]
        for level in self.levels[1:]:
            if level.shape[1] < scale * self.columns:
                break
            chosen = level
        return chosen


def picture(frame: NDArray[Any]) -> Picture:
    """Return the pyramid of a frame.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3), such as
        `desktop.viewer.windowing.windowing.GreyDisplay.values` returns.
    """
    levels = [frame]
    # INTER_AREA averages, so that fine detail such as calcifications does not flicker.
    while max(levels[-1].shape[:2]) > 2 * _SMALLEST_LEVEL:
        rows, columns = levels[-1].shape[:2]
        half = (max(1, columns // 2), max(1, rows // 2))
        levels.append(np.asarray(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA)))
    return Picture(tuple(levels))


def as_image(frame: NDArray[Any]) -> QImage:
    """Return a frame of `engine.scan.Scan.pixels` as an image; of 16 bits, the upper eight."""
    size = np.iinfo(frame.dtype).max + 1
    return render(frame, (np.arange(size) // (size // 256)).astype(np.uint8))


def render(values: NDArray[Any], table: NDArray[np.uint8]) -> QImage:
    """Return values as an image of 8 bits that owns its memory.

    Parameters
    ----------
    values : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3); may be a part of a level.
    table : ndarray of uint8
        Shape (256,) or (65536,): the display value of each stored value.
    """
    if values.dtype == np.uint8 or _LUT_TAKES_16_BITS:
        shown = np.asarray(cv2.LUT(np.ascontiguousarray(values), table), np.uint8)
    else:
        # No value lies outside the table; "clip" is the one mode of take() that needs no buffer.
        shown = np.take(table, values, mode="clip")
    rows, columns = shown.shape[:2]
    form = QImage.Format.Format_Grayscale8 if shown.ndim == 2 else QImage.Format.Format_RGB888
    # Without the copy, the image would read memory that Python may have released.
    return QImage(shown.data, columns, rows, shown.strides[0], form).copy()


def heat_levels(heat: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return a heatmap in 256 levels, at most 1,024 pixels a side: it is smooth, so that is enough.

    Parameters
    ----------
    heat : ndarray of float32
        Shape (rows, columns) of the frame, from 0 to 1.
    """
    longest = max(heat.shape)
    if longest > LARGEST_HEATMAP:
        factor = LARGEST_HEATMAP / longest
        heat = np.asarray(
            cv2.resize(heat, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.float32
        )
    return np.round(255 * np.clip(heat, 0, 1)).astype(np.uint8)


def heat_image(
    levels: NDArray[np.uint8], colours: NDArray[np.uint8], threshold: float = 0.0
) -> QImage:
    """Return a heatmap as an image to lay over a frame.

    Parameters
    ----------
    levels : ndarray of uint8
        From `heat_levels`.
    colours : ndarray of uint8
        Shape (256, 3), RGB.
    threshold : float
        From 0 to 1; weaker heat is transparent.

    Returns
    -------
    QImage
        Coloured by the heat, with the heat as alpha: no evidence is transparent.
    """
    alpha = np.arange(256, dtype=np.uint8)
    alpha[: round(255 * threshold)] = 0
    rgba = np.ascontiguousarray(np.column_stack([colours, alpha])[levels])
    rows, columns = levels.shape
    image = QImage(rgba.data, columns, rows, rgba.strides[0], QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

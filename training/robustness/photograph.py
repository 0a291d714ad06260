"""Photograph of a screen, imitated: many scans are passed on in this way."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.data.jpeg_round_trip import recompressed

_FRAME: Final = 0.06
_TILT: Final = 0.04
_PIXEL_GRID: Final = 3.3
_GRID_CONTRAST: Final = 0.05
_SHADE: Final = 0.2
_HAZE: Final = 18
_BLUR: Final = 0.8
_QUALITY: Final = 70


def tilt(picture: NDArray[np.uint8], rng: Generator) -> NDArray[np.uint8]:
    """Show a picture on a dark desk, seen a little from the side.

    Parameters
    ----------
    picture : ndarray of uint8
        Shape (rows, columns).
    rng : numpy.random.Generator
        Where each corner lies: within 4 % of a side.

    Returns
    -------
    ndarray of uint8
        Of the same shape; the picture covers what a frame of 6 % leaves.
    """
    rows, columns = picture.shape
    corners = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    moved = corners + inwards * (_FRAME + rng.uniform(-_TILT, _TILT, (4, 2))) * (columns, rows)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    seen = cv2.warpPerspective(picture, matrix, (columns, rows), flags=cv2.INTER_LINEAR)
    return np.asarray(seen, np.uint8)


def photograph(picture: NDArray[np.uint8], rng: Generator) -> NDArray[np.uint8]:
    """Add what a camera adds: the screen's grid, uneven light, haze, blur, and JPEG.

    Parameters
    ----------
    picture : ndarray of uint8
        Shape (rows, columns).
    rng : numpy.random.Generator
        Where the grid lies and from where light falls.

    Returns
    -------
    ndarray of uint8
        Of the same shape.
    """
    rows, columns = picture.shape
    down = np.arange(rows, dtype=np.float32)[:, None]
    across = np.arange(columns, dtype=np.float32)[None]
    phase = rng.uniform(0, 2 * np.pi, 2)
    waves = np.sin(2 * np.pi / _PIXEL_GRID * down + phase[0])
    waves = waves + np.sin(2 * np.pi / _PIXEL_GRID * across + phase[1])
    towards = rng.uniform(0, 2 * np.pi)
    slope = np.sin(towards) * (down / rows - 0.5) + np.cos(towards) * (across / columns - 0.5)
    seen = picture * (1 + _GRID_CONTRAST * waves) * (1 + _SHADE * slope) * (1 - _HAZE / 255) + _HAZE
    seen = cv2.GaussianBlur(np.asarray(seen, np.float32), (0, 0), _BLUR)
    grey = np.clip(np.rint(seen), 0, 255).astype(np.uint8)
    return recompressed(grey, _QUALITY)

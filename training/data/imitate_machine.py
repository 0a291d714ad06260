"""Imitation of another ultrasound machine, or of another setting of the same one.

Machines differ in how they map echoes to grey, in how much they lift local contrast, in how finely
they resolve along and across the beam, and in how they sharpen edges or smooth speckle.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Picture = NDArray[np.float32]

_KNOTS: Final = 6
_LEAST_PIXELS: Final = 8


def imitate_machine(picture: Picture, rng: Generator) -> Picture:
    """Change a picture in one of the ways in which machines differ.

    Parameters
    ----------
    picture : ndarray of float32
        Shape (rows, columns), values from 0 to 1.
    rng : numpy.random.Generator
        The only source of chance: the same generator gives the same result.

    Returns
    -------
    ndarray of float32
        Of the same shape and range.
    """
    ways = (_other_greys, _local_contrast, _coarser, _sharper_or_smoother)
    changed = ways[int(rng.integers(len(ways)))](picture, rng)
    return np.clip(changed, 0, 1).astype(np.float32)


def _other_greys(picture: Picture, rng: Generator) -> Picture:
    """Bend the grey curve at random; it never falls, so brighter stays brighter."""
    inner = rng.random(_KNOTS - 2)
    curve = np.sort(np.concatenate([[0.0], inner, [1.0]]))
    share = np.float32(rng.uniform(0.3, 1))
    bent = np.interp(picture, np.linspace(0, 1, _KNOTS), curve).astype(np.float32)
    return np.asarray(share * bent + (1 - share) * picture, np.float32)


def _local_contrast(picture: Picture, rng: Generator) -> Picture:
    limit, tiles = float(rng.uniform(1, 4)), int(rng.integers(2, 9))
    equalised = cv2.createCLAHE(limit, (tiles, tiles)).apply(_bytes(picture))
    return equalised.astype(np.float32) / np.float32(255)


def _coarser(picture: Picture, rng: Generator) -> Picture:
    rows, columns = picture.shape
    down, across = rng.uniform(0.35, 1, 2)
    size = (max(_LEAST_PIXELS, int(columns * across)), max(_LEAST_PIXELS, int(rows * down)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (columns, rows), interpolation=cv2.INTER_LINEAR))


def _sharper_or_smoother(picture: Picture, rng: Generator) -> Picture:
    if rng.random() < 0.5:
        smooth = np.asarray(cv2.GaussianBlur(picture, (0, 0), 2.0), np.float32)
        return picture + np.float32(rng.uniform(0.3, 1.5)) * (picture - smooth)
    median = cv2.medianBlur(_bytes(picture), int(rng.choice([3, 5])))
    return median.astype(np.float32) / np.float32(255)


def _bytes(picture: Picture) -> NDArray[np.uint8]:
    return np.rint(picture * 255).astype(np.uint8)

"""Removal of burned-in marks, to see whether a model reads them."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.picture.preprocessing import luminance
from training.datasets.case import eight_bits
from training.marks.find import caliper_centres, find_letters, thin_strokes, working_size

# To fill in a patch without a mark costs less than to leave a mark.
_CONTRAST = 24
_BRIGHTER = 1.45
_REACH = 16
_LINE = 12
_STROKE = 30
_PAD = 3
_MOST_CALIPERS = 12


def without_marks(frame: NDArray[Any], *, elsewhere: bool = False) -> NDArray[Any] | None:
    """Return the grey picture of a frame with its marks painted over; None if it has none.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3), as in `engine.scan.Scan.pixels`.
    elsewhere : bool
        Paint over what lies opposite of the marks, mirrored left to right, and leave the marks:
        this tells what painting alone does to an answer.

    Returns
    -------
    ndarray or None
        Shape (rows, columns), of the frame's type. Telea's method (2004) continues the
        surroundings into the marks.
    """
    area = mark_area(eight_bits(frame))
    if not area.any():
        return None
    if elsewhere:
        area = area[:, ::-1] & ~area
    grey = np.ascontiguousarray(luminance(frame))
    return np.asarray(cv2.inpaint(grey, area.astype(np.uint8), 3, cv2.INPAINT_TELEA))


def mark_area(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return where letters, calipers and the dotted lines between calipers are.

    Parameters
    ----------
    picture : ndarray of uint8
        Shape (rows, columns).

    Returns
    -------
    ndarray of bool
        Shape (rows, columns), with a margin of a few pixels around each mark.
    """
    small = working_size(picture)
    if small is None:
        return np.zeros(picture.shape, bool)
    area = _around_letters(small) | _around_calipers(small)
    size = (picture.shape[1], picture.shape[0])
    return np.asarray(cv2.resize(area, size, interpolation=cv2.INTER_NEAREST), bool)


def _around_letters(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    # Pale print passes for letters once brightened; speckle seldom does three in a line.
    brighter = np.minimum(picture * _BRIGHTER, 255).astype(np.uint8)
    area = np.zeros(picture.shape, np.uint8)
    for box in (*find_letters(picture), *find_letters(brighter, neighbours=2)):
        top, rows = int(box[1]), int(box[3])
        left, right = _line_of(picture, box)
        area[max(top - _PAD, 0) : top + rows + _PAD, max(left - _PAD, 0) : right + _PAD] = 1
    return area


def _line_of(picture: NDArray[np.uint8], box: NDArray[np.int64]) -> tuple[int, int]:
    """Return how far print reaches to the left and to the right of a letter, in pixels."""
    left, top, columns, rows = (int(value) for value in box)
    start, end = max(left - _LINE * rows, 0), left + columns + _LINE * rows
    strip = np.asarray(picture[top : top + rows, start:end], np.uint8)
    level = 0.7 * np.percentile(picture[top : top + rows, left : left + columns], 95)
    is_print = np.asarray(strip >= level) & np.asarray(thin_strokes(strip) >= _STROKE)
    seen = np.asarray(is_print.any(axis=0), np.uint8)[None]
    joined = np.asarray(cv2.morphologyEx(seen, cv2.MORPH_CLOSE, np.ones((1, rows + 1), np.uint8)))
    gaps = np.flatnonzero(joined[0] == 0)
    before, after = gaps[gaps < left - start], gaps[gaps >= left + columns - start]
    first = int(before[-1]) + 1 if len(before) else 0
    last = int(after[0]) if len(after) else strip.shape[1]
    return start + first, start + last


def _around_calipers(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    hits = caliper_centres(picture, _CONTRAST) | caliper_centres(picture, _CONTRAST, slanted=True)
    _, _, _, centres = cv2.connectedComponentsWithStats(hits.astype(np.uint8), connectivity=8)
    places = [(round(x), round(y)) for x, y in centres[1:]]
    near = np.zeros(picture.shape, np.uint8)
    for place in places:
        cv2.circle(near, place, _REACH, 1, -1)
    if len(places) <= _MOST_CALIPERS:
        for one, other in combinations(places, 2):
            cv2.line(near, one, other, 1, 3)
    bright = (thin_strokes(picture) >= _STROKE).astype(np.uint8) & near
    return np.asarray(cv2.dilate(bright, np.ones((5, 5), np.uint8)), np.uint8)

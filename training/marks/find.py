"""Calipers and letters that a scanner or a reader drew into the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

_SIDE = 448
_LEAST_SIDE = 16
_ARM = 3
_CALIPER_CONTRAST = 45
_STROKE = 9
_LETTER_CONTRAST = 70
_LETTER_GREY = 140
_LETTER_PEAK = 190
_UPRIGHT_EDGE = 110
_UPRIGHT_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Overlays:
    """What was found in one picture.

    Attributes
    ----------
    calipers : int
        Number of upright crosses, the ends of measured distances.
    letters : int
        Number of letters or digits that stand in a line with another.
    """

    calipers: int
    letters: int


def find_overlays(picture: NDArray[np.uint8]) -> Overlays:
    """Look for calipers and letters in a grey picture, shape (rows, columns)."""
    small = working_size(picture)
    if small is None:
        return Overlays(0, 0)
    count, _ = cv2.connectedComponents(caliper_centres(small).astype(np.uint8), connectivity=8)
    return Overlays(int(count - 1), len(find_letters(small)))


def working_size(picture: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Return a picture at the size in which marks are looked for; None if it is too small."""
    scale = min(1.0, _SIDE / max(picture.shape))
    rows, columns = (round(length * scale) for length in picture.shape)
    if min(rows, columns) < _LEAST_SIDE:
        return None
    if scale == 1:
        return picture
    return np.asarray(cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


def caliper_centres(
    picture: NDArray[np.uint8], contrast: int = _CALIPER_CONTRAST, *, slanted: bool = False
) -> NDArray[np.bool_]:
    """Return where crosses have their centres, shape (rows, columns).

    Parameters
    ----------
    picture : ndarray of uint8
        Shape (rows, columns), from `working_size`.
    contrast : int
        Grey values by which both arms are brighter than what lies between them, at least.
    slanted : bool
        Look for crosses that stand on two legs rather than on one.
    """
    # A cross is bright along both arms and dark between them. No tissue of 256 scans known to be
    # free of marks (BrEaST) looks like an upright one.
    side = 2 * _ARM + 1
    upright = cv2.getStructuringElement(cv2.MORPH_CROSS, (side, side))
    corners = np.zeros((side, side), np.uint8)
    for step in (0, 1):
        corners[np.ix_([step, -1 - step], [step, -1 - step])] = 1
    diagonal = np.eye(side, dtype=np.uint8) | np.eye(side, dtype=np.uint8)[::-1]
    ends = np.zeros((side, side), np.uint8)
    ends[_ARM, [0, -1]] = ends[[0, -1], _ARM] = 1
    arms, between = (diagonal, ends) if slanted else (upright, corners)
    found = cv2.subtract(cv2.erode(picture, arms), cv2.dilate(picture, between)) >= contrast
    return np.asarray(found, np.bool_)


def thin_strokes(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return how much brighter each pixel is than what lies around thin lines, in grey values."""
    square = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE))
    return np.asarray(cv2.morphologyEx(picture, cv2.MORPH_TOPHAT, square), np.uint8)


def find_letters(picture: NDArray[np.uint8], neighbours: int = 1) -> NDArray[np.int64]:
    """Return the boxes of letters that stand in a line with others.

    Parameters
    ----------
    picture : ndarray of uint8
        Shape (rows, columns), from `working_size`.
    neighbours : int
        How many others at least, of like size and near.

    Returns
    -------
    ndarray of int64
        Shape (letters, 4): left, top, columns and rows.
    """
    thin = thin_strokes(picture)
    strokes = ((thin >= _LETTER_CONTRAST) & (picture >= _LETTER_GREY)).astype(np.uint8)
    edges = np.zeros_like(picture)
    edges[:, 1:-1] = cv2.absdiff(picture[:, 2:], picture[:, :-2])
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    rows, columns, areas = boxes[:, 3], boxes[:, 2], boxes[:, 4]
    sized = (rows >= 5) & (rows <= 24) & (columns <= 40) & (areas >= 6) & (areas <= 260)
    letters = [
        boxes[index, :4]
        for index in np.flatnonzero(sized).tolist()
        if index and _is_letter(picture, edges, np.asarray(labels), boxes[index], index)
    ]
    found = np.array(letters, np.int64).reshape(-1, 4)
    return np.asarray(found[_neighbours(found) >= neighbours])


def _is_letter(
    picture: NDArray[np.uint8],
    edges: NDArray[np.uint8],
    labels: NDArray[Any],
    box: NDArray[Any],
    index: int,
) -> bool:
    # Tissue is drawn out sideways by the beam; only print has sharp upright edges in every row.
    left, top, columns, rows = (int(value) for value in box[:4])
    around = edges[top : top + rows, max(left - 1, 0) : left + columns + 1]
    if (around.max(axis=1) >= _UPRIGHT_EDGE).mean() < _UPRIGHT_SHARE:
        return False
    inside = (slice(top, top + rows), slice(left, left + columns))
    return bool(np.percentile(picture[inside][labels[inside] == index], 90) >= _LETTER_PEAK)


def _neighbours(boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    left, top, columns, rows = boxes.T
    base, right = top + rows, left + columns
    gap = np.maximum(left[:, None] - right, left - right[:, None])
    near = (
        (np.abs(base[:, None] - base) <= 3)
        & (np.abs(rows[:, None] - rows) <= 4)
        & (gap <= 2 * np.maximum(rows[:, None], rows))
    )
    np.fill_diagonal(near, val=False)
    return np.asarray(near.sum(axis=1))

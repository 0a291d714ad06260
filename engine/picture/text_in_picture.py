"""Detection of burned-in text in a picture, which may name the patient; the text is not read.

A scanner draws letters in one brightness, with sharp vertical edges, in rows of one height. Tissue
has none of this: the beam smears it sideways. The thresholds were chosen on 120 ultrasound scans,
and checked on 120 others (``tests/benchmarks/text_in_picture.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.scan import Scan

_SIDE: Final = 1024
"""Longer side of the copy that is searched, in pixels; all lengths below are pixels of it."""
_LEAST_SIDE: Final = 16
_STROKE: Final = 13
"""Twice the width of a letter's strokes, so that the top-hat filter keeps strokes alone."""
# Contrasts at which letters are looked for, the one at which most stand out first.
_CONTRASTS: Final = (65, 45, 90, 30, 120)
_HEIGHTS: Final = (6, 44)
_LEAST_AREA: Final = 5
# Width of a letter, and gap to the next one, in heights; several letters may touch.
_WIDEST: Final = 2.6
_GAP: Final = 1.6
# Share of its rectangle that a letter covers: a thin diagonal line covers less.
_LEAST_FILL: Final = 0.12
# Letters of a row share base line and height (in parts of the height), and brightness.
_SAME_LINE: Final = 0.1
_SAME_HEIGHT: Final = 0.2
_SAME_GREY: Final = 30
# In this share of its rows a letter has an edge of this part of its contrast; speckle is softer.
_EDGE_ROWS: Final = 0.65
_EDGE: Final = 0.55
# Three letters are a row from this contrast on; two only if they are large, too, and brighter.
_LINE_CONTRAST: Final = 50
_PAIR_HEIGHT: Final = 9
_PAIR_CONTRAST: Final = 110
_MOST_CANDIDATES: Final = 2000
"""Every pair of candidates is compared, so their number is bounded."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Row of letters or digits.

    Attributes
    ----------
    left, top, right, bottom : int
        Around them, in pixels of the frame; ``right`` and ``bottom`` are just outside.
    glyphs : int
        Number of them, at least two.
    """

    left: int
    top: int
    right: int
    bottom: int
    glyphs: int


def contains_text(scan: Scan) -> bool:
    """Tell whether the first, the middle or the last frame of a scan seems to contain text.

    Parameters
    ----------
    scan : Scan
        Grey or colour, of any depth.
    """
    looked_at = sorted({0, scan.frames // 2, scan.frames - 1})
    # One row is enough; the generator is not asked for the others.
    return any(any(True for _ in _find(scan.frame(frame))) for frame in looked_at)


def find_text(frame: NDArray[Any]) -> tuple[TextLine, ...]:
    """Look for bright letters or digits in a picture.

    A row counts from three of them on, or from two that are large and stand out. Text that is
    darker than what it is written on, handwriting, and letters below six pixels are not found.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3), as in `engine.scan.Scan.frame`.

    Returns
    -------
    tuple of TextLine
        One row may be found several times, at several contrasts; empty without text.
    """
    return tuple(_find(frame))


def _find(frame: NDArray[Any]) -> Iterator[TextLine]:
    grey, scale = _grey(frame)
    if min(grey.shape) < _LEAST_SIDE:
        return
    side = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE))
    strokes = np.asarray(cv2.morphologyEx(grey, cv2.MORPH_TOPHAT, side), np.uint8)
    edges = np.zeros_like(grey)
    edges[:, 1:-1] = cv2.absdiff(grey[:, 2:], grey[:, :-2])
    picture = _Picture(grey, strokes, edges)
    for contrast in _CONTRASTS:
        for line in _lines_at(picture, contrast):
            yield _scaled(line, 1 / scale)


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    grey: NDArray[np.uint8]
    strokes: NDArray[np.uint8]
    edges: NDArray[np.uint8]


def _grey(frame: NDArray[Any]) -> tuple[NDArray[np.uint8], float]:
    """Return the frame in 8 bits, small enough to be fast, and how much smaller it is."""
    scale = min(1.0, _SIDE / max(frame.shape[:2]))
    if scale < 1:
        size = [max(1, round(length * scale)) for length in reversed(frame.shape[:2])]
        frame = np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA))
    if frame.dtype == np.uint16:
        frame = (frame >> 8).astype(np.uint8)
    if frame.ndim == 3:
        # Yellow or green letters are bright, whatever the weight of their colour.
        frame = frame.max(axis=2)
    return np.ascontiguousarray(frame, np.uint8), scale


def _lines_at(picture: _Picture, contrast: int) -> Iterator[TextLine]:
    boxes, peaks, near = _glyphs_at(picture, contrast)
    alike = near & (np.abs(peaks[:, None, 0] - peaks[:, 0]) <= _SAME_GREY)
    for members in _groups(alike):
        box, stands_out = boxes[members], float(peaks[members, 1].mean())
        left, top = box[:, :2].min(axis=0).tolist()
        right, bottom = (box[:, :2] + box[:, 2:]).max(axis=0).tolist()
        is_pair = bottom - top >= _PAIR_HEIGHT and stands_out >= _PAIR_CONTRAST
        if is_pair or (len(members) > 2 and stands_out >= _LINE_CONTRAST):
            yield TextLine(left, top, right, bottom, len(members))


def _glyphs_at(
    picture: _Picture, contrast: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return the candidates for letters at one contrast.

    Returns
    -------
    boxes : ndarray
        Shape (glyphs, 4): left, top, columns, rows.
    peaks : ndarray
        Shape (glyphs, 2): brightness and contrast.
    near : ndarray
        Shape (glyphs, glyphs): which of them stand side by side.
    """
    mask = (picture.strokes >= contrast).astype(np.uint8)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    names = _sized(np.asarray(boxes))
    found = np.asarray(boxes)[names, :4].astype(np.int64)
    near = _side_by_side(found)
    kept, peaks = [], []
    for place in np.flatnonzero(near.any(axis=1)).tolist():
        peak = _peak_of_glyph(picture, np.asarray(labels), found[place], int(names[place]))
        if peak is not None:
            kept.append(place)
            peaks.append(peak)
    return found[kept], np.array(peaks, np.float64).reshape(-1, 2), near[np.ix_(kept, kept)]


def _sized(boxes: NDArray[Any]) -> NDArray[np.int64]:
    """Return the components that have the size of a letter; the first is the background."""
    columns, rows, area = boxes[:, 2], boxes[:, 3], boxes[:, 4]
    fits = (
        (rows >= _HEIGHTS[0])
        & (rows <= _HEIGHTS[1])
        & (columns <= _WIDEST * rows)
        & (area >= _LEAST_AREA)
        & (area >= _LEAST_FILL * columns * rows)
    )
    fits[0] = False
    return np.flatnonzero(fits)[:_MOST_CANDIDATES]


def _side_by_side(boxes: NDArray[np.int64]) -> NDArray[np.bool_]:
    left, top, columns, rows = boxes.T
    right, base = left + columns, top + rows
    tall = np.maximum(rows[:, None], rows)
    gap = np.maximum(left[:, None] - right, left - right[:, None])
    near = (
        (np.abs(base[:, None] - base) <= np.maximum(1, _SAME_LINE * tall))
        & (np.abs(rows[:, None] - rows) <= np.maximum(1, _SAME_HEIGHT * tall))
        & (gap <= _GAP * tall)
        & (gap >= -_SAME_HEIGHT * tall)
    )
    np.fill_diagonal(near, val=False)
    return np.asarray(near, np.bool_)


def _peak_of_glyph(
    picture: _Picture, labels: NDArray[Any], box: NDArray[np.int64], name: int
) -> tuple[float, float] | None:
    """Return the brightness and the contrast of a letter; None for anything with soft edges."""
    left, top, columns, rows = box.tolist()
    inside = (slice(top, top + rows), slice(left, left + columns))
    is_glyph = labels[inside] == name
    stands_out = _upper(picture.strokes[inside][is_glyph])
    around = picture.edges[top : top + rows, max(left - 1, 0) : left + columns + 1]
    if (around.max(axis=1) >= _EDGE * stands_out).mean() < _EDGE_ROWS:
        return None
    return _upper(picture.grey[inside][is_glyph]), stands_out


def _upper(values: NDArray[np.uint8]) -> float:
    # The 85th percentile; np.percentile takes twenty times as long for so few.
    return float(np.sort(values)[int(0.85 * len(values))])


def _groups(alike: NDArray[np.bool_]) -> Iterator[list[int]]:
    """Yield the connected groups of two members or more."""
    unseen = set(range(len(alike)))
    while unseen:
        waiting, members = [unseen.pop()], []
        while waiting:
            member = waiting.pop()
            members.append(member)
            beside = unseen & set(np.flatnonzero(alike[member]).tolist())
            unseen -= beside
            waiting += beside
        if len(members) > 1:
            yield members


def _scaled(line: TextLine, factor: float) -> TextLine:
    return TextLine(
        round(factor * line.left),
        round(factor * line.top),
        round(factor * line.right),
        round(factor * line.bottom),
        line.glyphs,
    )

"""Breast area of a mammogram: its place, the side of the chest wall, and whether air is bright.

Everything is decided on a small copy and from the picture alone, without file name, laterality or
view, so that a picture without a header is read like one with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Small = NDArray[np.float32]

_SIDE: Final = 256
"""Longer side of the small copy, in pixels."""
# A smaller area is a label or noise, so the whole frame counts as the breast.
_SMALLEST_SHARE: Final = 0.02
_MARGIN: Final = 0.015
# Share of the way from the grey of air to Otsu's threshold. The threshold itself would cut off the
# fat near the skin, which is darker than the rest of the breast.
_ABOVE_AIR: Final = 0.22
_LEAST_ABOVE_AIR: Final = 0.025
# In pixels of the small copy: an opening of this size removes labels and tape, and no breast.
_OPENING: Final = 7
# Percentiles: markers and dead pixels must not set the range.
_DARKEST, _BRIGHTEST = 1.0, 99.5


@dataclass(frozen=True, slots=True, eq=False)
class Breast:
    """Breast as it was found on a frame.

    Attributes
    ----------
    top, left, rows, columns : int
        The smallest rectangle of the frame that holds the breast, in pixels.
    inverted : bool
        Whether air is brighter than tissue: the picture of a MONOCHROME1 file shown unconverted.
    chest_wall_right : bool
        Whether the chest wall is on the right of the frame.
    mask : ndarray of float32
        Shape (any rows, any columns), 1 on the breast and 0 elsewhere, for the rectangle.
    darkest, brightest : float
        Grey values between which nearly all of the breast lies, from 0 to 1 of full scale, with
        air dark.
    """

    top: int
    left: int
    rows: int
    columns: int
    inverted: bool
    chest_wall_right: bool
    mask: Small
    darkest: float
    brightest: float


def find_breast(grey: NDArray[Any]) -> Breast:
    """Find the breast on a grey frame.

    The largest connected area that is brighter than air counts as the breast; labels, tape and
    the bright edges of scanned film are separate from it. Where nothing is large enough, the
    whole frame is returned.

    Parameters
    ----------
    grey : ndarray of uint8 or uint16
        Shape (rows, columns).
    """
    small = _shrunk(grey)
    inverted = air_is_bright(small)
    upright = 1 - small if inverted else small
    mask = _largest_area(upright)
    down, across = (_span(np.asarray(mask.any(axis=side))) for side in (1, 0))
    rows, columns = (grey.shape[side] / small.shape[side] for side in (0, 1))
    top, bottom = round(down.start * rows), round(down.stop * rows)
    left, right = round(across.start * columns), round(across.stop * columns)
    inside = upright[mask]
    darkest, brightest = np.percentile(inside, [_DARKEST, _BRIGHTEST])
    part = mask[down, across]
    return Breast(
        top=top,
        left=left,
        rows=max(1, bottom - top),
        columns=max(1, right - left),
        inverted=inverted,
        chest_wall_right=_chest_wall_is_right(part),
        mask=part.astype(np.float32),
        darkest=float(darkest),
        brightest=float(brightest),
    )


def air_is_bright(small: Small) -> bool:
    """Tell whether the air around the breast is the brightest part of a picture.

    Air covers a large flat area that reaches the picture's border; tissue has texture. The share
    of the border and of the whole picture at the bright end is compared with the dark end.

    Parameters
    ----------
    small : ndarray of float32
        Shape (rows, columns), from 0 to 1.
    """
    low, high = np.percentile(small, [0.5, 99.5])
    reach = 0.1 * max(float(high - low), 1e-6)
    edges = (small[:3], small[-3:], small[:, :3], small[:, -3:])
    border = np.concatenate([edge.ravel() for edge in edges])
    return sum(_brighter_share(part, low + reach, high - reach) for part in (small, border)) > 0


def _brighter_share(part: Small, dark: float, bright: float) -> float:
    """Return the share of bright pixels less the share of dark ones, from -1 to 1."""
    return float((part >= bright).mean()) - float((part <= dark).mean())


def _shrunk(grey: NDArray[Any]) -> Small:
    scale = min(1.0, _SIDE / max(grey.shape))
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(np.iinfo(grey.dtype).max)


def _largest_area(upright: Small) -> NDArray[np.bool_]:
    eight = np.rint(upright * 255).astype(np.uint8)
    otsu, _ = cv2.threshold(eight, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    # Air covers at least a tenth of nearly every mammogram.
    air = float(np.percentile(upright, 10))
    # Never below the noise of the detector in air.
    above = max(_LEAST_ABOVE_AIR, _ABOVE_AIR * (otsu / 255 - air))
    bright = (cv2.GaussianBlur(upright, (0, 0), 1) > air + above).astype(np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_OPENING, _OPENING))
    # Without the padding, an area that touches the border would lose its corners there.
    wide = cv2.morphologyEx(np.pad(bright, _OPENING, mode="edge"), cv2.MORPH_OPEN, kernel)
    bright = np.ascontiguousarray(wide[_OPENING:-_OPENING, _OPENING:-_OPENING])
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bright, connectivity=4)
    whole = np.ones(upright.shape, bool)
    if count < 2:
        return whole
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    if stats[largest, cv2.CC_STAT_AREA] < _SMALLEST_SHARE * upright.size:
        return whole
    grown = cv2.dilate((labels == largest).astype(np.uint8), kernel)
    return np.asarray(_filled(np.asarray(grown, np.uint8)) > 0)


def _filled(area: NDArray[np.uint8]) -> NDArray[np.uint8]:
    outlines, _ = cv2.findContours(area, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(cv2.drawContours(np.zeros_like(area), outlines, -1, 1, -1), np.uint8)


def _span(used: NDArray[np.bool_]) -> slice:
    """Return the range of the true entries, a little wider on both sides."""
    places = np.flatnonzero(used)
    margin = round(_MARGIN * len(used))
    return slice(max(0, int(places[0]) - margin), min(len(used), int(places[-1]) + 1 + margin))


def _chest_wall_is_right(mask: NDArray[np.bool_]) -> bool:
    """Tell which side of its rectangle the breast fills more: it is widest at the chest wall."""
    heights = mask.mean(axis=0)
    tenth = max(1, len(heights) // 10)
    return float(heights[-tenth:].mean()) > float(heights[:tenth].mean())

"""Heatmaps: the evidence of an answer, put in its place on the frame and drawn over it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.finding import Evidence
from engine.model.classifier import Answer
from engine.model.model_card import ModelCard
from engine.picture.preprocessing import Crop, Letterbox, Placement

_STEEPNESS = float(np.log(5))
# Pixels at a time.
_STRIP = 2**15
# Less weight changes no pixel: at most by 0.49 of a grey level.
_LEAST_SEEN = np.float32(0.0019)


def evidence_of(
    card: ModelCard, answer: Answer, placement: Placement, rows: int, columns: int
) -> Evidence:
    """Return the evidence of an answer for a frame of the given size in pixels.

    Parameters
    ----------
    card : ModelCard
        Of the model.
    answer : Answer
        Of the model.
    placement : Placement
        How the frame came onto the model's canvas, from `engine.picture.preprocessing.prepare`.
    rows, columns : int
        Size of the frame in pixels.
    """
    return Evidence(
        class_maps=answer.class_maps,
        bias=np.asarray(card.bias, np.float32),
        logits=answer.logits,
        lesion_map=answer.lesion_map,
        classes=card.classes,
        letterbox=placement.letterbox,
        frame_rows=rows,
        frame_columns=columns,
        reference=card.heatmap_reference,
        crop=placement.crop,
        mirrored=placement.mirrored,
        learned_attention=card.learned_attention,
    )


def class_heatmap(evidence: Evidence, class_name: str) -> NDArray[np.float32]:
    """Return what spoke for a class, on the pixels of the frame.

    The scale is fixed by the model's card, never by the picture: weak evidence stays pale.

    Parameters
    ----------
    evidence : Evidence
        Of a finding.
    class_name : str
        One of ``evidence.classes``.

    Returns
    -------
    ndarray of float32
        Shape (frame rows, frame columns), from 0 (nothing, or evidence against) towards 1; 0.8
        where a cell's evidence equals the reference of the model's card.

    Raises
    ------
    ValueError
        If there is no such class.
    """
    if class_name not in evidence.classes:
        raise ValueError(f"there is no class {class_name!r} among {evidence.classes}")
    index = evidence.classes.index(class_name)
    strength = np.maximum(evidence.class_maps[..., index], 0) / evidence.reference
    # Cutting off at the reference would leave a plateau, and hide where the evidence peaks.
    fraction = -np.expm1(-_STEEPNESS * _on_frame(strength.astype(np.float32), evidence))
    return np.asarray(fraction, np.float32)


def lesion_heatmap(evidence: Evidence) -> NDArray[np.float32]:
    """Return where the model sees a lesion, shape (frame rows, frame columns), from 0 to 1.

    With ``evidence.learned_attention`` it is where the model looked instead.
    """
    return np.clip(_on_frame(evidence.lesion_map, evidence), 0, 1)


def coarser(evidence: Evidence, longest: int) -> Evidence:
    """Return the same evidence for a smaller frame, whose heatmaps take less time and memory.

    Heatmaps are smooth: one of 1,024 pixels a side, enlarged, shows what one of 4,000 shows.

    Parameters
    ----------
    evidence : Evidence
        Of a finding.
    longest : int
        The longer side of the smaller frame, in pixels. A frame that is not longer stays.
    """
    factor = longest / max(evidence.frame_rows, evidence.frame_columns)
    if factor >= 1:
        return evidence
    crop = evidence.crop
    return replace(
        evidence,
        frame_rows=max(1, round(factor * evidence.frame_rows)),
        frame_columns=max(1, round(factor * evidence.frame_columns)),
        crop=None
        if crop is None
        else Crop(
            top=round(factor * crop.top),
            left=round(factor * crop.left),
            rows=max(1, round(factor * (crop.top + crop.rows)) - round(factor * crop.top)),
            columns=max(1, round(factor * (crop.left + crop.columns)) - round(factor * crop.left)),
        ),
    )


@lru_cache(maxsize=1)
def colour_map() -> NDArray[np.uint8]:
    """Return the heatmap's colours, shape (256, 3) in RGB order, from weak to strong.

    Inferno of Smith and van der Walt (2015): even steps of lightness, readable in grey and with
    every common kind of colour blindness.
    """
    ramp = np.arange(256, dtype=np.uint8)[:, None]
    colours = cv2.applyColorMap(ramp, cv2.COLORMAP_INFERNO)[:, 0, ::-1].copy()
    colours.setflags(write=False)
    return np.asarray(colours, np.uint8)


def overlay(
    frame: NDArray[Any], heat: NDArray[np.float32], opacity: float = 0.6
) -> NDArray[np.uint8]:
    """Lay a heatmap over a frame; where there is no heat, the frame is unchanged.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3).
    heat : ndarray of float32
        Shape (rows, columns), from 0 to 1.
    opacity : float
        Of the strongest heat, from 0 to 1.

    Returns
    -------
    ndarray of uint8
        Shape (rows, columns, 3), RGB.
    """
    shown = np.ascontiguousarray(frame if frame.dtype == np.uint8 else _eight_bits(frame))
    found = np.asarray(
        np.array(shown) if shown.ndim == 3 else cv2.cvtColor(shown, cv2.COLOR_GRAY2RGB), np.uint8
    )
    weight = np.float32(opacity) * heat
    top, bottom, left, right = _extent(weight > _LEAST_SEEN)
    # In strips that stay in the processor's cache: fresh pages for whole planes cost more than
    # the blending itself.
    step = max(1, _STRIP // max(1, right - left))
    for first in range(top, bottom, step):
        part = np.s_[first : min(first + step, bottom), left:right]
        found[part] = _blended(found[part], heat[part], weight[part])
    return found


def _blended(
    base: NDArray[np.uint8], heat: NDArray[np.float32], weight: NDArray[np.float32]
) -> NDArray[np.uint8]:
    colours = cv2.applyColorMap(cv2.convertScaleAbs(heat, alpha=255), colour_map()[:, None])
    return np.asarray(cv2.blendLinear(base, colours, 1 - weight, weight), np.uint8)


def _extent(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Return first row, last row, first column and last column, ends exclusive, of what is set."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return 0, 0, 0, 0
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _eight_bits(frame: NDArray[Any]) -> NDArray[np.uint8]:
    return (frame >> 8).astype(np.uint8)


def _on_frame(grid: NDArray[np.float32], evidence: Evidence) -> NDArray[np.float32]:
    """Interpolate a grid of the model's canvas at the centres of the frame's pixels.

    What the model did not see has no evidence: outside of the crop everything is zero.
    """
    rows, columns = evidence.frame_rows, evidence.frame_columns
    crop = evidence.crop or Crop(0, 0, rows, columns)
    seen = _on_crop(grid, evidence.letterbox, crop)
    if evidence.mirrored:
        seen = seen[:, ::-1]
    if (crop.rows, crop.columns) == (rows, columns):
        return np.ascontiguousarray(seen)
    frame = np.zeros((rows, columns), np.float32)
    frame[crop.top : crop.top + crop.rows, crop.left : crop.left + crop.columns] = seen
    return frame


def _on_crop(grid: NDArray[np.float32], box: Letterbox, crop: Crop) -> NDArray[np.float32]:
    rows, columns = grid.shape
    down = box.rows / crop.rows * rows / box.canvas_rows
    across = box.columns / crop.columns * columns / box.canvas_columns
    top = box.top * rows / box.canvas_rows
    left = box.left * columns / box.canvas_columns
    to_grid = np.array(
        [[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5]], np.float64
    )
    return np.asarray(
        cv2.warpAffine(
            np.ascontiguousarray(grid, np.float32),
            to_grid,
            (crop.columns, crop.rows),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.float32,
    )

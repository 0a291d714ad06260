"""Augmentation: random changes to training pictures that leave their meaning alone.

Geometry stays within what a sonographer's hand and a machine's zoom do; grey values within what
gain, dynamic range and compression do. Caliper marks are drawn on lesions of every class, because
in the published data they give the class away.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.data.imitate_machine import imitate_machine
from training.data.jpeg_round_trip import recompressed

Picture = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far each change may go.

    Attributes
    ----------
    flip : float
        Probability of a left-right mirror image.
    rotation : float
        Largest rotation, in degrees either way.
    shear : float
        Largest horizontal shift of a row, in heights of the picture.
    zoom : tuple of float
        Smallest and largest magnification.
    stretch : tuple of float
        Smallest and largest horizontal magnification on top: some published pictures were
        resized without keeping their shape.
    shift : float
        Largest displacement, as a share of the side.
    gamma : tuple of float
        Smallest and largest exponent of the grey curve.
    contrast : float
        Largest change of contrast, as a share.
    brightness : float
        Largest change of brightness, in units of full scale.
    depth_gain : float
        Largest linear change of gain from the skin to the deepest row, as a share.
    speckle : float
        Largest standard deviation of multiplicative noise.
    blur : float
        Largest standard deviation of a Gaussian blur, in pixels.
    jpeg : float
        Probability of a JPEG round trip at a quality from 40 to 90.
    machine : float
        Probability of looking as if another machine had made the picture: see
        `training.data.imitate_machine`.
    marks : float
        Probability of drawn caliper marks.
    erase : float
        Probability of a covered rectangle of up to a fifth of each side.
    """

    flip: float = 0.5
    rotation: float = 10.0
    shear: float = 0.08
    zoom: tuple[float, float] = (0.85, 1.3)
    stretch: tuple[float, float] = (1.0, 1.0)
    shift: float = 0.08
    gamma: tuple[float, float] = (0.65, 1.5)
    contrast: float = 0.25
    brightness: float = 0.1
    depth_gain: float = 0.25
    speckle: float = 0.12
    blur: float = 1.2
    jpeg: float = 0.2
    machine: float = 0.0
    marks: float = 0.25
    erase: float = 0.15

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> Augmentation:
        """Make one from a recipe's ``[augmentation]`` table.

        Changes that the table does not name are made as far as by default, or not at all where it
        says ``others = "off"``.

        Raises
        ------
        ValueError
            If ``others`` is anything else.
        """
        named = dict(table)
        others = named.pop("others", "default")
        if others not in ("default", "off"):
            raise ValueError(f"others is {others!r}, not 'default' or 'off'")
        return (cls(**_NOTHING) if others == "off" else cls()).changed(named)

    def changed(self, table: dict[str, Any]) -> Augmentation:
        """Return a copy with the entries of a recipe's table in place of these."""
        limits: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
        }
        return replace(self, **limits)


_NOTHING: dict[str, Any] = {
    entry.name: (1.0, 1.0) if isinstance(entry.default, tuple) else 0.0
    for entry in fields(Augmentation)
}


def augment(
    picture: Picture, mask: Picture, limits: Augmentation, rng: Generator
) -> tuple[Picture, Picture]:
    """Change a picture and its mask at random.

    Parameters
    ----------
    picture, mask : ndarray of float32
        Shape (rows, columns), values from 0 to 1.
    limits : Augmentation
        How far to go.
    rng : numpy.random.Generator
        The only source of chance: the same generator gives the same result.

    Returns
    -------
    tuple of ndarray
        The changed picture and mask, of the same shapes and ranges.
    """
    mark_points = _mark_points(mask, rng) if rng.random() < limits.marks else None
    if mark_points is not None:
        picture = _draw_marks(picture, mark_points, rng)
    picture, mask = _move(picture, mask, limits, rng)
    # Nothing is drawn for what a recipe does without, so that older recipes give the same weights.
    if limits.machine and rng.random() < limits.machine:
        picture = imitate_machine(picture, rng)
    picture = _change_greys(picture, limits, rng)
    if rng.random() < limits.jpeg:
        picture = _recompress(picture, int(rng.integers(40, 91)))
    if rng.random() < limits.erase:
        picture = _erase(picture, rng)
    return picture, mask


def _move(
    picture: Picture, mask: Picture, limits: Augmentation, rng: Generator
) -> tuple[Picture, Picture]:
    rows, columns = picture.shape
    angle = np.deg2rad(rng.uniform(-limits.rotation, limits.rotation))
    zoom = np.exp(rng.uniform(*np.log(limits.zoom)))
    mirror = -1.0 if rng.random() < limits.flip else 1.0
    shear = rng.uniform(-limits.shear, limits.shear)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    across = 1.0
    if limits.stretch != (1.0, 1.0):
        across = float(np.exp(rng.uniform(*np.log(limits.stretch))))
    linear = zoom * turn @ np.array([[mirror * across, shear], [0.0, 1.0]])
    centre = np.array([(columns - 1) / 2, (rows - 1) / 2])
    shift = rng.uniform(-limits.shift, limits.shift, 2) * (columns, rows)
    matrix = np.column_stack([linear, centre - linear @ centre + shift])
    return _warp(picture, matrix), _warp(mask, matrix)


def _warp(plane: Picture, matrix: NDArray[np.float64]) -> Picture:
    size = (plane.shape[1], plane.shape[0])
    return np.asarray(cv2.warpAffine(plane, matrix, size, flags=cv2.INTER_LINEAR), np.float32)


def _change_greys(picture: Picture, limits: Augmentation, rng: Generator) -> Picture:
    rows = picture.shape[0]
    depth = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    gain = 1 + np.float32(rng.uniform(-limits.depth_gain, limits.depth_gain)) * depth
    changed = np.power(picture, np.float32(np.exp(rng.uniform(*np.log(limits.gamma)))))
    contrast = np.float32(1 + rng.uniform(-limits.contrast, limits.contrast))
    brightness = np.float32(rng.uniform(-limits.brightness, limits.brightness))
    changed = (changed * gain - 0.25) * contrast + 0.25 + brightness
    speckle = rng.uniform(0, limits.speckle)
    changed = changed * (1 + speckle * rng.standard_normal(picture.shape, np.float32))
    changed = np.clip(changed, 0, 1).astype(np.float32)
    sigma = rng.uniform(-limits.blur, limits.blur)
    if sigma > 0.3:
        changed = np.asarray(cv2.GaussianBlur(changed, (0, 0), sigma), np.float32)
    # The border of the letterbox and the dark outside of the fan stay dark, without a hard edge.
    lit = np.minimum(picture / np.float32(0.04), np.float32(1))
    return np.asarray(lit * changed + (1 - lit) * picture, np.float32)


def _mark_points(mask: Picture, rng: Generator) -> NDArray[np.int64] | None:
    points = np.argwhere(mask > 0.5)
    if len(points) < 20:
        margin = min(40, min(mask.shape) // 4)
        return rng.integers(margin, np.array(mask.shape) - margin, (2, 2))
    angle = rng.uniform(0, np.pi)
    along = points @ np.array([np.sin(angle), np.cos(angle)])
    return np.asarray(points[[int(along.argmin()), int(along.argmax())]])


def _draw_marks(picture: Picture, points: NDArray[np.int64], rng: Generator) -> Picture:
    marked = picture.copy()
    grey = float(rng.uniform(0.7, 1.0))
    size = int(rng.integers(5, 10))
    style = cv2.MARKER_CROSS if rng.random() < 0.7 else cv2.MARKER_TILTED_CROSS
    ends = [(int(column), int(row)) for row, column in points]
    for end in ends:
        cv2.drawMarker(marked, end, grey, style, size, 1)
    if rng.random() < 0.5:
        steps = max(2, int(np.linalg.norm(np.subtract(ends[0], ends[1])) / 5))
        for share in np.linspace(0, 1, steps):
            column, row = np.round((1 - share) * np.array(ends[0]) + share * np.array(ends[1]))
            cv2.circle(marked, (int(column), int(row)), 0, grey, -1)
    return marked


def _recompress(picture: Picture, quality: int) -> Picture:
    seen = recompressed(np.rint(picture * 255).astype(np.uint8), quality)
    return seen.astype(np.float32) / np.float32(255)


def _erase(picture: Picture, rng: Generator) -> Picture:
    rows, columns = picture.shape
    height, width = rng.integers(rows // 16, rows // 5), rng.integers(columns // 16, columns // 5)
    top, left = rng.integers(0, rows - height), rng.integers(0, columns - width)
    covered = picture.copy()
    covered[top : top + height, left : left + width] = rng.uniform(0, 0.5)
    return covered

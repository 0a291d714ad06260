"""Localisation: how well a map points at the published lesion."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.picture.preprocessing import Letterbox, Prepared, place_mask

Map = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A scan as the model sees it, with its published lesion.

    Attributes
    ----------
    picture : ndarray of float32
        Shape (rows, columns, 1) of the canvas, from 0 to 1.
    inside : ndarray of bool
        Where the frame lies on the canvas, shape (rows, columns).
    lesion : ndarray of bool
        The mask, shape (rows, columns).
    """

    picture: Map
    inside: NDArray[np.bool_]
    lesion: NDArray[np.bool_]

    @classmethod
    def of(cls, prepared: Prepared, mask: NDArray[np.bool_]) -> Seen:
        """Move a mask of the frame, shape (rows, columns), to where the frame was moved."""
        lesion = place_mask(mask, prepared.placement) >= 128
        return cls(prepared.picture, frame_area(prepared.placement.letterbox), lesion)

    @property
    def chance(self) -> float:
        """Share of the frame that the lesion covers."""
        return float(self.lesion.sum() / self.inside.sum())

    def ranked(self, plane: Map) -> Map:
        """Interpolate a map's grid on the canvas; outside of the frame nothing is relevant."""
        rows, columns = self.inside.shape
        full = cv2.resize(plane, (columns, rows), interpolation=cv2.INTER_LINEAR)
        return np.where(self.inside, full, -np.inf).astype(np.float32)

    def order(self, plane: Map) -> NDArray[np.int64]:
        """Return the pixels of the frame (positions in the flat canvas), most relevant first."""
        order = np.argsort(-self.ranked(plane).ravel(), kind="stable")
        return np.asarray(order[: int(self.inside.sum())], np.int64)


def frame_area(box: Letterbox) -> NDArray[np.bool_]:
    """Return where the frame lies on the canvas, shape (canvas rows, canvas columns)."""
    inside = np.zeros((box.canvas_rows, box.canvas_columns), bool)
    inside[box.top : box.top + box.rows, box.left : box.left + box.columns] = True
    return inside


def points_at(seen: Seen, plane: Map) -> bool:
    """Say whether the peak lies on the lesion: the pointing game (Zhang et al., IJCV 2018)."""
    return bool(seen.lesion.ravel()[seen.ranked(plane).argmax()])


def overlap(seen: Seen, plane: Map) -> float:
    """Return the intersection over union of the lesion with as many most relevant pixels.

    No threshold has to be chosen, so that maps on different scales can be compared. By chance it
    is about half of the lesion's share of the frame.
    """
    chosen = seen.order(plane)[: int(seen.lesion.sum())]
    both = int(seen.lesion.ravel()[chosen].sum())
    return both / (2 * len(chosen) - both)


def centre_map(seen: Seen, grid: tuple[int, int]) -> Map:
    """Return a map, shape ``grid``, that only knows that lesions are stored in the middle."""
    return _around(seen, np.argwhere(seen.inside).mean(axis=0), grid)


def random_place(seen: Seen, grid: tuple[int, int], seed: int) -> Map:
    """Return a map, shape ``grid``, that prefers any one place of the frame."""
    places = np.argwhere(seen.inside)
    return _around(seen, places[np.random.default_rng(seed).integers(len(places))], grid)


def random_cells(grid: tuple[int, int], seed: int) -> Map:
    """Return a map, shape ``grid``, without any order."""
    return np.asarray(np.random.default_rng(seed).random(grid), np.float32)


def _around(
    seen: Seen, pixel: NDArray[np.float64] | NDArray[np.int64], grid: tuple[int, int]
) -> Map:
    size = np.array(seen.inside.shape) / grid
    rows, columns = (np.arange(cells) + 0.5 for cells in grid)
    row, column = (pixel + 0.5) / size
    return np.asarray(
        -np.hypot((rows[:, None] - row) * size[0], (columns[None] - column) * size[1]), np.float32
    )

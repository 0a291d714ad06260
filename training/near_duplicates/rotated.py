"""Mirrored and rotated copies of pictures of the same set.

An augmented copy that was saved beside its original leaks as an exact one does, and no comparison
of upright pictures sees it. Candidates come from the same perceptual hash, correlation confirms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from training.near_duplicates import detail
from training.near_duplicates.correlation import SAME_PICTURE, THUMBNAIL, DuplicatePair
from training.near_duplicates.hashing import HASHES, buckets, correlations, low_frequencies

SAME_ROTATED_DETAIL = 0.8
"""Of the 5,772 pictures of five published sets no two reach this correlation of detail in any of
the ways (the closest, two views of one breast, have 0.70), though 12,755 pairs of mammograms have
thumbnails that correlate above 0.93: the outline of a left breast is that of a right one,
mirrored."""

Planes = NDArray[Any]

ROTATIONS: Final[dict[str, Callable[[Planes], Planes]]] = {
    "mirrored left to right": lambda planes: planes[:, :, ::-1],
    "mirrored top to bottom": lambda planes: planes[:, ::-1],
    "turned by 180 degrees": lambda planes: planes[:, ::-1, ::-1],
    "turned by 90 degrees": lambda planes: np.rot90(planes, 1, axes=(1, 2)),
    "turned by 270 degrees": lambda planes: np.rot90(planes, 3, axes=(1, 2)),
    "mirrored and turned by 90 degrees": lambda planes: planes.transpose(0, 2, 1),
    "mirrored and turned by 270 degrees": lambda planes: planes[:, ::-1, ::-1].transpose(0, 2, 1),
}
"""Each way in which a copy can lie, and what makes it of planes of shape (n, side, side)."""


def find_rotated(vectors: NDArray[np.float32], details: NDArray[np.int8]) -> list[DuplicatePair]:
    """Find the pairs of which one is the other mirrored, rotated by quarter turns, or both.

    Copies that are rotated by other angles, cropped or stretched are not looked for.

    Parameters
    ----------
    vectors : ndarray of float32
        From `training.near_duplicates.correlation.unit_vectors`, shape (pictures, 1024).
    details : ndarray of int8
        From `training.near_duplicates.detail.fine_detail`, shape (pictures, 4096).

    Notes
    -----
    Time grows with n log n for each orientation; of the rotated thumbnails only those of one
    bucket are in memory at a time.
    """
    found: dict[tuple[int, int], DuplicatePair] = {}
    for name, rotate in ROTATIONS.items():
        for pair in _pairs(vectors, details, name, rotate):
            found.setdefault((pair.first, pair.second), pair)
    return [found[key] for key in sorted(found)]


def _pairs(
    vectors: NDArray[np.float32],
    details: NDArray[np.int8],
    name: str,
    rotate: Callable[[Planes], Planes],
) -> Iterator[DuplicatePair]:
    first, second = _candidates(vectors, rotate)
    rotated = _rotate(details[second], detail.SIDE, rotate)
    agree = correlations(
        np.concatenate([details[first], rotated]),
        np.arange(len(first)),
        np.arange(len(first), 2 * len(first)),
    )
    for place in np.flatnonzero(agree >= SAME_ROTATED_DETAIL):
        one, other = int(first[place]), int(second[place])
        lying = _rotate(vectors[other : other + 1], THUMBNAIL, rotate)[0]
        yield DuplicatePair(one, other, float(vectors[one] @ lying), name)


def _candidates(
    vectors: NDArray[np.float32], rotate: Callable[[Planes], Planes]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    count = len(vectors)
    coarse = low_frequencies(vectors)
    # The waves are rotated in place of the pictures, which takes half of the memory.
    lying = low_frequencies(vectors, lambda waves: _back(waves, rotate))
    both = np.concatenate([coarse, lying])
    found = np.zeros(0, np.int64)
    for seed in range(HASHES):
        keys = [
            _across(vectors, bucket, rotate)
            for bucket in buckets(both, np.random.default_rng([29, seed]))
        ]
        found = np.union1d(found, np.concatenate(keys))
    first, second = np.divmod(found, max(count, 1))
    return first, second


def _across(
    vectors: NDArray[np.float32], bucket: NDArray[np.int64], rotate: Callable[[Planes], Planes]
) -> NDArray[np.int64]:
    """Return the pairs of a bucket, as keys, of an upright picture and a later one, rotated."""
    count = len(vectors)
    upright, other = bucket[bucket < count], bucket[bucket >= count] - count
    if not len(upright) or not len(other):
        return np.zeros(0, np.int64)
    similar = vectors[upright] @ _rotate(vectors[other], THUMBNAIL, rotate).T >= SAME_PICTURE
    rows, columns = np.nonzero(similar & (upright[:, None] < other))
    return np.asarray(upright[rows] * count + other[columns], np.int64)


def _rotate(rows: Planes, side: int, rotate: Callable[[Planes], Planes]) -> Planes:
    planes = rows.reshape(-1, side, side)
    return np.ascontiguousarray(rotate(planes)).reshape(len(planes), side * side)


def _back(waves: Planes, rotate: Callable[[Planes], Planes]) -> Planes:
    """Undo a rotation: any of the eight, four times over, is none, so three more undo it."""
    for _ in range(3):
        waves = _rotate(waves, THUMBNAIL, rotate)
    return waves

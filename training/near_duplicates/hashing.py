"""Perceptual hashing: pairs of pictures that show the same, found in nearly linear time.

Candidates share a bucket of a perceptual hash; correlation decides. The hash is made for the data
set: each bit says on which side of the median a picture's low-frequency cosine coefficients lie
along one direction, so buckets have equal sizes however similar the pictures are, where the buckets
of a fixed hash overflow (all mammograms have the same outline). Several hashes are made, with
other directions each, since a pair can be parted by bad luck in one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.near_duplicates.correlation import SAME_PICTURE, THUMBNAIL

NEARLY = 0.90
"""Pairs between this correlation and `SAME_PICTURE` tell whether the latter lies in a gap."""
SAME_DETAIL = 0.65
"""Of 8,100 pairs of mammograms of different women whose thumbnails correlate above 0.93, none
reaches this correlation of detail (the closest has 0.60); a copy has 0.9 or more."""
CERTAIN = 0.999
_SILHOUETTE = 0.35
HASHES = 24
_BUCKET = 64
_FREQUENCIES = 12
_CHUNK = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs of positions with their correlation, ordered by position; ``first < second``."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    correlation: NDArray[np.float32]


def find_candidates(vectors: NDArray[np.float32], floor: float = NEARLY) -> Candidates:
    """Find the pairs of pictures whose correlation reaches a floor.

    Parameters
    ----------
    vectors : ndarray of float32
        From `training.near_duplicates.correlation.unit_vectors`, shape (pictures, 1024).
    floor : float
        Smallest correlation, from 0 to 1.

    Notes
    -----
    Time grows with n log n and memory with n and the number of pairs found. A pair is missed when
    all hashes part it, which is the less likely the higher its correlation.
    """
    coarse = low_frequencies(vectors)
    found = np.zeros(0, np.int64)
    for seed in range(HASHES):
        parts = buckets(coarse, np.random.default_rng([17, seed]))
        keys = [_pairs_within(vectors, part, floor) for part in parts]
        found = np.union1d(found, np.concatenate(keys))
    first, second = np.divmod(found, max(len(vectors), 1))
    return Candidates(first, second, correlations(vectors, first, second))


def confirm(
    candidates: Candidates,
    details: NDArray[np.int8],
    background: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Decide which candidates show the same picture.

    A correlation of thumbnails of `SAME_PICTURE` is enough where it means something: where few
    pairs lie just below it. It means nothing where pictures are mostly an outline before an empty
    background, or where pairs get ever more frequent below the threshold; there the fine detail
    has to agree as well.

    Parameters
    ----------
    candidates : Candidates
        From `find_candidates`.
    details : ndarray of int8
        From `training.near_duplicates.detail.fine_detail`, shape (pictures, 4096).
    background : ndarray of float64
        Share of each picture that is background, shape (pictures,).

    Returns
    -------
    ndarray of bool
        One a candidate.
    """
    first, second, correlation = candidates.first, candidates.second, candidates.correlation
    similar = correlation >= SAME_PICTURE
    outline = np.minimum(background[first], background[second]) >= _SILHOUETTE
    has_gap = (similar & ~outline).sum() >= (~similar & ~outline).sum()
    doubtful = similar & (outline | (not has_gap)) & (correlation < CERTAIN)
    same = similar.copy()
    places = np.flatnonzero(doubtful)
    agree = correlations(details, first[places], second[places]) >= SAME_DETAIL
    same[places] = agree
    return np.asarray(same, np.bool_)


def low_frequencies(
    vectors: NDArray[np.float32],
    change: Callable[[NDArray[np.float64]], NDArray[np.float64]] = lambda waves: waves,
) -> NDArray[np.float32]:
    """Return what the hash is made of, shape (pictures, 143).

    Parameters
    ----------
    vectors : ndarray of float32
        From `training.near_duplicates.correlation.unit_vectors`, shape (pictures, 1024).
    change : callable
        Applied to the waves, shape (143, 1024), before the pictures are compared with them.

    Notes
    -----
    DCT-II of the thumbnails (orthonormal), without the constant, which is zero.
    """
    place = np.arange(THUMBNAIL)
    waves = np.cos(np.pi * np.outer(np.arange(_FREQUENCIES), 2 * place + 1) / (2 * THUMBNAIL))
    waves *= np.sqrt(2.0 / THUMBNAIL)
    waves[0] /= np.sqrt(2.0)
    basis = np.einsum("ky,lx->klyx", waves, waves).reshape(_FREQUENCIES**2, -1)
    return np.asarray(vectors @ change(basis[1:]).T.astype(np.float32), np.float32)


def buckets(coarse: NDArray[np.float32], rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Divide positions into buckets of equal sizes, likely neighbours together."""
    parts = [np.arange(len(coarse))]
    while parts:
        part = parts.pop()
        if len(part) <= _BUCKET:
            yield part
            continue
        one, other = coarse[rng.choice(part, 2, replace=False)]
        half = len(part) // 2
        order = np.argpartition(coarse[part] @ (one - other), half)
        parts += [part[order[:half]], part[order[half:]]]


def _pairs_within(
    vectors: NDArray[np.float32], bucket: NDArray[np.int64], floor: float
) -> NDArray[np.int64]:
    members = np.sort(bucket)
    own = vectors[members]
    rows, columns = np.nonzero(np.triu(own @ own.T >= floor, 1))
    return np.asarray(members[rows] * len(vectors) + members[columns], np.int64)


def correlations(
    rows: NDArray[np.float32] | NDArray[np.int8],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return the correlation of each pair of rows; rows have zero mean."""
    found = np.zeros(len(first), np.float32)
    for start in range(0, len(first), _CHUNK):
        part = slice(start, start + _CHUNK)
        one, other = (rows[index[part]].astype(np.float32) for index in (first, second))
        lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
        found[part] = np.einsum("nd,nd->n", one, other) / np.maximum(lengths, 1e-6)
    return found

"""Near-duplicate pictures: found by correlation, joined into groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.datasets.case import Case, read_grey

# On BUSI the number of correlated pairs of 32 x 32 thumbnails hardly changes between 0.93 (234
# pairs) and 0.97 (196), and grows fifty-fold below 0.90: the same picture on one side, the same
# kind of picture on the other.
SAME_PICTURE = 0.93
THUMBNAIL = 32


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two pictures that show the same.

    Attributes
    ----------
    first, second : int
        Positions in the list that was searched.
    correlation : float
        Pearson correlation of the thumbnails, from `SAME_PICTURE` to 1.
    """

    first: int
    second: int
    correlation: float


def thumbnails(pictures: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
    """Shrink grey pictures to unit vectors of zero mean, shape (pictures, 1024)."""
    return unit_vectors(np.stack([shrink(picture) for picture in pictures]))


def shrink(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Shrink a grey picture to what duplicates are searched in, shape (1024,)."""
    size = (THUMBNAIL, THUMBNAIL)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA).ravel(), np.uint8)


def unit_vectors(small: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Turn shrunk pictures, shape (pictures, 1024), into unit vectors of zero mean.

    The product of two of them is the pictures' Pearson correlation. A blank picture is zero.
    """
    centred = small.astype(np.float32)
    centred -= centred.mean(axis=1, keepdims=True)
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(length, 1e-6), np.float32)


def find_duplicates(
    vectors: NDArray[np.float32], threshold: float = SAME_PICTURE, block: int = 2048
) -> list[DuplicatePair]:
    """Find all pairs whose correlation reaches the threshold, in order of position.

    Parameters
    ----------
    vectors : ndarray of float32
        From `thumbnails`.
    threshold : float
        Smallest correlation, from 0 to 1.
    block : int
        Rows compared at once; bounds the memory to ``4 * block * len(vectors)`` bytes.
    """
    pairs = []
    for start in range(0, len(vectors), block):
        correlation = vectors[start : start + block] @ vectors[start:].T
        rows, columns = np.nonzero(correlation >= threshold)
        pairs += [
            DuplicatePair(start + int(i), start + int(j), float(correlation[i, j]))
            for i, j in zip(rows, columns, strict=True)
            if i < j
        ]
    return pairs


def group_cases(
    cases: Sequence[Case], *, near_duplicates: bool = True
) -> tuple[list[str], set[int]]:
    """Name the group of each case, and list the cases whose label is contradicted.

    A group is a patient, where the source publishes patients, joined with every near-duplicate.

    Parameters
    ----------
    cases : sequence of Case
        From one or more sources.
    near_duplicates : bool
        Whether to search for them; without, patients alone are groups.

    Returns
    -------
    groups : list of str
        One name a case; cases of the same name must not be separated.
    conflicting : set of int
        Positions of the cases whose near-duplicate group carries more than one label. They
        teach and measure nothing.
    """
    pairs = []
    if near_duplicates:
        pairs = find_duplicates(thumbnails([read_grey(case.image) for case in cases]))
    parent = list(range(len(cases)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for pair in pairs:
        parent[root(pair.second)] = root(pair.first)
    conflicting = _conflicting(cases, [root(index) for index in range(len(cases))])
    first_of_patient: dict[tuple[str, str], int] = {}
    for index, case in enumerate(cases):
        if case.patient is not None:
            first = first_of_patient.setdefault((case.source, case.patient), index)
            parent[root(index)] = root(first)
    return [cases[root(index)].name for index in range(len(cases))], conflicting


def _conflicting(cases: Sequence[Case], roots: Sequence[int]) -> set[int]:
    labels: dict[int, set[str]] = {}
    for case, group in zip(cases, roots, strict=True):
        labels.setdefault(group, set()).add(case.label)
    return {index for index, group in enumerate(roots) if len(labels[group]) > 1}

"""Near-duplicate pictures, found by correlation."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

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
    rotated : str
        How the second must be mirrored or rotated to show the first, such as ``mirrored left to
        right``; empty if it need not.
    """

    first: int
    second: int
    correlation: float
    rotated: str = ""


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
        From `unit_vectors`, shape (pictures, 1024).
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

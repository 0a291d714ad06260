"""Randomisation check: how far the maps depend on what was learned.

Weights are shuffled from the answer downwards, layer group by layer group; a map that shows what
the network learned has to become another one (Adebayo et al., Sanity Checks for Saliency Maps,
NeurIPS 2018).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import keras
import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

STAGES = (
    "answer and lesion layers",
    "and merging layers",
    "and last third of the backbone",
    "and middle third",
    "all weights",
)
_ANSWER = frozenset({"evidence", "lesion", "pooling"})


def shuffle(networks: Sequence[keras.Model], stage: int, rng: np.random.Generator) -> None:
    """Shuffle the weights of one stage of `STAGES`; the earlier ones must have been shuffled.

    Each array keeps its numbers, in random order: what is lost is what they meant together.
    """
    for network in networks:
        for layer in _groups(network)[stage]:
            for variable in layer.weights:
                values = np.asarray(variable)
                variable.assign(rng.permutation(values.ravel()).reshape(values.shape))


def rank_correlation(
    one: NDArray[np.float32], other: NDArray[np.float32], inside: NDArray[np.bool_]
) -> float:
    """Return Spearman's rank correlation of two maps over the cells that show the frame.

    Parameters
    ----------
    one, other : ndarray of float32
        Shape (cells, cells).
    inside : ndarray of bool
        Where the frame lies on the canvas, shape (rows, columns).
    """
    shape = (one.shape[1], one.shape[0])
    shown = cv2.resize(inside.astype(np.float32), shape, interpolation=cv2.INTER_AREA) >= 0.5
    first, second = one[shown], other[shown]
    # A constant map has no order, for which scipy would warn and return what is not a number.
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    return float(spearmanr(first, second).statistic)


def _groups(network: keras.Model) -> list[list[Any]]:
    """Return the layers of each stage, from the answer downwards."""
    backbone = [layer for layer in _backbone(network) if layer.weights]
    head = [
        layer for layer in network.layers if not isinstance(layer, keras.Model) and layer.weights
    ]
    deep, middle, shallow = (list(part) for part in np.array_split(np.arange(len(backbone)), 3))
    return [
        [layer for layer in head if layer.name in _ANSWER],
        [layer for layer in head if layer.name not in _ANSWER],
        *([backbone[-1 - place] for place in part] for part in (deep, middle, shallow)),
    ]


def _backbone(network: keras.Model) -> Iterator[Any]:
    for layer in network.layers:
        if isinstance(layer, keras.Model):
            yield from layer.layers

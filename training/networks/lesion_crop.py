"""Lesion crop: a closer look at the place of the lesion, inside the graph.

The lesion map of networks that see the whole picture gives a square box; another network sees
only the crop in that box, at a higher resolution; its class maps are pasted back on the whole
picture.
Every step is a product of matrices made from the crop, so the graph stays one forward pass
(Jaderberg et al., Spatial Transformer Networks, NeurIPS 2015), and pasting back keeps the sums, so
that the class maps still add up to the answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from keras import ops

from training.recipe.recipe import LesionCrop


def find_box(lesion: Any, rule: LesionCrop) -> Any:
    """Return the box of the lesion in each picture.

    Parameters
    ----------
    lesion : tensor
        Shape (batch, cells, cells, 1), from 0 to 1: the probability of a lesion.
    rule : LesionCrop
        Its margin and least side.

    Returns
    -------
    tensor
        Shape (batch, 3): row and column of the centre and the side, as shares of the picture's
        side. Without any lesion it is the centre of mass of what little there is.
    """
    # The third power leaves nothing of the faint probability that lies everywhere; the number
    # added, which half precision can store, gives a picture without any a box too.
    mass = ops.power(lesion[..., 0] + _half(0.001), 3.0)
    total = ops.sum(mass, axis=(1, 2))
    cells = int(lesion.shape[1])
    place = _constant((np.arange(cells) + 0.5) / cells)
    moments = []
    for axis in (2, 1):
        profile = ops.sum(mass, axis=axis) / total[:, None]
        centre = ops.sum(profile * place, axis=1)
        spread = ops.sum(profile * ops.square(place - centre[:, None]), axis=1)
        moments.append((centre, spread))
    # An even ellipse is four standard deviations long.
    spread = ops.sqrt(ops.maximum(moments[0][1], moments[1][1]))
    side = ops.clip(_half(4.0 * rule.margin) * spread, _half(rule.smallest), 1.0)
    return ops.stack([moments[0][0], moments[1][0], side], axis=1)


def crop(picture: Any, box: Any, size: int) -> Any:
    """Return what lies in the box; outside of the picture it is black.

    Parameters
    ----------
    picture : tensor
        Shape (batch, side, side, 1).
    box : tensor
        Shape (batch, 3), from `find_box`.
    size : int
        Side of the result in pixels.

    Returns
    -------
    tensor
        Shape (batch, size, size, 1).
    """
    side = int(picture.shape[1])
    rows = _sampling(box[:, 0], box[:, 2], size, side)
    columns = _sampling(box[:, 1], box[:, 2], size, side)
    seen = ops.matmul(ops.matmul(rows, picture[..., 0]), ops.transpose(columns, (0, 2, 1)))
    return seen[..., None]


def paste_back(maps: Any, box: Any, cells: int) -> Any:
    """Paste maps of the crop on the grid of the whole picture; each channel keeps its sum.

    Parameters
    ----------
    maps : tensor
        Shape (batch, own cells, own cells, channels).
    box : tensor
        Shape (batch, 3), from `find_box`.
    cells : int
        Side of the grid of the whole picture.

    Returns
    -------
    tensor
        Shape (batch, cells, cells, channels).
    """
    own = int(maps.shape[1])
    rows = _spreading(box[:, 0], box[:, 2], own, cells)
    columns = _spreading(box[:, 1], box[:, 2], own, cells)
    channels = ops.transpose(maps, (0, 3, 1, 2))
    laid = ops.matmul(
        ops.matmul(rows[:, None], channels), ops.transpose(columns, (0, 2, 1))[:, None]
    )
    return ops.transpose(laid, (0, 2, 3, 1))


def shrink(picture: Any, rows: int, columns: int) -> Any:
    """Return the whole picture, averaged over areas, shape (batch, rows, columns, 1)."""
    if tuple(picture.shape[1:3]) == (rows, columns):
        return picture
    down = _areas(int(picture.shape[1]), rows)
    across = _areas(int(picture.shape[2]), columns)
    seen = ops.matmul(ops.matmul(down, picture[..., 0]), ops.transpose(across))
    return seen[..., None]


def _areas(pixels: int, size: int) -> Any:
    """Return the share of each pixel in each larger one, shape (size, pixels)."""
    edges = np.arange(size + 1) * (pixels / size)
    low = np.maximum(edges[:-1, None], np.arange(pixels))
    high = np.minimum(edges[1:, None], np.arange(pixels) + 1.0)
    return _constant(np.maximum(high - low, 0.0) * (size / pixels))


def _sampling(centre: Any, side: Any, size: int, pixels: int) -> Any:
    """Return the share of each picture row in each row of the box: a triangle filter."""
    step = side * _half(pixels / size)
    place = _places(centre, side, size) * pixels - 0.5
    width = ops.maximum(step, 1.0)[:, None, None]
    distance = ops.abs(place[:, :, None] - _constant(np.arange(pixels)))
    weights = ops.maximum(1.0 - distance / width, 0.0)
    # Beyond the border too little is found to sum to one: there the crop fades to black.
    total = ops.sum(weights, axis=2, keepdims=True)
    return weights / ops.maximum(total, 0.5 * width)


def _spreading(centre: Any, side: Any, own: int, cells: int) -> Any:
    """Return the share of each cell of the crop that each cell of the picture gets."""
    place = ops.clip(_places(centre, side, own) * cells - 0.5, 0.0, cells - 1.0)
    width = ops.maximum(side * _half(cells / own), 1.0)[:, None, None]
    distance = ops.abs(_constant(np.arange(cells))[:, None] - place[:, None, :])
    weights = ops.maximum(1.0 - distance / width, 0.0)
    return weights / ops.sum(weights, axis=1, keepdims=True)


def _places(centre: Any, side: Any, size: int) -> Any:
    offsets = _constant((np.arange(size) + 0.5) / size - 0.5)
    return centre[:, None] + side[:, None] * offsets


def _constant(values: Any) -> Any:
    """Return numbers rounded to half precision, as the exported graph stores them."""
    return ops.convert_to_tensor(np.asarray(values, np.float16).astype(np.float32))


def _half(value: float) -> float:
    return float(np.float16(value))

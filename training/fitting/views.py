"""Views: the whole picture or the crop around the lesion, as each network of a recipe sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from training.data.pictures import Pictures
from training.fitting.fit import GRID, predict
from training.networks.lesion_crop import crop, find_box, shrink
from training.recipe.recipe import Member, Recipe

Locator = tuple[Member, keras.Model]

_BATCH = 32


def whole_view(recipe: Recipe, member: Member, canvas: Pictures) -> Pictures:
    """Return the whole pictures at the size of one network.

    Parameters
    ----------
    recipe, member
        Whose view it is.
    canvas : Pictures
        The cases at the recipe's input size.
    """
    return replace(
        canvas,
        images=shrunk(recipe, member, canvas.images),
        masks=shrunk(recipe, member, canvas.masks),
    )


def shrunk(recipe: Recipe, member: Member, planes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return planes of the recipe's input size, (cases, rows, columns), at that of a network."""
    size = recipe.input_of(member)
    if size == recipe.input:
        return planes
    return _each(planes, lambda block, _: shrink(block, size.rows, size.columns))


def lesion_view(
    recipe: Recipe,
    member: Member,
    canvas: Pictures,
    lesions: NDArray[np.float32],
    *,
    to_train: bool = False,
) -> Pictures:
    """Return the crops of the lesions at the size of one network.

    Parameters
    ----------
    recipe, member
        Whose view it is.
    canvas : Pictures
        The cases at the recipe's input size.
    lesions : ndarray of float32
        Where the lesions are, shape (cases, cells, cells, 1), from 0 to 1.
    to_train : bool
        Leave a rim around the crop, so that augmentation can move it.
    """
    context = recipe.lesion_crop.context if to_train else 1.0
    boxes = np.array(find_box(lesions, recipe.lesion_crop))
    boxes[:, 2] *= context
    size = recipe.input_of(member).rows
    rim = round(size * (context - 1) / 2)

    def look(block: NDArray[np.float32], where: slice) -> Any:
        return crop(block, boxes[where], size + 2 * rim)

    images, masks = _each(canvas.images, look), _each(canvas.masks, look)
    return replace(canvas, images=images, masks=masks, rim=rim)


def locate(recipe: Recipe, locators: Sequence[Locator], canvas: Pictures) -> NDArray[np.float32]:
    """Return where trained networks that see the whole picture find lesions.

    Returns
    -------
    ndarray of float32
        Shape (cases, cells, cells, 1), from 0 to 1, averaged over networks and mirror images as
        in the exported graph.
    """
    maps = []
    for member, network in locators:
        images = shrunk(recipe, member, canvas.images)
        maps.append(_sigmoid(predict(network, images)["lesion"]))
        if recipe.fit["flips"]:
            mirrored = predict(network, np.ascontiguousarray(images[:, :, ::-1]))["lesion"]
            maps.append(_sigmoid(mirrored[:, :, ::-1]))
    return np.asarray(np.mean(maps, axis=0), np.float32)


def published_or_located(
    recipe: Recipe, locators: Sequence[Locator], canvas: Pictures
) -> NDArray[np.float32]:
    """Return the published lesion masks as maps, and what `locate` finds where there are none."""
    cells = recipe.input_of(locators[0][0]).rows // GRID
    maps = _pooled(canvas.masks, cells)
    without = np.flatnonzero(maps.max(axis=(1, 2, 3)) < 0.3)
    if len(without):
        part = Pictures(canvas.images[without], canvas.masks[without], canvas.labels[without])
        maps[without] = locate(recipe, locators, part)
    return maps


def _each(
    planes: NDArray[np.uint8], look: Callable[[NDArray[np.float32], slice], Any]
) -> NDArray[np.uint8]:
    """Look at some planes at a time: together they would not fit into memory as numbers."""
    parts = []
    for start in range(0, len(planes), _BATCH):
        where = slice(start, start + _BATCH)
        block = planes[where].astype(np.float32)[..., None]
        parts.append(np.rint(np.asarray(look(block, where))[..., 0]).astype(np.uint8))
    return np.concatenate(parts)


def _pooled(masks: NDArray[np.uint8], cells: int) -> NDArray[np.float32]:
    count, rows, _ = masks.shape
    step = rows // cells
    shares = masks.reshape(count, cells, step, cells, step).mean(axis=(2, 4), dtype=np.float32)
    return np.asarray(shares[..., None] / 255, np.float32)


def _sigmoid(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-values)), np.float32)

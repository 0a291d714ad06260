"""Arrays of pictures, masks and labels, the way a network takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.picture.preprocessing import Preprocessing, place_mask, prepare
from training.data.augmentation import Augmentation, augment
from training.datasets.case import Case, read_grey, read_mask

Batch = tuple[NDArray[np.float32], dict[str, NDArray[np.float32]]]


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Preprocessed pictures in memory.

    Attributes
    ----------
    images : ndarray of uint8
        Shape (cases, rows, columns): the model's input at 8 bits.
    masks : ndarray of uint8
        Shape (cases, rows, columns): 255 on a lesion.
    labels : ndarray of int64
        Index of each case's class.
    rim : int
        Pixels on each side that only augmentation draws on: what a network sees lies within.
    """

    images: NDArray[np.uint8]
    masks: NDArray[np.uint8]
    labels: NDArray[np.int64]
    rim: int = 0


def load_pictures(
    cases: Sequence[Case], classes: Sequence[str], parameters: Preprocessing
) -> Pictures:
    """Read and preprocess all cases, their masks moved along."""
    shape = (len(cases), parameters.rows, parameters.columns)
    images, masks = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    for index, case in enumerate(cases):
        prepared = prepare(read_grey(case.image), parameters)
        images[index] = np.rint(prepared.picture[..., 0] * 255)
        mask = read_mask(case)
        if mask is not None:
            masks[index] = place_mask(mask, prepared.placement)
    labels = np.array([classes.index(case.label) for case in cases], np.int64)
    return Pictures(images, masks, labels)


def augmented_batches(
    pictures: Pictures,
    size: int,
    limits: Augmentation,
    grid: int,
    seed: tuple[int, ...],
    order: NDArray[np.int64] | None = None,
) -> Iterator[Batch]:
    """Yield every picture once, in random order, augmented; or in a stated order.

    Parameters
    ----------
    pictures : Pictures
        The training part.
    size : int
        Pictures a batch; a rest that would be smaller than half of it is left out.
    limits : Augmentation
        How far to change the pictures.
    grid : int
        Pixels of the input for each cell of the lesion map.
    seed : tuple of int
        The same seed gives the same batches.
    order : ndarray of int64 or None
        Positions of the pictures to show; None shows each once.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(pictures.labels)) if order is None else order
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        if len(chosen) * 2 < size:
            return
        pairs = [
            augment(
                pictures.images[index].astype(np.float32) / np.float32(255),
                pictures.masks[index].astype(np.float32) / np.float32(255),
                limits,
                rng,
            )
            for index in chosen
        ]
        down, across = (
            slice(pictures.rim, side - pictures.rim) for side in pictures.images.shape[1:]
        )
        images = np.stack([picture for picture, _ in pairs])[:, down, across, None]
        cells = np.stack([mask for _, mask in pairs])[:, down, across]
        count, rows, columns = cells.shape
        cells = cells.reshape(count, rows // grid, grid, columns // grid, grid).mean(axis=(2, 4))
        yield (
            images,
            {
                "logits": pictures.labels[chosen].astype(np.float32),
                "lesion": cells[..., None].astype(np.float32),
            },
        )

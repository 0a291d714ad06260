"""Sampling: which pictures an epoch shows, and how mixup joins them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from training.data.augmentation import Augmentation
from training.data.pictures import Batch, Pictures, augmented_batches
from training.recipe.fit_options import FitOptions

# Chance for order and mixture comes from generators of their own, so that switching them on
# changes no draw of the augmentation.
_ORDER, _MIXTURE = 1, 2


def epoch_batches(
    pictures: Pictures,
    options: FitOptions,
    limits: Augmentation,
    grid: int,
    classes: int,
    seed: tuple[int, int],
) -> Iterator[Batch]:
    """Yield the batches of one epoch.

    Parameters
    ----------
    pictures : Pictures
        The training part.
    options : FitOptions
        Sampling, mixup and the size of a batch.
    limits : Augmentation
        How far to change the pictures.
    grid : int
        Pixels of the input for each cell of the lesion map.
    classes : int
        Number of classes.
    seed : tuple of int
        Of the network and the epoch: the same gives the same batches.
    """
    order = None
    if options.sampling == "balanced":
        order = balanced_order(pictures.labels, np.random.default_rng((*seed, _ORDER)))
    batches = augmented_batches(pictures, options.batch_size, limits, grid, seed, order)
    if options.mixup == 0.0:
        yield from batches
        return
    rng = np.random.default_rng((*seed, _MIXTURE))
    for batch in batches:
        yield mix(batch, options.mixup, classes, rng)


def balanced_order(labels: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Return as many positions as there are labels, each class present equally often.

    No picture of a class is shown again before all of the class have been shown.
    """
    present = np.unique(labels)
    shares = np.full(len(present), len(labels) // len(present))
    shares[: len(labels) % len(present)] += 1
    chosen = [
        _repeated(np.flatnonzero(labels == label), int(share), rng)
        for label, share in zip(present, shares, strict=True)
    ]
    return np.asarray(rng.permutation(np.concatenate(chosen)), np.int64)


def _repeated(
    positions: NDArray[np.int64], count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    rounds = -(-count // len(positions))
    return np.concatenate([rng.permutation(positions) for _ in range(rounds)])[:count]


def mix(batch: Batch, alpha: float, classes: int, rng: np.random.Generator) -> Batch:
    """Mix each picture of a batch, and what is known of it, with another one.

    Zhang et al., mixup: Beyond Empirical Risk Minimization, ICLR 2018.

    Returns
    -------
    Batch
        The target ``logits`` holds shares of the classes, shape (batch, classes).
    """
    images, targets = batch
    count = len(images)
    share = rng.beta(alpha, alpha, count).astype(np.float32)
    other = rng.permutation(count)

    def mixed(values: NDArray[np.float32]) -> NDArray[np.float32]:
        own = share.reshape(-1, *[1] * (values.ndim - 1))
        return np.asarray(own * values + (1 - own) * values[other], np.float32)

    truth = np.eye(classes, dtype=np.float32)[targets["logits"].astype(int)]
    rest = {name: mixed(values) for name, values in targets.items() if name != "logits"}
    return mixed(images), {"logits": mixed(truth), **rest}

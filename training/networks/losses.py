"""Losses: class losses with weights, and the loss of a lesion map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from keras import ops
from numpy.typing import NDArray


def lesion_loss(target: Any, logits: Any) -> Any:
    """Return cross-entropy plus Dice loss of a lesion map, one number a picture.

    ``target`` holds the share of each cell that belongs to a lesion, from 0 to 1. Pictures
    without a lesion count through the cross-entropy; their Dice term is nearly constant.
    """
    entropy = ops.mean(ops.binary_crossentropy(target, logits, from_logits=True), axis=(1, 2, 3))
    probability = ops.sigmoid(logits)
    overlap = ops.sum(target * probability, axis=(1, 2, 3))
    total = ops.sum(target, axis=(1, 2, 3)) + ops.sum(probability, axis=(1, 2, 3))
    return entropy + 1.0 - (2.0 * overlap + 1.0) / (total + 1.0)


def class_loss(
    smoothing: float,
    classes: int,
    *,
    weights: Sequence[float] | None = None,
    focal_gamma: float = 0.0,
) -> Any:
    """Return the loss of class logits, one number a picture.

    Targets are class indices, shape (batch,) or (batch, 1), or shares of the classes, shape
    (batch, classes), as mixup makes them.

    Parameters
    ----------
    smoothing : float
        Share of the truth that is spread over all classes, from 0 to 1.
    classes : int
        Number of classes, at least 2.
    weights : sequence of float or None
        Factor of each class.
    focal_gamma : float
        Exponent of the focal loss (Lin et al., ICCV 2017); 0 is the cross-entropy.
    """

    def loss(target: Any, logits: Any) -> Any:
        truth = _shares(target, classes)
        factor = None if weights is None else ops.matmul(truth, _column(weights))[:, 0]
        truth = truth * (1.0 - smoothing) + smoothing / classes
        if focal_gamma == 0.0:
            value = ops.categorical_crossentropy(truth, logits, from_logits=True)
        else:
            value = _focal(truth, logits, focal_gamma)
        return value if factor is None else value * factor

    return loss


def balanced_weights(labels: NDArray[np.int64], classes: int) -> list[float]:
    """Return the factor of each class that makes all classes count alike, their mean share 1.

    Raises
    ------
    ValueError
        If a class has no picture.
    """
    counts = np.bincount(labels, minlength=classes)
    if (counts == 0).any():
        raise ValueError("a class without pictures has no weight")
    return [float(weight) for weight in len(labels) / (classes * counts)]


def _shares(target: Any, classes: int) -> Any:
    if len(target.shape) == 2 and target.shape[-1] == classes:
        return target
    return ops.one_hot(ops.cast(ops.reshape(target, (-1,)), "int32"), classes)


def _column(weights: Sequence[float]) -> Any:
    return ops.convert_to_tensor(np.asarray(weights, np.float32)[:, None])


def _focal(truth: Any, logits: Any, gamma: float) -> Any:
    logarithm = ops.log_softmax(ops.cast(logits, "float32"), axis=-1)
    return -ops.sum(truth * (1.0 - ops.exp(logarithm)) ** gamma * logarithm, axis=-1)

"""Linear probe: a network starts from the best linear answer on its pretrained features.

Fine-tuning from a random last layer distorts pretrained features before that layer has learned
anything (Kumar et al., Fine-Tuning can Distort Pretrained Features and Underperform
Out-of-Distribution, ICLR 2022); starting from the linear answer does not.
"""

from __future__ import annotations

import keras
import numpy as np
from numpy.typing import NDArray

from engine.errors import UserFacingError
from training.data.pictures import Pictures
from training.fitting.member import predict
from training.networks.mean_network import STRIDES

_LEAST_DEVIATION = 1e-4


def start_from_linear_probe(network: keras.Model, train: Pictures, strength: float) -> None:
    """Set the last layer of a network to a logistic regression on its features.

    Parameters
    ----------
    network : keras.Model
        From `training.networks.mean_network.build_mean_network`.
    train : Pictures
        The training part, as it is, without augmentation.
    strength : float
        Inverse of the regularisation, on standardised features: C of scikit-learn.

    Raises
    ------
    UserFacingError
        If the network has another head.
    """
    if "pooled" not in network.output:
        raise UserFacingError(
            "Only a network with the pooling mean can start from a linear answer.",
            "Take `linear_probe` out of the recipe's [fit], or set the member's pooling to `mean`.",
        )
    seen = keras.Model(network.input, {"pooled": network.output["pooled"]})
    pooled = predict(seen, train.images)["pooled"].astype(np.float64)
    kernel, bias = fit_linear_probe(pooled, train.labels, strength)
    start = 0
    for stride in STRIDES:
        layer = network.get_layer(f"evidence_{stride}")
        count = int(layer.kernel.shape[2])
        layer.kernel.assign(kernel[None, None, start : start + count].astype(np.float32))
        start += count
    network.get_layer("pooling").bias.assign(bias.astype(np.float32))


def fit_linear_probe(
    features: NDArray[np.float64], labels: NDArray[np.int64], strength: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return kernel, shape (features, classes), and bias of a balanced logistic regression."""
    from sklearn.linear_model import LogisticRegression

    mean = features.mean(axis=0)
    deviation = np.maximum(features.std(axis=0), _LEAST_DEVIATION)
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=1000)
    model.fit((features - mean) / deviation, labels)
    kernel, bias = model.coef_.T, model.intercept_
    if kernel.shape[1] == 1:
        # Of two classes scikit-learn fits the difference of the logits.
        kernel, bias = np.concatenate([-kernel, kernel], axis=1) / 2, np.r_[-bias, bias] / 2
    kernel = kernel / deviation[:, None]
    return kernel, bias - mean @ kernel

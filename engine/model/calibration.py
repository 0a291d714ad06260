"""Calibration: logits to probabilities, by temperature and offsets."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def calibrated_probabilities(
    logits: NDArray[np.float32], temperature: float, offsets: ArrayLike = 0.0
) -> NDArray[np.float64]:
    """Return the softmax of logits divided by a temperature, with an offset for each class.

    Temperature scaling after Guo et al., "On Calibration of Modern Neural Networks", ICML 2017;
    with offsets it is bias-corrected (Alexandari et al., "Maximum Likelihood with Bias-Corrected
    Calibration is Hard-To-Beat at Label Shift Adaptation", ICML 2020).

    Parameters
    ----------
    logits : ndarray
        Shape (..., classes).
    temperature : float
        Above 0; 1 changes nothing, larger values make the answer less certain.
    offsets : array_like
        Added to what was divided, one a class or one for all; only their differences count.

    Returns
    -------
    ndarray of float64
        Probabilities from 0 to 1; they sum to 1 over the last axis.
    """
    scaled = np.asarray(logits, np.float64) / temperature + np.asarray(offsets, np.float64)
    scaled -= scaled.max(axis=-1, keepdims=True)
    odds = np.exp(scaled)
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))

"""From logits to probabilities that mean what they say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def calibrated_probabilities(
    logits: NDArray[np.float32], temperature: float
) -> NDArray[np.float64]:
    """Return the softmax of logits divided by a temperature.

    Temperature scaling after Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.

    Parameters
    ----------
    logits : ndarray
        Shape (..., classes).
    temperature : float
        Above 0; 1 changes nothing, larger values make the answer less certain.

    Returns
    -------
    ndarray of float64
        Probabilities from 0 to 1; they sum to 1 over the last axis.
    """
    scaled = np.asarray(logits, np.float64) / temperature
    scaled -= scaled.max(axis=-1, keepdims=True)
    odds = np.exp(scaled)
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))

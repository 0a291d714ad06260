"""Calibration and operating points, chosen on validation data only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from engine.model.calibration import calibrated_probabilities
from training.metrics import threshold_for_sensitivity

# What operating points are chosen for: the first unless a user takes another. A more sensitive one
# than the first would have scans called benign that reach it: see
# `training.calibration.inconclusive_zone`.
SENSITIVITIES = (0.95, 0.90)

_TEMPERATURES = (0.2, 5.0)


def fit_temperature(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """Return the temperature with the smallest negative log-likelihood, from 0.2 to 5."""
    grid = np.geomspace(*_TEMPERATURES, 400)

    def loss(temperature: float) -> float:
        truth = calibrated_probabilities(logits, temperature)[np.arange(len(labels)), labels]
        return float(-np.log(np.maximum(truth, 1e-12)).mean())

    return float(min(grid, key=loss))


def choose_points(
    malignancy: NDArray[np.float64], malignant: NDArray[np.bool_]
) -> list[dict[str, str | float]]:
    """Return the operating points of a card, one for each of `SENSITIVITIES`.

    Parameters
    ----------
    malignancy : ndarray of float64
        Calibrated probability of the positive class, shape (scans,).
    malignant : ndarray of bool
        Whether each scan belongs to it, shape (scans,).
    """
    return [
        {
            "name": f"{100 * share:.0f} % sensitivity",
            "threshold": choose_threshold(malignancy, malignant, share),
            "sensitivity": share,
        }
        for share in SENSITIVITIES
    ]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns logits into probabilities: see `engine.model.calibration`.

    Attributes
    ----------
    temperature : float
        From 0.2 to 5.
    offsets : tuple of float
        One a class; their sum is 0.
    """

    temperature: float
    offsets: tuple[float, ...]

    def probabilities(self, logits: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return probabilities from 0 to 1 for logits, shape (scans, classes)."""
        return calibrated_probabilities(logits, self.temperature, self.offsets)


def fit_calibration(
    logits: NDArray[np.float32], labels: NDArray[np.int64], *, offsets: bool
) -> Calibration:
    """Fit the calibration of a model, rounded to four digits.

    A temperature cannot mend a probability that is too large throughout, as class weights make it
    in training. Offsets can; a standard normal prior keeps few scans from moving them far.

    Parameters
    ----------
    logits : ndarray
        Shape (scans, classes).
    labels : ndarray of int64
        Index of each scan's class, shape (scans,).
    offsets : bool
        Whether each class has an offset, or all have none.
    """
    count, classes = logits.shape
    if not offsets:
        return Calibration(round(fit_temperature(logits, labels), 4), (0.0,) * classes)

    # In the inverse of the temperature and the offsets the loss is convex.
    def loss(values: NDArray[np.float64]) -> float:
        chances = calibrated_probabilities(logits, 1 / values[0], values[1:])
        truth = chances[np.arange(count), labels]
        prior = (values[1:] ** 2).sum() / (2 * count)
        return float(prior - np.log(np.maximum(truth, 1e-12)).mean())

    limits = [(1 / _TEMPERATURES[1], 1 / _TEMPERATURES[0]), *[(None, None)] * classes]
    found = minimize(loss, [1.0, *[0.0] * classes], method="L-BFGS-B", bounds=limits).x
    shifts = found[1:] - found[1:].mean()
    return Calibration(
        round(float(1 / found[0]), 4), tuple(round(float(shift), 4) for shift in shifts)
    )


def cross_fitted(
    logits: NDArray[np.float32],
    labels: NDArray[np.int64],
    folds: NDArray[Any],
    *,
    offsets: bool,
) -> NDArray[np.float64]:
    """Return the probabilities of each fold's scans, calibrated on the other folds.

    What a calibration on all folds does to scans that it was not fitted on.

    Parameters
    ----------
    logits, labels, offsets
        As `fit_calibration` takes them.
    folds : ndarray
        The fold that each scan belongs to, shape (scans,); at least two different ones.
    """
    found = np.empty(logits.shape, np.float64)
    for left, fitted in fitted_on_others(logits, labels, folds, offsets=offsets):
        found[left] = fitted.probabilities(logits[left])
    return found


def fitted_on_others(
    logits: NDArray[np.float32],
    labels: NDArray[np.int64],
    folds: NDArray[Any],
    *,
    offsets: bool,
) -> Iterator[tuple[NDArray[np.bool_], Calibration]]:
    """Yield which scans are of a fold, shape (scans,), and the calibration fitted on the others.

    Parameters
    ----------
    logits, labels, folds, offsets
        As `cross_fitted` takes them.
    """
    for fold in np.unique(folds):
        left = folds == fold
        yield left, fit_calibration(logits[~left], labels[~left], offsets=offsets)


def choose_threshold(
    malignancy: NDArray[np.float64], malignant: NDArray[np.bool_], sensitivity: float
) -> float:
    """Return the threshold that reaches a sensitivity, rounded down to four digits."""
    found = threshold_for_sensitivity(malignant, malignancy, sensitivity)
    return float(np.floor(found * 1e4) / 1e4)

"""Inconclusive zone: its choice, and its error on scans that it was not chosen on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.finding import InconclusiveZone
from training.calibration.calibrate import SENSITIVITIES, choose_threshold, fitted_on_others

_STEP = 0.005
# Fewer scans outside of a zone say little about the error there.
_LEAST_COVERAGE = 0.05


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """An inconclusive zone and what it does on the data that it was chosen on.

    Attributes
    ----------
    zone : InconclusiveZone
        The zone.
    error_everywhere, error_outside : float
        Share of scans called malignant or not against the truth, from 0 to 1.
    coverage : float
        Share of scans outside of the zone, from 0 to 1.
    """

    zone: InconclusiveZone
    error_everywhere: float
    error_outside: float
    coverage: float


def outside_of(zone: InconclusiveZone, malignancy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return for which malignancy probabilities a class is stated, shape (scans,)."""
    return (malignancy < zone.low) | (malignancy > zone.high)


def choose_zone(
    malignancy: NDArray[np.float64], malignant: NDArray[np.bool_], threshold: float
) -> ZoneChoice:
    """Return the smallest zone around the operating point that halves the error outside of it.

    The zone begins at the operating point (or at one half, if that is lower), so that a scan that
    reaches the operating point is never called benign. Where no upper end halves the error then,
    because the scans below are wrong too often, it begins lower and ends where an answer is as
    sure as there: from a probability of 0.15 up to one of 0.85. One scan in twenty has to be left
    outside; a model that cannot even do that has the zone from the operating point to where an
    answer is as sure.

    Parameters
    ----------
    malignancy, malignant
        As `training.calibration.calibrate.choose_points` takes them.
    threshold : float
        Of the operating point.
    """
    low, least = min(threshold, 0.5), max(threshold, 0.5)
    # Classes that are almost perfectly separated may put the operating point at the very top.
    highs = np.arange(least, max(0.995, least + 0.001), _STEP)
    lows = (low, *np.arange(low - _STEP, 0, -_STEP))
    upwards = [_choice(malignancy, malignant, low, high) for high in highs]
    outwards = [_choice(malignancy, malignant, end, max(least, 1 - end)) for end in lows]
    enough = [choice for choice in outwards if choice.coverage >= _LEAST_COVERAGE]
    halved = (
        choice
        for choice in (*upwards, *enough)
        if choice.error_outside <= choice.error_everywhere / 2
    )
    return next(halved, outwards[0])


def _choice(
    malignancy: NDArray[np.float64], malignant: NDArray[np.bool_], low: float, high: float
) -> ZoneChoice:
    zone = InconclusiveZone(round(float(low), 4), round(float(high), 4))
    wrong = (malignancy >= 0.5) != malignant
    outside = outside_of(zone, malignancy)
    error = float(wrong[outside].mean()) if outside.any() else 0.0
    return ZoneChoice(zone, float(wrong.mean()), error, float(outside.mean()))


def cross_fitted_zone(
    logits: NDArray[np.float32],
    labels: NDArray[np.int64],
    folds: NDArray[Any],
    positive: int,
    *,
    offsets: bool,
) -> tuple[float, float]:
    """Return the error outside of the zone, and the share of scans there, of new scans.

    Calibration, operating point and zone are chosen on the other folds for the scans of each.

    Parameters
    ----------
    logits, labels, folds, offsets
        As `training.calibration.calibrate.cross_fitted` takes them.
    positive : int
        Index of the positive class.

    Returns
    -------
    tuple of float
        Both from 0 to 1; the error is 0 where no scan lies outside.
    """
    malignant = labels == positive
    outside, wrong = np.zeros((2, len(labels)), bool)
    for left, fitted in fitted_on_others(logits, labels, folds, offsets=offsets):
        malignancy = fitted.probabilities(logits)[:, positive]
        known = malignancy[~left], malignant[~left]
        threshold = choose_threshold(*known, SENSITIVITIES[0])
        zone = choose_zone(*known, threshold).zone
        outside[left] = outside_of(zone, malignancy[left])
        wrong[left] = (malignancy[left] >= 0.5) != malignant[left]
    return float(wrong[outside].mean()) if outside.any() else 0.0, float(outside.mean())

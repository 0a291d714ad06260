"""Figures of merit with their uncertainty."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Statistic = Callable[[NDArray[np.bool_], NDArray[np.float64]], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % bootstrap interval.

    Attributes
    ----------
    value, low, high : float
        The figure on the whole sample, and the 2.5th and 97.5th percentile of the resamples.
    count : int
        Number of scans.
    """

    value: float
    low: float
    high: float
    count: int

    @property
    def is_defined(self) -> bool:
        """Whether the sample has the figure: an AUC needs both classes, for example."""
        return not math.isnan(self.value)

    def as_dict(self) -> dict[str, Any]:
        """Return the estimate as plain data, rounded to four digits."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "count": self.count,
        }


def auc(positive: ArrayLike, score: ArrayLike) -> float:
    """Return the area under the ROC curve, ties counted half; NaN when a class is missing."""
    truth, values = np.asarray(positive, bool), np.asarray(score, np.float64)
    yes = int(truth.sum())
    no = truth.size - yes
    if yes == 0 or no == 0:
        return float("nan")
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    return float((ranks[truth].sum() - yes * (yes + 1) / 2.0) / (yes * no))


def auc_difference(positive: NDArray[np.bool_], pair: NDArray[np.float64]) -> float:
    """Return the AUC of the first of two scores of the same scans minus that of the second.

    Parameters
    ----------
    positive : ndarray of bool
        Shape (scans,).
    pair : ndarray of float64
        Shape (scans, 2).
    """
    return auc(positive, pair[:, 0]) - auc(positive, pair[:, 1])


def sensitivity(positive: ArrayLike, called: ArrayLike) -> float:
    """Return the share of positives that were called; NaN without positives."""
    truth, calls = np.asarray(positive, bool), np.asarray(called, bool)
    return float(calls[truth].mean()) if truth.any() else float("nan")


def specificity(positive: ArrayLike, called: ArrayLike) -> float:
    """Return the share of negatives that were not called; NaN without negatives."""
    truth, calls = np.asarray(positive, bool), np.asarray(called, bool)
    return float((~calls[~truth]).mean()) if (~truth).any() else float("nan")


def precision(positive: ArrayLike, called: ArrayLike) -> float:
    """Return the share of the called that are positive; NaN when nothing was called."""
    truth, calls = np.asarray(positive, bool), np.asarray(called, bool)
    return float(truth[calls].mean()) if calls.any() else float("nan")


def f1(positive: ArrayLike, called: ArrayLike) -> float:
    """Return the harmonic mean of precision and sensitivity; NaN without positives."""
    truth, calls = np.asarray(positive, bool), np.asarray(called, bool)
    if not truth.any():
        return float("nan")
    return float(2 * (truth & calls).sum() / (truth.sum() + calls.sum()))


def accuracy(positive: ArrayLike, called: ArrayLike) -> float:
    """Return the share of scans that were called as they are."""
    return float((np.asarray(positive, bool) == np.asarray(called, bool)).mean())


def balanced_accuracy(positive: ArrayLike, called: ArrayLike) -> float:
    """Return the mean of sensitivity and specificity; NaN when a class is missing."""
    return (sensitivity(positive, called) + specificity(positive, called)) / 2


def average_precision(positive: ArrayLike, score: ArrayLike) -> float:
    """Return the area under the precision-recall curve, as a sum of steps; NaN without positives.

    Ties are one step, as in scikit-learn: no straight lines are drawn between the points.
    """
    truth, values = np.asarray(positive, bool), np.asarray(score, np.float64)
    if not truth.any():
        return float("nan")
    order = np.argsort(-values, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(values[order])), truth.size - 1)
    hits = np.cumsum(truth[order])[ends]
    return float((np.diff(hits, prepend=0) * hits / (ends + 1)).sum() / truth.sum())


def brier(positive: ArrayLike, probability: ArrayLike) -> float:
    """Return the mean squared distance of probability and truth (Brier, 1950)."""
    truth, stated = np.asarray(positive, np.float64), np.asarray(probability, np.float64)
    return float(((stated - truth) ** 2).mean())


def threshold_for_sensitivity(positive: ArrayLike, score: ArrayLike, wanted: float) -> float:
    """Return the largest threshold at which ``score >= threshold`` reaches a sensitivity."""
    yes = np.sort(np.asarray(score, np.float64)[np.asarray(positive, bool)])
    missed = int(np.floor((1.0 - wanted) * len(yes) + 1e-9))
    return float(yes[missed])


def specificity_at_95(positive: ArrayLike, score: ArrayLike) -> float:
    """Return the specificity at the largest threshold of these scans with 95 % sensitivity.

    NaN when a class is missing. The threshold is chosen on the scans that are measured, as
    published figures are: it says how well scores are ordered, not what a user gets.
    """
    truth, values = np.asarray(positive, bool), np.asarray(score, np.float64)
    if not truth.any():
        return float("nan")
    return specificity(truth, values >= threshold_for_sensitivity(truth, values, 0.95))


def expected_calibration_error(correct: ArrayLike, confidence: ArrayLike, bins: int = 15) -> float:
    """Return the ECE over equally wide bins of the confidence (Guo et al., ICML 2017)."""
    hits, sure = np.asarray(correct, np.float64), np.asarray(confidence, np.float64)
    place = np.minimum((sure * bins).astype(int), bins - 1)
    gap = 0.0
    for index in range(bins):
        inside = place == index
        if inside.any():
            gap += inside.mean() * abs(hits[inside].mean() - sure[inside].mean())
    return float(gap)


def bootstrap(
    statistic: Statistic,
    positive: ArrayLike,
    score: ArrayLike,
    groups: Sequence[str],
    *,
    resamples: int = 2000,
    seed: int = 1,
) -> Estimate:
    """Estimate a figure's 95 % interval by resampling whole groups (patients).

    Resamples in which the figure is undefined are left out.
    """
    truth, values = np.asarray(positive, bool), np.asarray(score, np.float64)
    _, place, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    members = np.split(np.argsort(place, kind="stable"), np.cumsum(sizes)[:-1])
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(resamples):
        drawn = rng.integers(0, len(members), len(members))
        chosen = np.concatenate([members[group] for group in drawn])
        found.append(statistic(truth[chosen], values[chosen]))
    defined = [figure for figure in found if not np.isnan(figure)]
    low, high = np.percentile(defined, [2.5, 97.5]) if defined else (np.nan, np.nan)
    return Estimate(statistic(truth, values), float(low), float(high), int(truth.size))

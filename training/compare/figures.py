"""Figures of an entrant, each with its interval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.compare.answers import Answers
from training.metrics import (
    Estimate,
    Statistic,
    accuracy,
    auc,
    average_precision,
    balanced_accuracy,
    bootstrap,
    brier,
    expected_calibration_error,
    f1,
    precision,
    sensitivity,
    specificity,
)

Pair = tuple[NDArray[Any], NDArray[Any]]


def _by_call(found: Answers) -> Pair:
    return found.positive, found.called


def _by_probability(found: Answers) -> Pair:
    return found.positive, found.probability


def _by_confidence(found: Answers) -> Pair:
    sure = np.where(found.called, found.probability, 1 - found.probability)
    return found.positive == found.called, sure


FIGURES: dict[str, tuple[Statistic, Callable[[Answers], Pair]]] = {
    "accuracy": (accuracy, _by_call),
    "balanced accuracy": (balanced_accuracy, _by_call),
    "precision": (precision, _by_call),
    "recall": (sensitivity, _by_call),
    "specificity": (specificity, _by_call),
    "F1": (f1, _by_call),
    "ROC-AUC": (auc, _by_probability),
    "PR-AUC": (average_precision, _by_probability),
    "Brier": (brier, _by_probability),
    "ECE": (expected_calibration_error, _by_confidence),
}


def figures_of(found: Answers, *, resamples: int = 2000) -> dict[str, Estimate]:
    """Return all figures of an entrant, the positive class against the rest.

    Intervals come from resampling whole groups, also for protocols that ignore them.
    """
    groups = list(found.groups)
    return {
        name: bootstrap(statistic, *select(found), groups, resamples=resamples)
        for name, (statistic, select) in FIGURES.items()
    }


def majority_baseline(found: Answers) -> float:
    """Return the accuracy of always naming the more frequent answer."""
    share = float(found.positive.mean())
    return max(share, 1 - share)


def confusion(found: Answers) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return counts as ((true negative, false positive), (false negative, true positive))."""
    return (
        (
            int((~found.positive & ~found.called).sum()),
            int((~found.positive & found.called).sum()),
        ),
        (
            int((found.positive & ~found.called).sum()),
            int((found.positive & found.called).sum()),
        ),
    )

"""Differences between two entrants, on the scans that both were asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from training.compare.answers import Answers
from training.compare.delong import compare_aucs
from training.metrics import Estimate, auc_difference, bootstrap

_LEAST_OF_A_CLASS = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """The first entrant's figures minus the second's.

    Attributes
    ----------
    first, second : str
        The entrants.
    scans : int
        Asked of both.
    auc : Estimate
        Difference of the ROC-AUC; 95 % interval over whole groups.
    accuracy : Estimate
        Difference of the accuracy, likewise.
    p_value : float
        DeLong's, two-sided; it takes scans to be independent.
    independent : bool
        Whether they are: no group has more than one of the scans.
    """

    first: str
    second: str
    scans: int
    auc: Estimate
    accuracy: Estimate
    p_value: float
    independent: bool


def differences(
    answers: Sequence[tuple[str, str, Answers]], *, resamples: int = 2000
) -> list[Difference]:
    """Compare all pairs of one task that share enough scans of both classes.

    Parameters
    ----------
    answers : sequence of tuple
        Name, task and answers of each entrant.
    resamples : int
        Of the bootstrap.
    """
    found = []
    for (first, task, left), (second, other, right) in combinations(answers, 2):
        if task != other:
            continue
        shared = _shared(left, right)
        if shared is not None:
            found.append(_difference(first, second, *shared, resamples))
    return found


def _shared(left: Answers, right: Answers) -> tuple[Answers, Answers] | None:
    _, mine, theirs = np.intersect1d(left.names, right.names, return_indices=True)
    both = left.take(mine), right.take(theirs)
    yes = int(both[0].positive.sum())
    if min(yes, len(mine) - yes) < _LEAST_OF_A_CLASS:
        return None
    return both


def _difference(
    first: str, second: str, left: Answers, right: Answers, resamples: int
) -> Difference:
    groups = list(left.groups)
    pairs = np.stack([left.probability, right.probability], axis=1)

    def mean(_: NDArray[np.bool_], gain: NDArray[np.float64]) -> float:
        return float(gain.mean())

    right_calls = (right.called == right.positive).astype(float)
    gain = (left.called == left.positive) - right_calls
    test = compare_aucs(left.positive, left.probability, right.probability)
    return Difference(
        first,
        second,
        len(groups),
        bootstrap(auc_difference, left.positive, pairs, groups, resamples=resamples),
        bootstrap(mean, left.positive, gain, groups, resamples=resamples),
        test.p_value,
        len(set(groups)) == len(groups),
    )

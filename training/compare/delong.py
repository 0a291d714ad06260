"""DeLong's test for two AUCs on the same scans, in its fast form.

DeLong, DeLong and Clarke-Pearson, Biometrics 1988;44:837; Sun and Xu, Fast implementation of
DeLong's algorithm, IEEE Signal Processing Letters 2014;21:1389. Scans are taken to be independent:
with several scans of one patient the test finds differences too readily.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata


@dataclass(frozen=True, slots=True)
class AucDifference:
    """The first AUC minus the second.

    Attributes
    ----------
    first, second : float
        The two AUCs.
    p_value : float
        Two-sided, that a difference at least as large comes from chance alone; 1 where the two
        order all scans alike.
    """

    first: float
    second: float
    p_value: float


def compare_aucs(positive: ArrayLike, first: ArrayLike, second: ArrayLike) -> AucDifference:
    """Compare what two models say of the same scans.

    Parameters
    ----------
    positive : array of bool
        The truth, shape (scans,), at least two of each class.
    first, second : array of float
        What each model says, larger for positive.

    Raises
    ------
    ValueError
        If a class has fewer than two scans.
    """
    truth = np.asarray(positive, bool)
    if truth.sum() < 2 or (~truth).sum() < 2:
        raise ValueError("both classes need at least two scans")
    aucs, covariance = auc_covariance(truth, np.stack([np.asarray(first), np.asarray(second)]))
    variance = float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    difference = float(aucs[0] - aucs[1])
    if variance <= 1e-15:
        p_value = 1.0 if abs(difference) < 1e-12 else 0.0
    else:
        p_value = math.erfc(abs(difference) / math.sqrt(2 * variance))
    return AucDifference(float(aucs[0]), float(aucs[1]), p_value)


def auc_covariance(
    positive: NDArray[np.bool_], scores: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the AUCs of several models, shape (models,), and their covariance matrix.

    Parameters
    ----------
    positive : ndarray of bool
        The truth, shape (scans,).
    scores : ndarray of float
        Shape (models, scans).
    """
    yes, no = scores[:, positive], scores[:, ~positive]
    among_all = rankdata(np.concatenate([yes, no], axis=1), axis=1)
    count = yes.shape[1]
    # Equations 5 and 6 of Sun and Xu: for each scan, the share of the other class on its far side.
    placed_yes = (among_all[:, :count] - rankdata(yes, axis=1)) / no.shape[1]
    placed_no = 1 - (among_all[:, count:] - rankdata(no, axis=1)) / count
    covariance = np.cov(placed_yes) / count + np.cov(placed_no) / no.shape[1]
    return placed_yes.mean(axis=1), np.asarray(np.atleast_2d(covariance))

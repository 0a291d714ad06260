"""Scope gate: fitted to tell the scans of the training data from every other picture.

Two judges look at the mean features of the shallow and middle layers, and the stricter one
counts. The first has seen scans only: how far is this from them? The second has also seen other
pictures (scans of other kinds, drawn ones): on which side of the border is it? The first refuses
what nobody thought of, the second what lies near.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Features = NDArray[np.float32]
LARGEST_LOGIT = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class ScopeModel:
    """Both judges; the scope distance is 1 at the border of what is answered.

    Attributes
    ----------
    centre, scale : ndarray of float32
        Mean and standard deviation of each feature, shape (features,).
    axes : ndarray of float32
        Orthonormal principal axes of the standardised features, shape (features, components).
    deviations : ndarray of float32
        Standard deviation along each axis, shape (components,).
    residual : float
        Mean squared residual of the training scans outside of the axes.
    limit : float
        Largest likeness distance that is answered.
    normal : ndarray of float32
        Weights of the border between scans and other pictures, shape (features,), for
        standardised features.
    offset : float
        Added to the weighted sum; above 0 lie scans.
    """

    centre: Features
    scale: Features
    axes: Features
    deviations: Features
    residual: float
    limit: float
    normal: Features
    offset: float

    def distance(self, features: Features) -> NDArray[np.float64]:
        """Return the scope distance of each picture, shape (pictures,); at most 1 is answered."""
        standard = (features - self.centre) / self.scale
        side = np.clip(standard @ self.normal + self.offset, -LARGEST_LOGIT, LARGEST_LOGIT)
        likeness = _likeness(standard, self.axes, self.deviations, self.residual)
        return np.maximum(likeness / self.limit, np.exp(-side))


def fit_scope(
    scans: Features,
    held_out: Features,
    others: Features,
    *,
    components: int,
    quantile: float,
    margin: float,
    border: float,
) -> ScopeModel:
    """Fit both judges.

    Parameters
    ----------
    scans : ndarray
        Features of the training scans, shape (scans, features).
    held_out : ndarray
        Features of validation scans, which set the limit of the first judge.
    others : ndarray
        Features of pictures that are no scans of this kind.
    components : int
        Principal axes kept; after Lee et al., NeurIPS 2018, with the residual as a further term.
    quantile, margin : float
        The limit is ``margin`` times this quantile of the held-out distances.
    border : float
        Log odds from which the second judge takes a picture for a scan.
    """
    centre = scans.mean(axis=0)
    # A feature that is constant in training would make any change of it infinitely far.
    scale = np.maximum(scans.std(axis=0), 0.05 * scans.std())
    standard = (scans - centre) / scale
    _, singular, rows = np.linalg.svd(standard, full_matrices=False)
    axes = rows[:components].T
    deviations = singular[:components] / np.sqrt(len(scans))
    rest = (standard**2).sum(axis=1) - ((standard @ axes) ** 2).sum(axis=1)
    residual = float(rest.mean())
    usual = _likeness((held_out - centre) / scale, axes, deviations, residual)
    normal, offset = _border(standard, (others - centre) / scale)
    return ScopeModel(
        np.asarray(centre, np.float32),
        np.asarray(scale, np.float32),
        np.asarray(axes, np.float32),
        np.asarray(deviations, np.float32),
        residual=residual,
        limit=float(np.quantile(usual, quantile)) * margin,
        normal=np.asarray(normal, np.float32),
        offset=offset - border,
    )


def _likeness(
    standard: NDArray[np.floating],
    axes: NDArray[np.floating],
    deviations: NDArray[np.floating],
    residual: float,
) -> NDArray[np.float64]:
    """Return a distance whose square is 1 on average for the training scans."""
    along = standard @ axes
    rest = (standard**2).sum(axis=1) - (along**2).sum(axis=1)
    inside = ((along / deviations) ** 2).mean(axis=1)
    return np.asarray(np.sqrt((inside + np.maximum(rest, 0) / residual) / 2), np.float64)


def _border(
    scans: NDArray[np.floating], others: NDArray[np.floating]
) -> tuple[NDArray[np.floating], float]:
    truth = np.concatenate([np.ones(len(scans)), np.zeros(len(others))])
    judge = LogisticRegression(C=0.1, max_iter=3000, class_weight="balanced")
    judge.fit(np.concatenate([scans, others]), truth)
    return judge.coef_[0], float(judge.intercept_[0])

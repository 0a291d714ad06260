"""Breasts and patients: pictures joined where a data set says whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.datasets import Case

_LATERALITY = "laterality"


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """One entry a breast, or one a patient.

    Attributes
    ----------
    positive : ndarray of bool
        Whether any of its pictures is of the positive class.
    score : ndarray of float64
        The joined malignancy probability.
    owners : ndarray of str
        The group that is resampled whole.
    """

    positive: NDArray[np.bool_]
    score: NDArray[np.float64]
    owners: NDArray[Any]


def by_breast(
    cases: Sequence[Case],
    positive: NDArray[np.bool_],
    score: NDArray[np.float64],
    owners: Sequence[str],
) -> Grouped | None:
    """Join the views of each breast by the mean; None where patient or side are not published.

    Parameters
    ----------
    cases : sequence of Case
        One a picture.
    positive, score : ndarray
        Truth and malignancy probability of each picture.
    owners : sequence of str
        The group of each picture.
    """
    if not all(case.patient and case.facts.get(_LATERALITY) for case in cases):
        return None
    keys = [f"{case.source}/{case.patient}/{case.facts[_LATERALITY]}" for case in cases]
    return _joined(keys, positive, score, owners, np.mean) if len(set(keys)) < len(keys) else None


def by_patient(
    cases: Sequence[Case],
    positive: NDArray[np.bool_],
    score: NDArray[np.float64],
    owners: Sequence[str],
) -> Grouped | None:
    """Join the breasts of each patient by the maximum; None where they are not published.

    The parameters are those of `by_breast`.
    """
    if not all(case.patient and case.facts.get(_LATERALITY) for case in cases):
        return None
    breasts: dict[str, list[int]] = {}
    for index, case in enumerate(cases):
        key = f"{case.source}/{case.patient}\n{case.facts[_LATERALITY]}"
        breasts.setdefault(key, []).append(index)
    patients = [key.split("\n")[0] for key in breasts]
    if len(set(patients)) == len(cases):
        return None
    places = list(breasts.values())
    return _joined(
        patients,
        np.array([positive[place].any() for place in places]),
        np.array([score[place].mean() for place in places]),
        [owners[place[0]] for place in places],
        np.max,
    )


def _joined(
    keys: Sequence[str],
    positive: NDArray[np.bool_],
    score: NDArray[np.float64],
    owners: Sequence[str],
    join: Any,
) -> Grouped:
    places: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        places.setdefault(key, []).append(index)
    found = list(places.values())
    return Grouped(
        np.array([positive[place].any() for place in found], bool),
        np.array([join(score[place]) for place in found], np.float64),
        np.array([owners[place[0]] for place in found]),
    )

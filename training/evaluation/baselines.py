"""What can be told without looking at the picture: a model has to beat it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.messages import figures
from engine.messages.message import Message
from training.datasets import Case

_MACHINES = ("machine_id", "device")
# Above this share, cutting to the range in which both classes occur changes nothing.
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """A way to tell the classes apart that needs no picture, or a part where one fails.

    Attributes
    ----------
    name : Message
        Of its AUC.
    score : ndarray of float64 or None
        One value a case; None takes the model's own.
    part : ndarray of bool
        The cases that it concerns.
    """

    name: Message
    score: NDArray[np.float64] | None
    part: NDArray[np.bool_]


def baselines(cases: Sequence[Case], positive: NDArray[np.bool_]) -> list[Baseline]:
    """Return what the published facts allow: age, machine and the patient's number alone.

    Where the number alone tells a lot because one class was recruited first, the model's figure
    among the numbers in which both classes occur follows it.

    Parameters
    ----------
    cases : sequence of Case
        With their facts.
    positive : ndarray of bool
        Their truth.
    """
    found = []
    for name, score in (
        (figures.AUC_AGE, _numbers(cases, lambda case: case.facts.get("age"))),
        (figures.AUC_MACHINE, _machine(cases, positive)),
    ):
        if score is not None:
            found.append(Baseline(name, score, ~np.isnan(score)))
    number = _numbers(cases, lambda case: case.patient)
    if number is None or np.isnan(number).any() or positive.all() or not positive.any():
        return found
    everywhere = np.ones(len(cases), bool)
    first = max(number[positive].min(), number[~positive].min())
    last = min(number[positive].max(), number[~positive].max())
    both = (number >= first) & (number <= last)
    found.append(Baseline(figures.AUC_NUMBER, number, everywhere))
    if both.mean() < _NEARLY_ALL:
        where = {"first": int(first), "last": int(last)}
        found.append(Baseline(figures.AUC_AMONG_PATIENTS(**where), None, both))
        found.append(Baseline(figures.AUC_NUMBER_AMONG_PATIENTS(**where), number, both))
    return found


def _numbers(cases: Sequence[Case], of: Callable[[Case], str | None]) -> NDArray[np.float64] | None:
    """Return a published number of each case, NaN where it is missing; None if it always is."""
    numbers = np.array([_number(of(case)) for case in cases], np.float64)
    return None if np.isnan(numbers).all() else numbers


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")


def _machine(cases: Sequence[Case], positive: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    """Return the share of positives among the other patients of each case's machine."""
    name = next((key for key in _MACHINES if any(key in case.facts for case in cases)), None)
    if name is None:
        return None
    machines = np.array([case.facts.get(name, "") for case in cases])
    patients: NDArray[Any] = np.array([case.patient or case.name for case in cases])
    if len(set(machines)) < 2:
        return None
    shares = np.full(len(cases), np.nan)
    for index in range(len(cases)):
        others = (machines == machines[index]) & (patients != patients[index])
        if others.any():
            shares[index] = positive[others].mean()
    return shares

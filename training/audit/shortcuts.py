"""Shortcuts: facts about a scan that predict its class without the picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.audit.measure import Measured
from training.datasets.case import Case
from training.metrics import Estimate, auc, bootstrap

_FOLDS = 5
_RESAMPLES = 200
_LEAST_KNOWN = 0.8
_LEAST_OF_A_CLASS = 10
_MOST_CLASSES = 12
_DEVICES = ("device", "machine_id", "machine", "manufacturer", "scanner")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNKNOWN = "not stated"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """How well one published fact alone predicts a class.

    Attributes
    ----------
    fact : str
        ``patient number``, ``device``, ``age`` or ``picture size``.
    label : str
        The class.
    auc : Estimate
        Cross-validated over patients; 0.5 is chance.
    """

    fact: str
    label: str
    auc: Estimate


Predictor = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]], NDArray[np.float64]]


def find_shortcuts(cases: Sequence[Case], files: Sequence[Measured]) -> list[Shortcut]:
    """Measure how well patient number, device, age and picture size predict each class.

    A fact is measured where at least 80 % of the cases state it (a device: where any does), and a
    class where it has at least ten cases. The score of a case is the share of the class
    among cases of other patients with the nearest number or the same name.
    """
    labels = np.array([case.label for case in cases])
    counts = Counter(labels.tolist())
    wanted = [label for label, count in counts.items() if count >= _LEAST_OF_A_CLASS]
    if len(counts) == 2:
        wanted = wanted and [min(wanted, key=lambda label: (counts[label], label))]
    if len(counts) < 2 or len(counts) > _MOST_CLASSES:
        return []
    groups = [case.patient or case.name for case in cases]
    found = []
    for fact, known, predict in _facts(cases, files):
        for label in sorted(wanted):
            positive = labels[known] == label
            if positive.sum() >= _LEAST_OF_A_CLASS and (~positive).sum() >= _LEAST_OF_A_CLASS:
                own = [groups[index] for index in known]
                found.append(Shortcut(fact, label, _cross_validated(predict, positive, own)))
    return found


def _facts(
    cases: Sequence[Case], files: Sequence[Measured]
) -> list[tuple[str, list[int], Predictor]]:
    found: list[tuple[str, list[int], Predictor]] = []
    numbers = {
        "patient number": [_number(case.patient) for case in cases],
        "age": [_number(case.facts.get("age") or case.facts.get("Age")) for case in cases],
    }
    for fact, values in numbers.items():
        known = [index for index, value in enumerate(values) if value is not None]
        stated = np.array([value for value in values if value is not None])
        if len(known) >= _LEAST_KNOWN * len(cases) and len(set(stated.tolist())) > 1:
            found.append((fact, known, _by_nearest(stated)))
    names = {
        "device": [_device(case) for case in cases],
        "picture size": [_size(file) for file in files],
    }
    for fact, words in names.items():
        if len(set(words)) > 1:
            found.append((fact, list(range(len(cases))), _by_equal(words)))
    return found


def _number(text: str | None) -> float | None:
    found = _NUMBER.search(text or "")
    return None if found is None else float(found[0])


def _device(case: Case) -> str:
    return next((case.facts[key] for key in _DEVICES if case.facts.get(key)), _UNKNOWN)


def _size(file: Measured) -> str:
    return f"{file.picture.columns} x {file.picture.rows}" if file.picture else _UNKNOWN


def _by_nearest(values: NDArray[np.float64]) -> Predictor:
    def predict(
        known: NDArray[np.int64], asked: NDArray[np.int64], positive: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        order = known[np.argsort(values[known], kind="stable")]
        near = max(10, int(len(order) ** 0.5))
        place = np.searchsorted(values[order], values[asked])
        start = np.clip(place - near // 2, 0, max(len(order) - near, 0))
        sums = np.concatenate([[0], np.cumsum(positive[order])])
        end = np.minimum(start + near, len(order))
        return np.asarray((sums[end] - sums[start]) / np.maximum(end - start, 1), np.float64)

    return predict


def _by_equal(words: Sequence[str]) -> Predictor:
    _, codes = np.unique(np.array(words), return_inverse=True)

    def predict(
        known: NDArray[np.int64], asked: NDArray[np.int64], positive: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        size = int(codes.max()) + 1
        count = np.bincount(codes[known], minlength=size)
        hits = np.bincount(codes[known], weights=positive[known], minlength=size)
        # One average case is added, so that a name that occurs once counts for little.
        return np.asarray(((hits + positive[known].mean()) / (count + 1))[codes[asked]])

    return predict


def _cross_validated(
    predict: Predictor, positive: NDArray[np.bool_], groups: Sequence[str]
) -> Estimate:
    fold = _stratified_folds(positive, groups)
    score = np.zeros(len(positive))
    for number in range(_FOLDS):
        known, asked = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if len(known) and len(asked):
            score[asked] = predict(known, asked, positive)
    return bootstrap(auc, positive, score, groups, resamples=_RESAMPLES)


def _stratified_folds(positive: NDArray[np.bool_], groups: Sequence[str]) -> NDArray[np.int64]:
    # Folds with different shares of the class would make a useless fact look as if it predicted the
    # opposite class.
    _, place = np.unique(np.array(groups), return_inverse=True)
    share = np.bincount(place, weights=positive) / np.bincount(place)
    order = np.lexsort((np.random.default_rng(7).random(len(share)), share))
    fold_of_group = np.empty(len(share), np.int64)
    fold_of_group[order] = np.arange(len(share)) % _FOLDS
    return fold_of_group[place]

"""The figures of a model on one data set, as they stand on a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.model.model_card import MALIGNANT
from training.calibration.calibrate import SENSITIVITIES
from training.datasets import Case
from training.evaluation.baselines import baselines
from training.evaluation.by_patient import by_breast, by_patient
from training.evaluation.measure import Measured
from training.evaluation.subgroups import subgroups
from training.metrics import (
    Statistic,
    auc,
    bootstrap,
    expected_calibration_error,
    sensitivity,
    specificity,
    specificity_at_95,
)

NORMAL = "normal"
RESAMPLES = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One figure before it is estimated.

    Attributes
    ----------
    name : str
        Of the figure.
    statistic : callable
        Takes truth and value.
    truth, value : ndarray
        One entry a scan, a breast or a woman.
    owners : ndarray of str
        Whose each entry is; owners are resampled whole.
    """

    name: str
    statistic: Statistic
    truth: NDArray[Any]
    value: NDArray[Any]
    owners: NDArray[Any]

    def of(self, part: NDArray[np.bool_]) -> Row:
        """Return the same figure of a part of the entries."""
        return Row(self.name, self.statistic, self.truth[part], self.value[part], self.owners[part])


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What a model answered for one data set.

    Attributes
    ----------
    name : str
        Of the data, for people.
    classes : sequence of str
        In the order of the probabilities.
    positive_class : str
        The class that is looked for.
    cases : sequence of Case
        What was measured.
    found : Measured
        The answers, in the same order.
    groups : sequence of str or None
        What is resampled whole; None takes patients, or single cases where there are none.
    """

    name: str
    classes: Sequence[str]
    positive_class: str
    cases: Sequence[Case]
    found: Measured
    groups: Sequence[str] | None = None

    @property
    def owners(self) -> NDArray[Any]:
        """The group of each case."""
        own = [f"{case.source}/{case.patient or case.name}" for case in self.cases]
        return np.array(self.groups or own)

    @property
    def positive(self) -> NDArray[np.bool_]:
        """Whether each case belongs to the positive class."""
        return np.asarray(self.found.labels == self.classes.index(self.positive_class))

    @property
    def score(self) -> NDArray[np.float64]:
        """The malignancy probability of each case: that of the positive class."""
        return self.found.probabilities[:, self.classes.index(self.positive_class)]

    @property
    def lesion(self) -> NDArray[np.bool_]:
        """Whether each case shows what the classes are about: everything but ``normal``."""
        if NORMAL not in self.classes:
            return np.ones(len(self.cases), bool)
        return np.asarray(self.found.labels != self.classes.index(NORMAL))

    @property
    def separation(self) -> str:
        """The name of the figure that says how well the classes are told apart."""
        others = [name for name in self.classes if name not in {self.positive_class, NORMAL}]
        return f"AUC {'/'.join([*others, self.positive_class])}"


def figures_of(
    name: str,
    classes: Sequence[str],
    cases: Sequence[Case],
    found: Measured,
    groups: Sequence[str] | None = None,
    positive_class: str = MALIGNANT,
    *,
    resamples: int = RESAMPLES,
) -> list[dict[str, Any]]:
    """Return all figures of one data set; the other parameters are those of `Sample`.

    Parameters
    ----------
    resamples : int
        Of each bootstrap interval.
    """
    sample = Sample(name, classes, positive_class, cases, found, groups)
    rows = [
        *_class_rows(sample),
        *_grouped_rows(sample),
        *_baseline_rows(sample),
        *_zone_rows(sample),
        *_map_rows(sample),
    ]
    return _estimated(name, rows, resamples)


def subgroup_figures(sample: Sample, *, resamples: int = RESAMPLES) -> list[dict[str, Any]]:
    """Return how well the classes are told apart in each part that what is published names."""
    whole = Row(sample.separation, auc, sample.positive, sample.score, sample.owners)
    rows = []
    for label, part in subgroups(sample.cases, sample.positive & sample.lesion, sample.lesion):
        row = whole.of(part & sample.lesion)
        rows.append(Row(label, row.statistic, row.truth, row.value, row.owners))
    return _estimated(sample.name, rows, resamples)


def _estimated(name: str, rows: Sequence[Row], resamples: int) -> list[dict[str, Any]]:
    figures = []
    for row in rows:
        if not len(row.truth):
            continue
        estimate = bootstrap(
            row.statistic, row.truth, row.value, list(row.owners), resamples=resamples
        )
        # A figure that these cases cannot have, such as an AUC of one class, is left out.
        if not np.isfinite([estimate.value, estimate.low, estimate.high]).all():
            continue
        figures.append({"name": row.name, "data": name, **estimate.as_dict()})
    return figures


def _class_rows(sample: Sample) -> list[Row]:
    """Return how well classes are told apart, and whether the probabilities hold."""
    found, lesion, positive = sample.found, sample.lesion, sample.positive
    best = found.probabilities.argmax(axis=1)
    right = best == found.labels
    sure = found.probabilities.max(axis=1)
    majority = found.labels == int(np.bincount(found.labels).argmax())

    def row(name: str, statistic: Statistic, truth: Any, value: Any) -> Row:
        return Row(name, statistic, truth, value, sample.owners)

    rows = [
        row(sample.separation, auc, positive, sample.score).of(lesion),
        *_point_rows(sample),
        row("specificity where sensitivity is 95 %", specificity_at_95, positive, sample.score).of(
            lesion
        ),
        row("accuracy of the class shown", _mean, positive, right),
        row("majority baseline", _mean, positive, majority),
        row("expected calibration error", expected_calibration_error, right, sure),
    ]
    if lesion.any() and not lesion.all():
        normal = found.probabilities[:, sample.classes.index(NORMAL)]
        rows.insert(1, row("AUC lesion/normal", auc, lesion, 1 - normal))
    return rows


def _point_rows(sample: Sample) -> list[Row]:
    """Return what each operating point reaches; all but the first are named by their aim."""
    names = ["", *(f" for {100 * share:.0f} %" for share in SENSITIVITIES[1:])]
    return [
        Row(
            f"{kind} at the operating point{name}",
            statistic,
            sample.positive,
            called,
            sample.owners,
        ).of(sample.lesion)
        # A card can have fewer points than are chosen now.
        for name, called in zip(names, sample.found.called.T, strict=False)
        for kind, statistic in (("sensitivity", sensitivity), ("specificity", specificity))
    ]


def _grouped_rows(sample: Sample) -> list[Row]:
    """Return how well breasts and women are told apart, where the data say whose they are."""
    rows = []
    for words, group in (("by breast", by_breast), ("by woman", by_patient)):
        grouped = group(sample.cases, sample.positive, sample.score, list(sample.owners))
        if grouped is not None:
            name = f"{sample.separation}, {words}"
            rows.append(Row(name, auc, grouped.positive, grouped.score, grouped.owners))
    return rows


def _baseline_rows(sample: Sample) -> list[Row]:
    """Return what can be told without looking at the picture."""
    rows = []
    for baseline in baselines(sample.cases, sample.positive):
        score = sample.score if baseline.score is None else baseline.score
        row = Row(f"AUC {baseline.name}", auc, sample.positive, score, sample.owners)
        rows.append(row.of(baseline.part & sample.lesion))
    return rows


def _zone_rows(sample: Sample) -> list[Row]:
    """Return what the inconclusive zone and the scope gate leave, and the error in it."""
    found, positive = sample.found, sample.positive
    wrong = ((sample.score >= 0.5) != positive).astype(float)
    error = Row(f"error of {sample.positive_class} or not", _mean, positive, wrong, sample.owners)
    outside, inside = error.of(found.outside), error.of(~found.outside)
    return [
        error,
        replace(outside, name="the same outside the inconclusive zone"),
        replace(inside, name="the same inside the inconclusive zone"),
        Row("share outside the inconclusive zone", _mean, positive, found.outside, sample.owners),
        Row("refused as out of scope", _mean, positive, found.refused, sample.owners),
    ]


def _map_rows(sample: Sample) -> list[Row]:
    """Return how well the maps point at the published lesions."""
    found = sample.found
    rows = [
        ("heatmap peak on the lesion", _mean, found.on_lesion),
        ("lesion share of the picture (chance)", _mean, found.chance),
        ("median IoU of the lesion map", _median, found.overlap),
    ]
    return [
        Row(name, statistic, sample.positive, values, sample.owners).of(~np.isnan(values))
        for name, statistic, values in rows
    ]


def _mean(_: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    return float(values.mean())


def _median(_: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    return float(np.median(values))

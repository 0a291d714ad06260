"""The figures of a model on one data set, as they stand on a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.messages import figures as names
from engine.messages.message import Message, Template
from engine.model.figure_names import data_set_record, figure_record
from engine.model.model_card import MALIGNANT
from training.calibration.calibrate import SENSITIVITIES
from training.datasets import Case
from training.evaluation.baselines import baselines
from training.evaluation.by_patient import by_breast, by_patient
from training.evaluation.measure import Measured
from training.evaluation.subgroups import Subgroup, subgroups
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
    name : Message or Subgroup
        What the figure measures, or of which part of the data.
    statistic : callable
        Takes truth and value.
    truth, value : ndarray
        One entry a scan, a breast or a woman.
    owners : ndarray of str
        Whose each entry is; owners are resampled whole.
    """

    name: Message | Subgroup
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
    data_set : Message
        What was measured on.
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

    data_set: Message
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

    def separation(self, figure: Template = names.AUC) -> Message:
        """Return the name of a figure that says how well the classes are told apart."""
        others = [name for name in self.classes if name not in {self.positive_class, NORMAL}]
        return figure(others="/".join(others), positive=self.positive_class)


def figures_of(
    data_set: Message,
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
    sample = Sample(data_set, classes, positive_class, cases, found, groups)
    rows = [
        *_class_rows(sample),
        *_grouped_rows(sample),
        *_baseline_rows(sample),
        *_zone_rows(sample),
        *_map_rows(sample),
    ]
    return _estimated(data_set, rows, resamples)


def subgroup_figures(sample: Sample, *, resamples: int = RESAMPLES) -> list[dict[str, Any]]:
    """Return how well the classes are told apart in each part that what is published names."""
    whole = Row(sample.separation(), auc, sample.positive, sample.score, sample.owners)
    rows = []
    for subgroup, part in subgroups(sample.cases, sample.positive & sample.lesion, sample.lesion):
        rows.append(replace(whole.of(part & sample.lesion), name=subgroup))
    return _estimated(sample.data_set, rows, resamples)


def _estimated(data_set: Message, rows: Sequence[Row], resamples: int) -> list[dict[str, Any]]:
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
        name = row.name.as_record() if isinstance(row.name, Subgroup) else figure_record(row.name)
        figures.append(name | data_set_record(data_set) | estimate.as_dict())
    return figures


def _class_rows(sample: Sample) -> list[Row]:
    """Return how well classes are told apart, and whether the probabilities hold."""
    found, lesion, positive = sample.found, sample.lesion, sample.positive
    best = found.probabilities.argmax(axis=1)
    right = best == found.labels
    sure = found.probabilities.max(axis=1)
    majority = found.labels == int(np.bincount(found.labels).argmax())

    def row(name: Message, statistic: Statistic, truth: Any, value: Any) -> Row:
        return Row(name, statistic, truth, value, sample.owners)

    at_95 = names.SPECIFICITY_WHERE(percent=95)
    rows = [
        row(sample.separation(), auc, positive, sample.score).of(lesion),
        *_point_rows(sample),
        row(at_95, specificity_at_95, positive, sample.score).of(lesion),
        row(names.ACCURACY, _mean, positive, right),
        row(names.MAJORITY, _mean, positive, majority),
        row(names.CALIBRATION_ERROR, expected_calibration_error, right, sure),
    ]
    if lesion.any() and not lesion.all():
        normal = found.probabilities[:, sample.classes.index(NORMAL)]
        rows.insert(1, row(names.AUC_LESION, auc, lesion, 1 - normal))
    return rows


def _point_rows(sample: Sample) -> list[Row]:
    """Return what each operating point reaches; all but the first are named by their aim."""
    aims = [round(100 * share) for share in SENSITIVITIES[1:]]
    pairs = [
        (names.SENSITIVITY, names.SPECIFICITY),
        *((names.SENSITIVITY_FOR(percent=aim), names.SPECIFICITY_FOR(percent=aim)) for aim in aims),
    ]
    return [
        Row(name, statistic, sample.positive, called, sample.owners).of(sample.lesion)
        # A card can have fewer points than are chosen now.
        for pair, called in zip(pairs, sample.found.called.T, strict=False)
        for name, statistic in zip(pair, (sensitivity, specificity), strict=True)
    ]


def _grouped_rows(sample: Sample) -> list[Row]:
    """Return how well breasts and women are told apart, where the data say whose they are."""
    rows = []
    for figure, group in ((names.AUC_BY_BREAST, by_breast), (names.AUC_BY_PATIENT, by_patient)):
        grouped = group(sample.cases, sample.positive, sample.score, list(sample.owners))
        if grouped is not None:
            name = sample.separation(figure)
            rows.append(Row(name, auc, grouped.positive, grouped.score, grouped.owners))
    return rows


def _baseline_rows(sample: Sample) -> list[Row]:
    """Return what can be told without looking at the picture."""
    rows = []
    for baseline in baselines(sample.cases, sample.positive):
        score = sample.score if baseline.score is None else baseline.score
        row = Row(baseline.name, auc, sample.positive, score, sample.owners)
        rows.append(row.of(baseline.part & sample.lesion))
    return rows


def _zone_rows(sample: Sample) -> list[Row]:
    """Return what the inconclusive zone and the scope gate leave, and the error in it."""
    found, positive = sample.found, sample.positive
    wrong = ((sample.score >= 0.5) != positive).astype(float)
    name = names.ERROR(positive=sample.positive_class)
    error = Row(name, _mean, positive, wrong, sample.owners)
    outside, inside = error.of(found.outside), error.of(~found.outside)
    return [
        error,
        replace(outside, name=names.ERROR_OUTSIDE_ZONE),
        replace(inside, name=names.ERROR_INSIDE_ZONE),
        replace(error, name=names.SHARE_OUTSIDE_ZONE, value=found.outside),
        replace(error, name=names.SHARE_OUT_OF_SCOPE, value=found.refused),
    ]


def _map_rows(sample: Sample) -> list[Row]:
    """Return how well the maps point at the published lesions."""
    found = sample.found
    rows = [
        (names.PEAK_ON_LESION, _mean, found.on_lesion),
        (names.LESION_SHARE, _mean, found.chance),
        (names.LESION_MAP_IOU, _median, found.overlap),
    ]
    return [
        Row(name, statistic, sample.positive, values, sample.owners).of(~np.isnan(values))
        for name, statistic, values in rows
    ]


def _mean(_: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    return float(values.mean())


def _median(_: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    return float(np.median(values))

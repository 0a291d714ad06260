"""The ``evaluate`` command: the figures of an exported model, through the engine."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.card_text import write_card_text
from training.datasets import Case
from training.export import write_card
from training.measure import Measured, measure
from training.metrics import (
    Statistic,
    auc,
    bootstrap,
    expected_calibration_error,
    sensitivity,
    specificity,
)
from training.plots import plot_calibration, plot_roc
from training.run import Run

Row = tuple[str, Statistic, NDArray[Any], NDArray[Any], NDArray[Any]]


def evaluate(run: Run, *, locked: bool) -> list[dict[str, Any]]:
    """Measure the test part, and with ``locked`` the hospitals never trained on.

    Each opening of a locked hospital is recorded in the run and on the card.

    Returns
    -------
    list of dict
        The figures, as written to the card.
    """
    folder = run.folder / "model"
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    figures, curves = _test_part(run, folder, card)
    if locked:
        card["locked_openings"] = _record_opening(run)
        for name in run.recipe.external:
            cases = [case for case in run.external_cases() if case.source == name]
            found = measure(folder, cases)
            figures += figures_of(f"{name} (never trained on)", card["classes"], cases, found)
            curves[f"{name} (never trained on)"] = (cases, found)
    else:
        figures += [
            figure for figure in card["figures"] if figure["data"].endswith("(never trained on)")
        ]
    card["figures"] = figures
    write_card(folder, card)
    plot_roc(folder / "roc.png", _malignancy(card, curves))
    plot_calibration(folder / "calibration.png", _malignancy(card, curves))
    write_card_text(folder, card)
    return figures


def _test_part(
    run: Run, folder: Path, card: dict[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, tuple[list[Case], Measured]]]:
    cases = run.cases()
    split = run.split(cases)
    figures: list[dict[str, Any]] = []
    curves = {}
    for source in run.recipe.sources:
        chosen = [case for case in split.select(cases, "test") if case.source == source]
        found = measure(folder, chosen)
        groups = [split.groups[case.name] for case in chosen]
        name = f"{source} (test part)"
        figures += figures_of(name, card["classes"], chosen, found, groups)
        curves[name] = (chosen, found)
    return figures, curves


def figures_of(
    name: str,
    classes: Sequence[str],
    cases: Sequence[Case],
    found: Measured,
    groups: Sequence[str] | None = None,
) -> list[dict[str, Any]]:
    """Return all figures of one data set as they stand on a card.

    Parameters
    ----------
    name : str
        Of the data, for people.
    classes : sequence of str
        In the order of the probabilities.
    cases : sequence of Case
        What was measured.
    found : Measured
        The answers, in the same order.
    groups : sequence of str or None
        What is resampled whole; None takes patients, or single cases where there are none.
    """
    owners = np.array(groups or [f"{case.source}/{case.patient or case.name}" for case in cases])
    rows = [*_class_rows(classes, found), *_zone_rows(classes, found), *_map_rows(classes, found)]
    figures = []
    for label, statistic, truth, value, part in rows:
        if not part.any():
            continue
        estimate = bootstrap(statistic, truth[part], value[part], list(owners[part]))
        # A figure that these cases cannot have, such as an AUC of one class, is left out.
        if not np.isfinite([estimate.value, estimate.low, estimate.high]).all():
            continue
        figures.append({"name": label, "data": name, **estimate.as_dict()})
    return figures


def _class_rows(classes: Sequence[str], found: Measured) -> list[Row]:
    """Return how well classes are told apart, and whether the probabilities hold."""
    malignant, malignancy = _malignant(classes, found)
    lesion = found.labels != classes.index("normal")
    best = found.probabilities.argmax(axis=1)
    everywhere = np.ones(len(best), bool)
    rows: list[Row] = [
        ("AUC benign/malignant", auc, malignant, malignancy, lesion),
        ("sensitivity at the operating point", sensitivity, malignant, found.called, lesion),
        ("specificity at the operating point", specificity, malignant, found.called, lesion),
        ("accuracy of the class shown", _mean, malignant, best == found.labels, everywhere),
        ("majority baseline", _mean, malignant, found.labels == _majority(found), everywhere),
        (
            "expected calibration error",
            expected_calibration_error,
            best == found.labels,
            found.probabilities.max(axis=1),
            everywhere,
        ),
    ]
    if lesion.any() and not lesion.all():
        normal = found.probabilities[:, classes.index("normal")]
        rows.insert(1, ("AUC lesion/normal", auc, lesion, 1 - normal, everywhere))
    return rows


def _zone_rows(classes: Sequence[str], found: Measured) -> list[Row]:
    """Return what the inconclusive zone and the scope gate leave, and the error in it."""
    malignant, malignancy = _malignant(classes, found)
    wrong = ((malignancy >= 0.5) != malignant).astype(float)
    everywhere = np.ones(len(wrong), bool)
    return [
        ("error of malignant or not", _mean, malignant, wrong, everywhere),
        ("the same outside the inconclusive zone", _mean, malignant, wrong, found.outside),
        ("share outside the inconclusive zone", _mean, malignant, found.outside, everywhere),
        ("refused as out of scope", _mean, malignant, found.refused, everywhere),
    ]


def _map_rows(classes: Sequence[str], found: Measured) -> list[Row]:
    """Return how well the maps point at the published lesions."""
    malignant, _ = _malignant(classes, found)
    masked = ~np.isnan(found.on_lesion)
    return [
        ("heatmap peak on the lesion", _mean, malignant, found.on_lesion, masked),
        ("lesion share of the picture (chance)", _mean, malignant, found.chance, masked),
        ("median IoU of the lesion map", _median, malignant, found.overlap, masked),
    ]


def _malignant(
    classes: Sequence[str], found: Measured
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    index = classes.index("malignant")
    return found.labels == index, found.probabilities[:, index]


def _mean(_: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    return float(values.mean())


def _median(_: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    return float(np.median(values))


def _majority(found: Measured) -> int:
    return int(np.bincount(found.labels).argmax())


def _malignancy(
    card: dict[str, Any], curves: dict[str, tuple[list[Case], Measured]]
) -> dict[str, tuple[NDArray[np.bool_], NDArray[np.float64]]]:
    classes = card["classes"]
    pairs = {}
    for name, (_, found) in curves.items():
        lesion = found.labels != classes.index("normal")
        malignant, malignancy = _malignant(classes, found)
        pairs[name] = (malignant[lesion], malignancy[lesion])
    return pairs


def _record_opening(run: Run) -> list[str]:
    path = run.folder / "locked_openings.json"
    earlier = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    path.write_text(json.dumps([*earlier, now]), encoding="utf-8")
    return [*earlier, now]

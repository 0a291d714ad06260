"""Measurement of a model through the engine, the same code that users run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.decoding.read_scan import read_scan
from engine.finding import Finding
from engine.model.classifier import Classifier
from engine.model.heatmap import class_heatmap, evidence_of, lesion_heatmap
from engine.model.model_card import ModelCard, load_card, load_graph
from engine.model.second_reader import finding_of
from engine.picture.preprocessing import prepare
from training.calibration.inconclusive_zone import outside_of
from training.datasets import Case
from training.datasets.case import circle_mask, eight_bits, read_mask

Mask = NDArray[np.bool_]
# Takes a grey picture of 8 bits, its mask and the name of the case.
Changed = Callable[[NDArray[np.uint8], Mask | None, str], tuple[NDArray[np.uint8], Mask | None]]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a model answered for a list of cases.

    Attributes
    ----------
    labels : ndarray of int64
        Index of each case's class, shape (cases,).
    logits : ndarray of float32
        Shape (cases, classes).
    probabilities : ndarray of float64
        Calibrated, shape (cases, classes).
    called : ndarray of bool
        Whether the malignancy probability reaches each operating point of the card, in their
        order, shape (cases, points).
    outside : ndarray of bool
        Whether it lies outside of the inconclusive zone, shape (cases,).
    refused : ndarray of bool
        Whether the scope gate refuses the case, shape (cases,).
    distances : ndarray of float64
        Scope distances, shape (cases,).
    additivity : ndarray of float64
        Largest difference between a logit and its map's sum plus bias, shape (cases,).
    peaks : ndarray of float32
        Largest evidence of one cell for each class, shape (cases, classes).
    on_lesion : ndarray of float64
        1 where the heatmap that users are shown (`Finding.explained_class`) peaks on the lesion
        mask or circle, 0 where it does not, NaN without one, shape (cases,).
    overlap : ndarray of float64
        Intersection over union of the lesion map, cut at one half, with the mask; NaN without
        either.
    chance : ndarray of float64
        Share of the frame that the mask covers; NaN without.
    """

    labels: NDArray[np.int64]
    logits: NDArray[np.float32]
    probabilities: NDArray[np.float64]
    called: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    refused: NDArray[np.bool_]
    distances: NDArray[np.float64]
    additivity: NDArray[np.float64]
    peaks: NDArray[np.float32]
    on_lesion: NDArray[np.float64]
    overlap: NDArray[np.float64]
    chance: NDArray[np.float64]


def measure(folder: Path, cases: Sequence[Case], change: Changed | None = None) -> Measured:
    """Ask the model in a folder about every case.

    Parameters
    ----------
    folder : Path
        Of the model.
    cases : sequence of Case
        At least one.
    change : callable or None
        Changes each picture, in 8-bit grey, and its mask before the model sees them.

    Raises
    ------
    UserFacingError
        If the model or a picture cannot be read.
    """
    card = load_card(folder)
    classifier = Classifier(load_graph(folder, card), card)
    rows = [_measure_case(card, classifier, case, change) for case in cases]
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    labels = np.array([card.classes.index(case.label) for case in cases], np.int64)
    probabilities = card.probabilities(columns["logits"])
    malignancy = probabilities[:, card.classes.index(card.positive_class)]
    return Measured(
        labels=labels,
        probabilities=probabilities,
        called=malignancy[:, None] >= [point.threshold for point in card.operating_points],
        outside=outside_of(card.inconclusive_zone, malignancy),
        refused=columns["distances"] > card.scope_limit,
        **columns,
    )


def _measure_case(
    card: ModelCard, classifier: Classifier, case: Case, change: Changed | None
) -> dict[str, NDArray[np.float32] | float]:
    frame = read_scan(case.image).frame(0)
    mask = read_mask(case)
    if mask is None:
        mask = circle_mask(case, *frame.shape[:2])
    if change is not None:
        frame, mask = change(eight_bits(frame), mask, case.name)
    prepared = prepare(frame, card.preprocessing)
    answer = classifier.answer(prepared.picture)
    evidence = evidence_of(card, answer, prepared.placement, *frame.shape[:2])
    total = answer.class_maps.sum(axis=(0, 1), dtype=np.float64) + card.bias
    on_lesion, overlap, chance = _compare(finding_of(card, answer, evidence), mask)
    return {
        "logits": answer.logits,
        "distances": answer.scope_distance,
        "additivity": float(np.abs(total - answer.logits).max()),
        "peaks": answer.class_maps.max(axis=(0, 1)),
        "on_lesion": on_lesion,
        "overlap": overlap,
        "chance": chance,
    }


def _compare(finding: Finding, mask: Mask | None) -> tuple[float, float, float]:
    evidence, shown = finding.evidence, finding.explained_class
    if mask is None or not mask.any() or evidence is None or shown is None:
        return float("nan"), float("nan"), float("nan")
    heat = class_heatmap(evidence, shown)
    peak = np.unravel_index(int(heat.argmax()), heat.shape)
    overlap = float("nan")
    if not evidence.learned_attention:
        lesion = lesion_heatmap(evidence) >= 0.5
        overlap = float(np.logical_and(lesion, mask).sum() / np.logical_or(lesion, mask).sum())
    return float(mask[peak]), overlap, float(mask.mean())

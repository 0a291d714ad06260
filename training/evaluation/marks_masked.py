"""Burned-in marks painted over in the same scans, to see whether a model reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.decoding.read_scan import read_scan
from engine.messages import figures
from engine.model.classifier import Classifier
from engine.model.figure_names import data_set_record, figure_record
from engine.model.model_card import load_card, load_graph
from engine.picture.preprocessing import prepare
from training.datasets import Case
from training.evaluation.figures import RESAMPLES, Sample
from training.marks.remove import without_marks
from training.metrics import auc, auc_difference, bootstrap


@dataclass(frozen=True, slots=True, eq=False)
class Masked:
    """What a model answered once the marks were gone.

    Attributes
    ----------
    marked : ndarray of bool
        Whether marks were found in each case, shape (cases,).
    probabilities : ndarray of float64
        Calibrated, shape (cases, classes); of a case without marks as it was.
    elsewhere : ndarray of float64
        The same with the marks left and the opposite places painted over, for comparison.
    """

    marked: NDArray[np.bool_]
    probabilities: NDArray[np.float64]
    elsewhere: NDArray[np.float64]


def measure_masked(
    folder: Path, cases: Sequence[Case], probabilities: NDArray[np.float64]
) -> Masked:
    """Ask the model in a folder again about every case in which marks are found.

    Parameters
    ----------
    folder : Path
        Of the model.
    cases : sequence of Case
        What was measured.
    probabilities : ndarray of float64
        The answers with the marks, shape (cases, classes).

    Raises
    ------
    UserFacingError
        If the model or a picture cannot be read.
    """
    card = load_card(folder)
    classifier = Classifier(load_graph(folder, card), card)
    marked = np.zeros(len(cases), bool)
    answers = {elsewhere: probabilities.copy() for elsewhere in (False, True)}
    for index, case in enumerate(cases):
        frame = read_scan(case.image).frame(0)
        for elsewhere, found in answers.items():
            painted = without_marks(frame, elsewhere=elsewhere)
            if painted is None:
                break
            logits = classifier.answer(prepare(painted, card.preprocessing).picture).logits
            marked[index] = True
            found[index] = card.probabilities(logits)
    return Masked(marked, answers[False], answers[True])


def masked_figure(sample: Sample, row: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return the AUC of an `overlay_row` without marks as a figure of a card, if there is one."""
    if row is None:
        return []
    name = sample.separation(figures.AUC_MARKS_MASKED)
    return [figure_record(name) | data_set_record(sample.data_set) | row["masked"]]


def overlay_row(
    sample: Sample, masked: Masked, *, resamples: int = RESAMPLES
) -> dict[str, Any] | None:
    """Return the AUC with and without the marks on the same scans, and their paired difference.

    Returns
    -------
    dict or None
        ``data_set`` and ``data`` (the name of the data), ``marked`` (class to the share of its
        scans with marks), ``plain``, ``masked``, ``difference`` (plain minus masked: what the
        marks add) and ``control`` (plain minus painted elsewhere: what painting takes away); None
        without both classes.
    """
    lesion = sample.lesion
    truth, owners = sample.positive[lesion], list(sample.owners[lesion])
    if truth.all() or not truth.any():
        return None
    positive = list(sample.classes).index(sample.positive_class)
    scores = (sample.score, masked.probabilities[:, positive], masked.elsewhere[:, positive])
    plain, painted, control = (score[lesion] for score in scores)

    def estimate(statistic: Any, values: NDArray[np.float64]) -> dict[str, Any]:
        return bootstrap(statistic, truth, values, owners, resamples=resamples).as_dict()

    return {
        **data_set_record(sample.data_set),
        "marked": {
            name: round(float(masked.marked[sample.found.labels == index].mean()), 4)
            for index, name in enumerate(sample.classes)
            if (sample.found.labels == index).any()
        },
        "plain": estimate(auc, plain),
        "masked": estimate(auc, painted),
        "difference": estimate(auc_difference, np.stack([plain, painted], axis=1)),
        "control": estimate(auc_difference, np.stack([plain, control], axis=1)),
    }

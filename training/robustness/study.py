"""Robustness study: a model asked about the same scans as they are and changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.messages.figures import NEVER_TRAINED_ON
from engine.model.model_card import load_card
from training.datasets import Case
from training.evaluation.figures import RESAMPLES, Sample
from training.evaluation.measure import Measured, measure
from training.metrics import auc, auc_difference, bootstrap, sensitivity, specificity
from training.robustness.changes import Change

UNCHANGED = "as they are"

OnStep = Callable[[str], None]


def study(
    folder: Path,
    cases: Sequence[Case],
    changes: Sequence[Change],
    on_step: OnStep,
    *,
    resamples: int = RESAMPLES,
) -> list[dict[str, Any]]:
    """Measure a model on scans as they are and after each change.

    Parameters
    ----------
    folder : Path
        Of the model.
    cases : sequence of Case
        Of one data set that the model was not trained on.
    changes : sequence of Change
        What is done to the pictures, one after the other.
    on_step : callable
        Called with what is measured next.
    resamples : int
        Of each bootstrap interval.

    Returns
    -------
    list of dict
        One row a change, the first without any: ``kind``, ``amount``, ``scans``; ``auc``
        (positive class against the rest of the lesions) and ``loss`` (AUC as they are minus AUC
        changed, on the same scans), each with its 95 % interval over patients; ``sensitivity``
        and ``specificity`` at the model's first operating point; and as shares of the scans
        ``crossed`` (the other side of that point than before), ``inconclusive``, ``refused`` and
        ``on_lesion`` (heatmap peaks on the lesion; None without masks).

    Raises
    ------
    UserFacingError
        If the model or a picture cannot be read.
    """
    card = load_card(folder)
    source = NEVER_TRAINED_ON(name=cases[0].source)

    def sample(found: Measured) -> Sample:
        return Sample(source, card.classes, card.positive_class, cases, found)

    on_step(UNCHANGED)
    before = sample(measure(folder, cases))
    rows = [{"kind": UNCHANGED, "amount": ""} | _figures(before, before, resamples)]
    for change in changes:
        on_step(f"{change.kind}, {change.amount}")
        after = sample(measure(folder, cases, change))
        facts = {"kind": change.kind, "amount": change.amount}
        rows.append(facts | _figures(before, after, resamples))
    return rows


def _figures(before: Sample, after: Sample, resamples: int) -> dict[str, Any]:
    lesion = after.lesion
    truth, owners = after.positive[lesion], list(after.owners[lesion])
    pairs = np.stack([before.score[lesion], after.score[lesion]], axis=1)
    called = after.found.called[:, 0]
    seen = ~np.isnan(after.found.on_lesion)
    return {
        "scans": len(after.cases),
        "auc": bootstrap(auc, truth, pairs[:, 1], owners, resamples=resamples).as_dict(),
        "loss": bootstrap(auc_difference, truth, pairs, owners, resamples=resamples).as_dict(),
        "sensitivity": _rounded(sensitivity(truth, called[lesion])),
        "specificity": _rounded(specificity(truth, called[lesion])),
        "crossed": _rounded((called != before.found.called[:, 0]).mean()),
        "inconclusive": _rounded((~after.found.outside).mean()),
        "refused": _rounded(after.found.refused.mean()),
        "on_lesion": _rounded(after.found.on_lesion[seen].mean()) if seen.any() else None,
    }


def _rounded(share: float) -> float:
    return round(float(share), 4)

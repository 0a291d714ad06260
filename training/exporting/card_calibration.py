"""Calibration of a card, chosen on answers to scans that the networks never saw."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.finding import InconclusiveZone
from training.calibration.calibrate import choose_points, cross_fitted, fit_calibration
from training.calibration.inconclusive_zone import choose_zone, cross_fitted_zone, outside_of
from training.datasets import Case
from training.evaluation.measure import Measured, measure
from training.evaluation.out_of_fold import OutOfFold, read_answers
from training.metrics import expected_calibration_error, sensitivity, specificity
from training.run import Run


def calibration_of(run: Run, card: dict[str, Any], validation: list[Case]) -> dict[str, Any]:
    """Choose calibration, operating points and zone of the model in a run's folder.

    Parameters
    ----------
    run : Run
        With a graph and a card, whose calibration may be anything.
    card : dict
        The card's contents.
    validation : list of Case
        The validation part. Where the folder holds a cross-validation, its answers are what
        everything is chosen on but the scale of the heatmap.

    Returns
    -------
    dict
        The card's entries.

    Raises
    ------
    UserFacingError
        If the model or a picture cannot be read.
    """
    found = measure(run.folder / "model", validation)
    out_of_fold = read_answers(run.folder, list(run.recipe.classes))
    known = found if out_of_fold is None else out_of_fold
    offsets = run.recipe.class_offsets
    fitted = fit_calibration(known.logits, known.labels, offsets=offsets)
    probabilities = fitted.probabilities(known.logits)
    classes = card["classes"]
    positive = classes.index(card["positive_class"])
    malignant, malignancy = known.labels == positive, probabilities[:, positive]
    points = choose_points(malignancy, malignant)
    threshold = float(points[0]["threshold"])
    choice = choose_zone(malignancy, malignant, threshold)
    return {
        "temperature": fitted.temperature,
        "class_offsets": list(fitted.offsets),
        "operating_points": points,
        "inconclusive_zone": {"low": choice.zone.low, "high": choice.zone.high},
        "heatmap_reference": _heatmap_reference(
            found, fitted.probabilities(found.logits), positive, choice.zone
        ),
        "validation": {
            "cross_validated": out_of_fold is not None,
            "scans": len(malignant),
            "sensitivity": round(sensitivity(malignant, malignancy >= threshold), 4),
            "specificity": round(specificity(malignant, malignancy >= threshold), 4),
            **_on_new_scans(known, probabilities, positive, offsets=offsets),
            "error_everywhere": round(choice.error_everywhere, 4),
            "error_outside_zone": round(choice.error_outside, 4),
            "coverage_outside_zone": round(choice.coverage, 4),
            "refused": round(float((found.distances > card["scope_limit"]).mean()), 4),
        },
    }


def _heatmap_reference(
    found: Measured, probabilities: NDArray[np.float64], positive: int, zone: InconclusiveZone
) -> float:
    """Return the evidence that half of the heatmaps reach, as scans are shown with them."""
    stated = outside_of(zone, probabilities[:, positive])
    shown = np.where(stated, probabilities.argmax(axis=1), positive)
    peaks = found.peaks[np.arange(len(shown)), shown]
    # A heatmap without positive evidence is blank on any scale.
    return round(float(np.median(peaks[peaks > 0])), 6) if (peaks > 0).any() else 1.0


def _on_new_scans(
    known: Measured | OutOfFold,
    probabilities: NDArray[np.float64],
    positive: int,
    *,
    offsets: bool,
) -> dict[str, Any]:
    """Return what the choices do to scans that they were not made on, where there are folds."""
    if not isinstance(known, OutOfFold) or len(set(known.folds)) == 1:
        error = _calibration_error(known.labels, probabilities)
        return {"calibration_cross_fitted": False, "calibration_error": error}
    answers = known.logits, known.labels, known.folds
    fitted = cross_fitted(*answers, offsets=offsets)
    error, coverage = cross_fitted_zone(*answers, positive, offsets=offsets)
    return {
        "calibration_cross_fitted": True,
        "calibration_error": _calibration_error(known.labels, fitted),
        "zone_cross_fitted": {"error": round(error, 4), "coverage": round(coverage, 4)},
    }


def _calibration_error(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> float:
    right = probabilities.argmax(axis=1) == labels
    return round(expected_calibration_error(right, probabilities.max(axis=1)), 4)

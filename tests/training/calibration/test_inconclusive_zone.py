"""The inconclusive zone is found on data where it is known what can be reached."""

import numpy as np
import pytest

from training.calibration.calibrate import choose_threshold
from training.calibration.inconclusive_zone import choose_zone, cross_fitted_zone


def drawn(probabilities: np.ndarray, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random(len(probabilities)) < probabilities


def calibrated(spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Return probabilities that hold, the surer the larger the spread, and the truth."""
    logits = np.random.default_rng(1).normal(-0.7, spread, 20_000)
    malignancy = 1 / (1 + np.exp(-logits))
    return malignancy, drawn(malignancy, 2)


def test_the_zone_halves_the_error_and_begins_at_the_operating_point() -> None:
    malignancy, malignant = calibrated(spread=2.5)
    threshold = choose_threshold(malignancy, malignant, 0.95)
    choice = choose_zone(malignancy, malignant, threshold)
    assert choice.error_outside <= choice.error_everywhere / 2
    assert choice.zone.low == threshold
    assert 0.3 < choice.coverage < 1


def test_a_zone_begins_lower_where_scans_below_the_point_are_wrong_too_often() -> None:
    malignancy, malignant = calibrated(spread=0.5)
    threshold = choose_threshold(malignancy, malignant, 0.95)
    below = malignant[malignancy < threshold].mean()
    choice = choose_zone(malignancy, malignant, threshold)
    assert below > choice.error_everywhere / 2 >= choice.error_outside
    assert choice.zone.low < threshold
    assert choice.zone.high == pytest.approx(1 - choice.zone.low)
    assert choice.coverage >= 0.05


def test_without_a_zone_that_halves_the_error_both_classes_can_still_be_stated() -> None:
    malignancy = np.where(np.arange(2000) % 2 == 0, 0.2, 0.85)
    malignant = np.arange(2000) % 4 < 2
    choice = choose_zone(malignancy, malignant, threshold=0.3)
    assert choice.error_outside == choice.error_everywhere == 0.5
    assert (choice.zone.low, choice.zone.high) == (0.3, 0.7)
    assert choice.coverage == 1


def test_classes_that_are_told_apart_without_fail_have_a_zone_too() -> None:
    malignant = np.arange(40) % 2 == 0
    malignancy = np.where(malignant, 0.9995, 0.001)
    threshold = choose_threshold(malignancy, malignant, 0.95)
    choice = choose_zone(malignancy, malignant, threshold)
    assert choice.error_outside == 0
    assert choice.zone.low <= choice.zone.high
    assert choice.zone.high >= threshold


def test_a_positive_that_is_scored_at_nothing_leaves_a_zone() -> None:
    malignancy, malignant = np.array([0.0, 0.2, 0.7, 0.9]), np.array([True, False, True, True])
    choice = choose_zone(malignancy, malignant, threshold=0.0)
    assert choice.zone.low == 0
    assert choice.error_outside <= choice.error_everywhere / 2


def test_what_a_zone_is_worth_on_new_scans_is_not_learned_from_them() -> None:
    malignancy, malignant = calibrated(spread=2.5)
    logit = np.log(malignancy / (1 - malignancy)).astype(np.float32)
    logits = np.stack([np.zeros_like(logit), logit], axis=1)
    folds = np.arange(len(logit)) % 4
    labels = malignant.astype(np.int64)
    error, coverage = cross_fitted_zone(logits, labels, folds, 1, offsets=False)
    chosen = choose_zone(malignancy, malignant, choose_threshold(malignancy, malignant, 0.95))
    assert error == pytest.approx(chosen.error_outside, abs=0.01)
    assert coverage == pytest.approx(chosen.coverage, abs=0.02)
    # Of a fold whose truth is turned, nearly every answer is wrong.
    turned = np.where(folds == 0, 1 - labels, labels)
    worse, _ = cross_fitted_zone(logits, turned, folds, 1, offsets=False)
    assert worse > error + 0.15

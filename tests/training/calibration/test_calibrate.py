"""Temperature, threshold and zone are found on data where the right answer is known."""

import numpy as np
import pytest

from engine.model.calibration import calibrated_probabilities
from training.calibration.calibrate import (
    choose_points,
    choose_threshold,
    cross_fitted,
    fit_calibration,
    fit_temperature,
)


@pytest.mark.parametrize("true_temperature", [0.5, 1.0, 2.5])
def test_the_temperature_that_made_the_data_is_found(true_temperature: float) -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 2, (6000, 3)).astype(np.float32)
    odds = np.exp(logits / true_temperature)
    odds /= odds.sum(axis=1, keepdims=True)
    labels = (odds.cumsum(axis=1) < rng.random((6000, 1))).sum(axis=1)
    assert fit_temperature(logits, labels) == pytest.approx(true_temperature, rel=0.1)


def labels_drawn_from(chances: np.ndarray, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).random((len(chances), 1))
    return (chances.cumsum(axis=1) < drawn).sum(axis=1)


def test_offsets_that_made_the_data_are_found_beside_the_temperature() -> None:
    logits = np.random.default_rng(3).normal(0, 2, (6000, 3)).astype(np.float32)
    made = np.array([0.9, -0.2, -0.7])
    labels = labels_drawn_from(calibrated_probabilities(logits, 1.5, made), 4)
    found = fit_calibration(logits, labels, offsets=True)
    assert found.temperature == pytest.approx(1.5, rel=0.1)
    assert found.offsets == pytest.approx(made, abs=0.1)
    assert sum(found.offsets) == pytest.approx(0, abs=1e-3)


def test_a_probability_too_large_throughout_is_mended_by_offsets_alone() -> None:
    logits = np.random.default_rng(5).normal(0, 1, (3000, 2)).astype(np.float32)
    # As many of one class as of the other in training, and a third of them in truth.
    labels = labels_drawn_from(calibrated_probabilities(logits, 1.0, [0.7, 0.0]), 6)
    means = {}
    for offsets in (False, True):
        fitted = fit_calibration(logits, labels, offsets=offsets)
        chances = calibrated_probabilities(logits, fitted.temperature, fitted.offsets)
        means[offsets] = chances[:, 1].mean() - labels.mean()
    assert means[False] > 0.1
    assert means[True] == pytest.approx(0, abs=0.005)


@pytest.mark.parametrize("label", [0, 1])
def test_few_scans_of_one_class_do_not_move_offsets_far(label: int) -> None:
    logits = np.zeros((5, 2), np.float32)
    found = fit_calibration(logits, np.full(5, label), offsets=True)
    assert all(abs(shift) < 2 for shift in found.offsets)
    assert found.offsets[label] > found.offsets[1 - label]


def test_without_offsets_the_temperature_is_all_there_is() -> None:
    logits = np.random.default_rng(7).normal(0, 2, (500, 2)).astype(np.float32)
    labels = labels_drawn_from(calibrated_probabilities(logits, 2.0), 8)
    found = fit_calibration(logits, labels, offsets=False)
    assert found.offsets == (0.0, 0.0)
    assert found.temperature == pytest.approx(fit_temperature(logits, labels), abs=1e-4)


def test_what_a_fold_is_calibrated_by_does_not_depend_on_its_own_labels() -> None:
    logits = np.random.default_rng(9).normal(0, 2, (600, 2)).astype(np.float32)
    labels = labels_drawn_from(calibrated_probabilities(logits, 1.3, [0.5, -0.5]), 10)
    folds = np.arange(600) % 3
    found = cross_fitted(logits, labels, folds, offsets=True)
    turned = np.where(folds == 0, 1 - labels, labels)
    again = cross_fitted(logits, turned, folds, offsets=True)
    assert again[folds == 0] == pytest.approx(found[folds == 0])
    assert abs(again[folds == 1] - found[folds == 1]).max() > 0.01


def overlapping() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    malignant = rng.random(3000) < 0.3
    logit = rng.normal(np.where(malignant, 1.5, -1.5), 1.3)
    return 1 / (1 + np.exp(-logit)), malignant


def test_the_threshold_reaches_its_sensitivity() -> None:
    malignancy, malignant = overlapping()
    threshold = choose_threshold(malignancy, malignant, 0.95)
    reached = (malignancy[malignant] >= threshold).mean()
    assert 0.95 <= reached < 0.97


def test_each_operating_point_reaches_what_it_is_named_by_and_the_first_is_most_sensitive() -> None:
    malignancy, malignant = overlapping()
    points = choose_points(malignancy, malignant)
    assert [point["name"] for point in points] == ["95 % sensitivity", "90 % sensitivity"]
    for point in points:
        reached = (malignancy[malignant] >= float(point["threshold"])).mean()
        assert float(point["sensitivity"]) <= reached < float(point["sensitivity"]) + 0.02
    assert float(points[0]["threshold"]) < float(points[1]["threshold"])

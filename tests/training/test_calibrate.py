"""Temperature, threshold and zone are found on data where the right answer is known."""

import numpy as np
import pytest

from training.calibrate import choose_points, choose_threshold, choose_zone, fit_temperature


@pytest.mark.parametrize("true_temperature", [0.5, 1.0, 2.5])
def test_the_temperature_that_made_the_data_is_found(true_temperature: float) -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 2, (6000, 3)).astype(np.float32)
    odds = np.exp(logits / true_temperature)
    odds /= odds.sum(axis=1, keepdims=True)
    labels = (odds.cumsum(axis=1) < rng.random((6000, 1))).sum(axis=1)
    assert fit_temperature(logits, labels) == pytest.approx(true_temperature, rel=0.1)


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


def test_the_zone_halves_the_error_and_begins_at_the_operating_point() -> None:
    malignancy, malignant = overlapping()
    threshold = choose_threshold(malignancy, malignant, 0.95)
    choice = choose_zone(malignancy, malignant, threshold)
    assert choice.error_outside <= choice.error_everywhere / 2
    assert choice.zone.low == min(threshold, 0.5)
    assert 0.3 < choice.coverage < 1


def test_classes_that_are_told_apart_without_fail_have_a_zone_too() -> None:
    malignant = np.arange(40) % 2 == 0
    malignancy = np.where(malignant, 0.9995, 0.001)
    threshold = choose_threshold(malignancy, malignant, 0.95)
    choice = choose_zone(malignancy, malignant, threshold)
    assert choice.error_outside == 0
    assert choice.zone.low <= choice.zone.high
    assert choice.zone.high >= threshold

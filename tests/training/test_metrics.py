"""Figures of merit against scikit-learn and against hand-counted cases."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from training.metrics import (
    auc,
    bootstrap,
    expected_calibration_error,
    sensitivity,
    specificity,
    specificity_at_95,
    threshold_for_sensitivity,
)

scored = st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=2, max_size=60).filter(
    lambda rows: len({positive for positive, _ in rows}) == 2
)


@given(rows=scored)
def test_auc_agrees_with_scikit_learn_ties_included(rows: list[tuple[bool, int]]) -> None:
    truth, score = zip(*rows, strict=True)
    assert auc(truth, score) == pytest.approx(roc_auc_score(truth, score))


def test_auc_of_one_class_is_undefined() -> None:
    assert np.isnan(auc([True, True], [0.1, 0.9]))


@given(rows=scored, wanted=st.sampled_from([0.5, 0.8, 0.9, 0.95, 1.0]))
def test_the_threshold_reaches_the_sensitivity_and_the_next_does_not(
    rows: list[tuple[bool, int]], wanted: float
) -> None:
    truth, score = (np.array(column) for column in zip(*rows, strict=True))
    threshold = threshold_for_sensitivity(truth, score, wanted)
    assert sensitivity(truth, score >= threshold) >= wanted
    higher = score[truth & (score > threshold)]
    if higher.size:
        assert sensitivity(truth, score >= higher.min()) < wanted


def test_counted_by_hand() -> None:
    truth = [True, True, True, True, False, False]
    called = [True, True, True, False, True, False]
    assert sensitivity(truth, called) == 0.75
    assert specificity(truth, called) == 0.5


def test_specificity_at_95_counts_the_negatives_below_the_threshold() -> None:
    positives, negatives = np.arange(20) / 20, [0.0, 0.01, 0.04, 0.06, 0.5]
    truth = [True] * 20 + [False] * 5
    # One of twenty may be missed: the threshold is 0.05.
    assert specificity_at_95(truth, [*positives, *negatives]) == pytest.approx(3 / 5)
    assert np.isnan(specificity_at_95([False, False], [0.1, 0.2]))
    assert np.isnan(specificity_at_95([True, True], [0.1, 0.2]))


def test_calibration_error_of_a_known_case() -> None:
    # Ten answers at 0.9 of which seven are right: off by 0.2.
    assert expected_calibration_error([1] * 7 + [0] * 3, [0.9] * 10) == pytest.approx(0.2)


def test_whole_patients_are_resampled() -> None:
    rng = np.random.default_rng(0)
    patient_score = rng.normal(size=30)
    truth = np.repeat(patient_score + rng.normal(size=30) > 0, 20)
    score = np.repeat(patient_score, 20)
    by_patient = bootstrap(auc, truth, score, [str(i // 20) for i in range(600)], resamples=300)
    by_image = bootstrap(auc, truth, score, [str(i) for i in range(600)], resamples=300)
    assert by_patient.high - by_patient.low > 2 * (by_image.high - by_image.low)
    assert by_patient.low <= by_patient.value <= by_patient.high

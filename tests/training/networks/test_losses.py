"""Losses against formulas written out in numpy, and what weights and mixtures do to them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("keras", reason="the training extra is not installed")

from training.networks.losses import balanced_weights, class_loss, lesion_loss

LOGITS = np.array([[2.0, -1.0, 0.5], [0.1, 0.2, 0.3], [-3.0, 4.0, 0.0]], np.float32)
LABELS = np.array([0, 2, 1], np.float32)


def log_softmax(logits: np.ndarray) -> np.ndarray:
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_cross_entropy_with_smoothing(smoothing: float) -> None:
    truth = np.eye(3)[LABELS.astype(int)] * (1 - smoothing) + smoothing / 3
    expected = -(truth * log_softmax(LOGITS)).sum(axis=1)
    assert np.asarray(class_loss(smoothing, 3)(LABELS, LOGITS)) == pytest.approx(expected, abs=1e-5)


def test_indices_and_shares_of_the_classes_mean_the_same() -> None:
    shares = np.eye(3, dtype=np.float32)[LABELS.astype(int)]
    for options in ({}, {"weights": [1.0, 2.0, 0.5]}, {"focal_gamma": 2.0}):
        loss = class_loss(0.05, 3, **options)
        assert np.asarray(loss(shares, LOGITS)) == pytest.approx(
            np.asarray(loss(LABELS[:, None], LOGITS)), abs=1e-6
        )


def test_weights_multiply_the_loss_of_their_class() -> None:
    plain = np.asarray(class_loss(0.0, 3)(LABELS, LOGITS))
    weighted = np.asarray(class_loss(0.0, 3, weights=[1.0, 3.0, 0.5])(LABELS, LOGITS))
    assert weighted / plain == pytest.approx([1.0, 0.5, 3.0], rel=1e-5)


def test_the_focal_loss_spares_what_is_already_right() -> None:
    truth = log_softmax(LOGITS)[np.arange(3), LABELS.astype(int)]
    expected = -((1 - np.exp(truth)) ** 2) * truth
    found = np.asarray(class_loss(0.0, 3, focal_gamma=2.0)(LABELS, LOGITS))
    assert found == pytest.approx(expected, abs=1e-5)


@settings(deadline=None, max_examples=50)
@given(counts=st.lists(st.integers(1, 40), min_size=2, max_size=5))
def test_balanced_weights_make_all_classes_count_alike(counts: list[int]) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    weights = balanced_weights(labels, len(counts))
    shares = [weight * count for weight, count in zip(weights, counts, strict=True)]
    assert shares == pytest.approx([len(labels) / len(counts)] * len(counts))


def test_a_class_without_pictures_has_no_weight() -> None:
    with pytest.raises(ValueError, match="without pictures"):
        balanced_weights(np.array([0, 0, 2]), 3)


def test_a_lesion_found_costs_less_than_one_missed() -> None:
    target = np.zeros((1, 4, 4, 1), np.float32)
    target[:, 1:3, 1:3] = 1
    right, missed, empty = (8 * (2 * where - 1) for where in (target, 1 - target, 0 * target))
    costs = [float(np.asarray(lesion_loss(target, logits))[0]) for logits in (right, empty, missed)]
    assert costs == sorted(costs)
    assert costs[0] < 0.1

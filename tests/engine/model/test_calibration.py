"""Probabilities sum to one and keep the order of the logits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.model.calibration import calibrated_probabilities

logits = arrays(np.float32, 3, elements=st.floats(-80, 80, width=32))


@given(logits=logits, temperature=st.floats(0.2, 5))
def test_probabilities_sum_to_one_in_the_order_of_the_logits(
    logits: np.ndarray, temperature: float
) -> None:
    found = calibrated_probabilities(logits, temperature)
    assert found.sum() == pytest.approx(1)
    assert (np.diff(found[np.argsort(logits)]) >= -1e-12).all()


@given(logits=logits)
def test_a_higher_temperature_is_less_certain(logits: np.ndarray) -> None:
    sharp, soft = (calibrated_probabilities(logits, value) for value in (1.0, 3.0))
    assert soft.max() <= sharp.max() + 1e-9


def test_known_values() -> None:
    logits = np.array([0.0, np.log(3.0)], np.float32)
    assert calibrated_probabilities(logits, 1.0) == pytest.approx([0.25, 0.75])
    # Odds of 3, divided in thirds by the offset.
    shifted = calibrated_probabilities(logits, 1.0, [np.log(3.0), 0.0])
    assert shifted == pytest.approx([0.5, 0.5])


@given(logits=logits, temperature=st.floats(0.2, 5), shift=st.floats(-5, 5))
def test_only_differences_of_offsets_count(
    logits: np.ndarray, temperature: float, shift: float
) -> None:
    offsets = np.array([0.3, -0.1, 0.0])
    found = calibrated_probabilities(logits, temperature, offsets)
    moved = calibrated_probabilities(logits, temperature, offsets + shift)
    assert found.sum() == pytest.approx(1)
    assert moved == pytest.approx(found, abs=1e-9)

"""The scope gate accepts what it was fitted to and refuses what lies near or far from it."""

import numpy as np
import pytest

from training.exporting.negatives import DRAWN_KINDS, draw_negatives
from training.exporting.scope_fit import ScopeModel, fit_scope

OPTIONS = {"components": 4, "quantile": 0.99, "margin": 1.3, "border": -0.5}


def scans(count: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    hidden = rng.normal(size=(count, 3)) @ np.random.default_rng(0).normal(size=(3, 20))
    return (hidden + 0.3 * rng.normal(size=(count, 20)) + 4).astype(np.float32)


@pytest.fixture(scope="module")
def gate() -> ScopeModel:
    near = scans(300, 5) + np.float32(1.5) * np.eye(20, dtype=np.float32)[2]
    return fit_scope(scans(800, 1), scans(300, 2), near, **OPTIONS)


def test_new_scans_are_accepted(gate: ScopeModel) -> None:
    assert (gate.distance(scans(500, 3)) <= 1).mean() > 0.97


def test_what_lies_near_is_refused_by_the_border(gate: ScopeModel) -> None:
    near = scans(300, 7) + np.float32(1.5) * np.eye(20, dtype=np.float32)[2]
    assert (gate.distance(near) > 1).mean() > 0.9


def test_what_nobody_thought_of_is_refused_by_its_distance(gate: ScopeModel) -> None:
    strange = scans(300, 8) - np.float32(6) * np.eye(20, dtype=np.float32)[9]
    assert (gate.distance(strange) > 1).all()


def test_a_feature_that_was_constant_does_not_refuse_everything() -> None:
    flat = scans(400, 1)
    flat[:, 5] = 1.0
    gate = fit_scope(flat, flat[:100], scans(100, 5) + 9, **OPTIONS)
    moved = flat[:100].copy()
    moved[:, 5] = 1.05
    assert (gate.distance(moved) <= 1).mean() > 0.9


def test_other_pictures_are_drawn_alike_and_differ_in_kind() -> None:
    first, same = draw_negatives(2, seed=3), draw_negatives(2, seed=3)
    assert set(first) == set(DRAWN_KINDS)
    for kind, pictures in first.items():
        for picture, again in zip(pictures, same[kind], strict=True):
            assert picture.dtype == np.uint8
            assert picture.std() > 1
            assert (picture == again).all()

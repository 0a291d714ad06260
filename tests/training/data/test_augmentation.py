"""Augmentation keeps shapes, ranges and the place of the lesion, and depends on its seed alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.data.augmentation import Augmentation, augment
from training.data.imitate_machine import imitate_machine

STILL = {"marks": 0.0, "erase": 0.0, "jpeg": 0.0}


def example(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    picture = rng.random((96, 96), np.float32) * np.float32(0.4)
    mask = np.zeros((96, 96), np.float32)
    mask[40:60, 30:55] = 1
    picture[40:60, 30:55] += np.float32(0.5)
    return picture, mask


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**20))
def test_shapes_and_ranges_stay(seed: int) -> None:
    picture, mask = augment(*example(seed), Augmentation(), np.random.default_rng(seed))
    assert picture.shape == mask.shape == (96, 96)
    assert picture.dtype == mask.dtype == np.float32
    assert picture.min() >= 0
    assert picture.max() <= 1
    assert mask.min() >= 0
    assert mask.max() <= 1


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**20))
def test_the_mask_moves_with_the_picture(seed: int) -> None:
    limits = Augmentation(**STILL)  # type: ignore[arg-type]
    picture, mask = augment(*example(seed), limits, np.random.default_rng(seed))
    inside, outside = mask > 0.9, mask < 0.1
    if inside.sum() > 100:
        assert picture[inside].mean() > picture[outside].mean() + 0.1


def test_the_same_seed_gives_the_same_picture() -> None:
    first, same = (augment(*example(1), Augmentation(), np.random.default_rng(9)) for _ in "ab")
    other = augment(*example(1), Augmentation(), np.random.default_rng(10))
    assert (first[0] == same[0]).all()
    assert not (first[0] == other[0]).all()


def test_limits_of_nothing_change_nothing() -> None:
    limits = Augmentation(
        flip=0,
        rotation=0,
        shear=0,
        zoom=(1, 1),
        shift=0,
        gamma=(1, 1),
        contrast=0,
        brightness=0,
        depth_gain=0,
        speckle=0,
        blur=0,
        jpeg=0,
        marks=0,
        erase=0,
    )
    picture, mask = example(4)
    changed, moved = augment(picture, mask, limits, np.random.default_rng(0))
    assert changed == pytest.approx(picture, abs=1e-5)
    assert moved == pytest.approx(mask, abs=1e-5)


def test_marks_are_drawn_on_lesions_of_every_class_alike() -> None:
    limits = Augmentation(marks=1.0, erase=0, jpeg=0, speckle=0, blur=0)
    picture, mask = np.full((96, 96), 0.1, np.float32), example(0)[1]
    shown, _ = augment(picture, mask, limits, np.random.default_rng(2))
    assert shown.max() > 0.5


def test_a_picture_is_squeezed_to_one_side_only_when_asked() -> None:
    still = Augmentation(
        flip=0,
        rotation=0,
        shear=0,
        zoom=(1, 1),
        shift=0,
        blur=0,
        **STILL,  # type: ignore[arg-type]
    )
    squeezed = replace(still, stretch=(0.5, 0.5))
    _, same = augment(*example(3), still, np.random.default_rng(3))
    _, narrow = augment(*example(3), squeezed, np.random.default_rng(3))
    assert same == pytest.approx(example(3)[1], abs=1e-5)
    rows, columns = (np.flatnonzero((narrow > 0.5).any(axis=side)) for side in (1, 0))
    assert len(rows) == pytest.approx(20, abs=1)
    assert len(columns) == pytest.approx(12, abs=2)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**20))
def test_another_machine_keeps_shape_range_and_place(seed: int) -> None:
    picture, _ = example(seed)
    changed = imitate_machine(picture, np.random.default_rng(seed))
    assert changed.shape == picture.shape
    assert changed.dtype == np.float32
    assert changed.min() >= 0
    assert changed.max() <= 1
    lesion = np.zeros(picture.shape, bool)
    lesion[42:58, 32:53] = True
    # The lesion of the example is bright: no way of changing it may turn it dark.
    assert changed[lesion].mean() > changed[~lesion].mean()


def test_another_machine_never_leaves_the_picture_as_it_was() -> None:
    picture, _ = example(1)
    changes = {imitate_machine(picture, np.random.default_rng(seed)).tobytes() for seed in range(8)}
    assert len(changes) == 8
    assert picture.tobytes() not in changes


def test_a_recipe_without_other_machines_gives_the_same_pictures_as_before() -> None:
    limits = Augmentation()
    assert limits.machine == 0
    without, _ = augment(*example(3), limits, np.random.default_rng(4))
    always, _ = augment(*example(3), replace(limits, machine=1.0), np.random.default_rng(4))
    assert not np.array_equal(without, always)

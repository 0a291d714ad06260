"""Near-duplicates are found in pictures made for it and in BUSI itself."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from training.data.groups import group_cases
from training.datasets import Case, load_bus_bra, load_busi
from training.near_duplicates.correlation import find_duplicates, shrink, unit_vectors


def vectors_of(pictures: list[np.ndarray]) -> np.ndarray:
    return unit_vectors(np.stack([shrink(picture) for picture in pictures]))


def speckle(seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=(120, 160))
    smooth = cv2.GaussianBlur(noise, (0, 0), 6)
    return cv2.normalize(smooth, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)


def test_a_brighter_smaller_copy_is_a_duplicate_and_another_picture_is_not() -> None:
    first, other = speckle(1), speckle(2)
    copy = cv2.resize(np.clip(first * 0.8 + 30, 0, 255).astype(np.uint8), (100, 80))
    pairs = find_duplicates(vectors_of([first, other, copy]))
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 2)]
    assert pairs[0].correlation > 0.99


def test_blocks_do_not_change_what_is_found() -> None:
    vectors = vectors_of([speckle(seed % 7) for seed in range(20)])
    whole, parts = (find_duplicates(vectors, block=size) for size in (100, 3))
    assert [(pair.first, pair.second) for pair in whole] == [
        (pair.first, pair.second) for pair in parts
    ]
    # Twenty pictures of seven kinds: six kinds three times, one kind twice.
    assert len(whole) == 6 * 3 + 1


def test_patients_and_duplicates_are_joined_and_contradictions_listed(tmp_path: Path) -> None:
    def save(name: str, seed: int) -> Path:
        path = tmp_path / f"{name}.png"
        cv2.imwrite(str(path), speckle(seed))
        return path

    cases = [
        Case(save("a", 1), "benign", "S", patient="1"),
        Case(save("b", 2), "benign", "S", patient="1"),
        Case(save("c", 2), "benign", "S", patient="2"),
        Case(save("d", 3), "benign", "S", patient="3"),
        Case(save("e", 3), "malignant", "S", patient="4"),
    ]
    groups, conflicting = group_cases(cases)
    assert groups[0] == groups[1] == groups[2]
    assert groups[3] == groups[4] != groups[0]
    assert conflicting == {3, 4}


@pytest.mark.real_data
def test_the_known_duplicates_of_busi_are_found(data_dir: Path) -> None:
    cases = load_busi(data_dir / "ultrasound" / "BUSI")
    groups, conflicting = group_cases(cases)
    share = sum(groups.count(group) > 1 for group in groups) / len(groups)
    # Published audits: about 39 % have a near-duplicate, ten pairs carry different labels.
    assert 0.36 < share < 0.45
    names = {cases[index].image.stem for index in conflicting}
    assert {"benign (433)", "malignant (145)", "benign (42)", "malignant (51)"} <= names


@pytest.mark.real_data
def test_a_patient_of_bus_bra_is_one_group(data_dir: Path) -> None:
    cases = load_bus_bra(data_dir / "ultrasound" / "BUS-BRA")[:120]
    groups, _ = group_cases(cases)
    by_patient: dict[str | None, set[str]] = {}
    for case, group in zip(cases, groups, strict=True):
        by_patient.setdefault(case.patient, set()).add(group)
    assert len(by_patient) > 50
    assert all(len(found) == 1 for found in by_patient.values())

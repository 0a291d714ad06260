"""The search for pairs finds what brute force finds, and takes no two mammograms for the same."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from training.audit.measure import Measured, describe
from training.audit.pairs import find_all_duplicates
from training.datasets import load_busi
from training.datasets.case import read_grey
from training.near_duplicates.correlation import find_duplicates, shrink, unit_vectors
from training.near_duplicates.hashing import find_candidates


def vectors_of(pictures: list[np.ndarray]) -> np.ndarray:
    return unit_vectors(np.stack([shrink(picture) for picture in pictures]))


def speckle(seed: int, shape: tuple[int, int] = (120, 160)) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=shape)
    smooth = cv2.GaussianBlur(noise, (0, 0), 5)
    return cv2.normalize(smooth, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)


def breast(seed: int) -> np.ndarray:
    """Draw a bright half ellipse before an empty background, with a texture of its own."""
    rng = np.random.default_rng(seed)
    picture = np.zeros((160, 128), np.uint8)
    radii = (int(rng.integers(60, 76)), int(rng.integers(60, 76)))
    cv2.ellipse(picture, (0, 80), radii, 0, -90, 90, 190, -1)
    texture = cv2.GaussianBlur(rng.normal(0, 60, picture.shape), (0, 0), 1.5)
    return np.clip(picture + texture * (picture > 0), 0, 255).astype(np.uint8)


def pairs_of(pictures: list[np.ndarray]) -> set[tuple[int, int]]:
    files = [Measured(str(index), describe(grey)) for index, grey in enumerate(pictures)]
    return {(pair.first, pair.second) for pair in find_all_duplicates(files).near}


def test_a_brighter_smaller_recompressed_copy_is_found() -> None:
    pictures = [speckle(seed) for seed in range(30)]
    copy = cv2.resize(np.clip(pictures[4] * 0.8 + 30, 0, 255).astype(np.uint8), (100, 80))
    _, data = cv2.imencode(".jpg", copy, [cv2.IMWRITE_JPEG_QUALITY, 60])
    pictures.append(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE))
    assert pairs_of(pictures) == {(4, 30)}


def test_pictures_of_the_same_outline_are_the_same_only_with_the_same_detail() -> None:
    pictures = [breast(seed) for seed in range(12)]
    assert len(find_duplicates(vectors_of(pictures))) > 20
    assert pairs_of(pictures) == set()
    assert pairs_of([*pictures, np.clip(pictures[3] * 0.9, 0, 255).astype(np.uint8)]) == {(3, 12)}


def test_blank_pictures_are_no_duplicates() -> None:
    assert pairs_of([np.full((50, 50), grey, np.uint8) for grey in (0, 0, 200)]) == set()


def test_many_copies_of_one_file_are_each_paired_with_the_first() -> None:
    seen = describe(speckle(1))
    found = find_all_duplicates([Measured("same", seen) for _ in range(500)])
    assert found.exact == [list(range(500))]
    assert [(pair.first, pair.second) for pair in found.near] == [(0, n) for n in range(1, 500)]


def test_nothing_and_one_picture_have_no_pairs() -> None:
    assert pairs_of([]) == set()
    assert pairs_of([speckle(1)]) == set()


def test_the_search_is_repeatable_and_ordered() -> None:
    vectors = vectors_of([speckle(seed % 150) for seed in range(300)])
    first, second = find_candidates(vectors), find_candidates(vectors)
    assert np.array_equal(first.first, second.first)
    assert {(pair.first, pair.second) for pair in find_duplicates(vectors)} <= set(
        zip(first.first.tolist(), first.second.tolist(), strict=True)
    )
    assert (first.first < first.second).all()


@pytest.mark.real_data
def test_candidates_on_busi_are_those_of_brute_force(data_dir: Path) -> None:
    cases = load_busi(data_dir / "ultrasound" / "BUSI")
    pictures = [read_grey(case.image) for case in cases]
    vectors = vectors_of(pictures)
    brute = {(pair.first, pair.second) for pair in find_duplicates(vectors)}
    found = find_candidates(vectors)
    pairs = set(zip(found.first.tolist(), found.second.tolist(), strict=True))
    assert len(brute) > 200
    assert len(brute & pairs) / len(brute) >= 0.99

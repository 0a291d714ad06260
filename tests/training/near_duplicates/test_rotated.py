"""Mirrored and turned copies are found, and join what must not be separated."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from training.audit.measure import Measured, describe
from training.audit.pairs import find_all_duplicates
from training.commands.cli import main
from training.data.groups import group_cases
from training.datasets import Case, load_bus_bra, load_busi
from training.datasets.case import read_grey
from training.near_duplicates.correlation import shrink, unit_vectors
from training.near_duplicates.detail import fine_detail
from training.near_duplicates.rotated import ROTATIONS, find_rotated


def speckle(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    smooth = cv2.GaussianBlur(rng.normal(size=(120, 160)), (0, 0), 6)
    fine = cv2.GaussianBlur(rng.normal(size=(120, 160)), (0, 0), 1.5)
    return cv2.normalize(smooth * 4 + fine, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)


def turned(picture: np.ndarray, name: str) -> np.ndarray:
    """Return a copy as somebody may have saved it: turned, smaller, paler, compressed."""
    copy = np.ascontiguousarray(ROTATIONS[name](picture[None])[0])
    copy = cv2.resize(copy, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    copy = np.clip(copy * 0.85 + 15, 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", copy, [cv2.IMWRITE_JPEG_QUALITY, 70])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)


def search(pictures: list[np.ndarray]) -> list[tuple[int, int, str]]:
    vectors = unit_vectors(np.stack([shrink(picture) for picture in pictures]))
    details = np.stack([fine_detail(picture) for picture in pictures])
    return [(pair.first, pair.second, pair.rotated) for pair in find_rotated(vectors, details)]


def test_every_way_to_turn_a_copy_is_found_and_named() -> None:
    pictures = [speckle(seed) for seed in range(100)]
    copies = [turned(pictures[place], name) for place, name in enumerate(ROTATIONS)]
    # What is named is how the copy has to be turned to be the picture again.
    names = list(ROTATIONS)
    names[3], names[4] = names[4], names[3]
    assert search(pictures + copies) == [(n, 100 + n, name) for n, name in enumerate(names)]


def test_pictures_of_their_own_are_no_turned_copies() -> None:
    assert search([speckle(seed) for seed in range(60)]) == []


def test_the_outline_of_the_other_breast_is_no_copy() -> None:
    def breast(seed: int) -> np.ndarray:
        picture = np.zeros((160, 128), np.uint8)
        cv2.ellipse(picture, (0, 80), (70, 70), 0, -90, 90, 190, -1)
        texture = np.random.default_rng(seed).normal(0, 60, picture.shape)
        texture = cv2.GaussianBlur(texture, (0, 0), 1.5)
        return np.clip(picture + texture * (picture > 0), 0, 255).astype(np.uint8)

    left, right = breast(1), np.ascontiguousarray(breast(2)[:, ::-1])
    vectors = unit_vectors(np.stack([shrink(left), shrink(right[:, ::-1])]))
    assert float(vectors[0] @ vectors[1]) > 0.93
    assert search([left, right]) == []


def test_an_upright_copy_is_reported_once_and_as_such() -> None:
    symmetric = speckle(1)
    symmetric = np.maximum(symmetric, symmetric[:, ::-1])
    files = [Measured(str(n), describe(symmetric)) for n in range(2)]
    pairs = find_all_duplicates(files).near
    assert [(pair.first, pair.second, pair.rotated) for pair in pairs] == [(0, 1, "")]


def test_the_audit_says_how_a_copy_was_turned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for label, seeds in (("benign", (1, 2, 3)), ("malignant", (4, 5, 6))):
        (tmp_path / "set" / label).mkdir(parents=True)
        for seed in seeds:
            cv2.imwrite(str(tmp_path / "set" / label / f"{seed}.png"), speckle(seed))
    copy = turned(speckle(2), "mirrored left to right")
    cv2.imwrite(str(tmp_path / "set" / "malignant" / "copy.png"), copy)
    target = tmp_path / "audit.json"
    page = tmp_path / "audit.html"
    arguments = ["audit", str(tmp_path / "set"), "--json", str(target), "--html", str(page)]
    assert main(arguments) == 0
    found = json.loads(target.read_text())["near_duplicates"]
    assert [(pair["a"], pair["b"], pair["turned"]) for pair in found] == [
        ("benign/2.png", "malignant/copy.png", "mirrored left to right")
    ]
    assert "1 pair of them only once one picture is mirrored or turned." in capsys.readouterr().out
    assert "mirrored left to right" in page.read_text()


def test_a_mirrored_copy_is_grouped_and_contradicts_another_label(tmp_path: Path) -> None:
    def save(name: str, picture: np.ndarray) -> Path:
        cv2.imwrite(str(tmp_path / f"{name}.png"), picture)
        return tmp_path / f"{name}.png"

    mirrored = np.ascontiguousarray(speckle(1)[:, ::-1])
    cases = [
        Case(save("a", speckle(1)), "benign", "S"),
        Case(save("b", mirrored), "malignant", "S"),
        Case(save("c", speckle(2)), "benign", "S"),
    ]
    groups, conflicting = group_cases(cases)
    assert groups[0] == groups[1] != groups[2]
    assert conflicting == {0, 1}
    assert len(set(group_cases(cases, near_duplicates=False)[0])) == 3


@pytest.mark.real_data
def test_the_published_ultrasound_sets_hold_no_turned_copies(data_dir: Path) -> None:
    # So splits that were made before such copies were looked for are still what they were.
    root = data_dir / "ultrasound"
    cases = load_busi(root / "BUSI") + load_bus_bra(root / "BUS-BRA")
    assert search([read_grey(case.image) for case in cases]) == []

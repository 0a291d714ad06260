"""Each finding on pictures drawn for it."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from training.audit.measure import Measured, measure_files
from training.audit.shortcuts import find_shortcuts
from training.datasets import Case
from training.marks.background import find_background
from training.marks.find import find_overlays


def tissue(seed: int = 1) -> np.ndarray:
    noise = cv2.GaussianBlur(np.random.default_rng(seed).rayleigh(1, (300, 400)), (0, 0), 2)
    return np.clip(noise * 50, 0, 140).astype(np.uint8)


def cross(picture: np.ndarray, x: int, y: int) -> None:
    cv2.line(picture, (x - 5, y), (x + 5, y), 255, 1)
    cv2.line(picture, (x, y - 5), (x, y + 5), 255, 1)


def test_calipers_and_letters_are_told_from_tissue_and_from_each_other() -> None:
    plain, measured, lettered = tissue(), tissue(), tissue()
    cross(measured, 100, 120)
    cross(measured, 200, 140)
    cv2.putText(lettered, "RIGHT", (30, 260), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 255, 1)
    assert (find_overlays(plain).calipers, find_overlays(plain).letters) == (0, 0)
    assert (find_overlays(measured).calipers, find_overlays(measured).letters) == (2, 0)
    assert find_overlays(lettered).calipers == 0
    assert find_overlays(lettered).letters >= 2


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1), (17, 17), (16, 40_000)])
def test_pictures_of_any_shape_are_measured(shape: tuple[int, int]) -> None:
    assert find_overlays(np.zeros(shape, np.uint8)).letters == 0
    assert not find_background(np.zeros(shape, np.uint8)).is_inverted


def test_a_negative_is_told_from_its_positive() -> None:
    film = np.zeros((200, 160), np.uint8)
    cv2.ellipse(film, (0, 100), (90, 80), 0, -90, 90, 180, -1)
    assert not find_background(film).is_inverted
    assert find_background(255 - film).is_inverted
    assert not find_background(np.clip(tissue() + 120, 0, 255).astype(np.uint8)).is_inverted


def test_unreadable_files_are_findings(tmp_path: Path) -> None:
    good, cut, empty = (tmp_path / name for name in ("good.png", "cut.png", "empty.png"))
    cv2.imwrite(str(good), tissue())
    cut.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    empty.touch()
    measured = measure_files([good, cut, empty, tmp_path / "absent.png"])
    assert [file.picture is not None for file in measured] == [True, False, False, False]
    assert all(file.problem for file in measured[1:])
    assert measured[3].digest == ""


def cases_of(labels: list[str], **facts: list[str]) -> list[Case]:
    return [
        Case(
            Path(f"{index}.png"),
            label,
            "S",
            patient=str(index),
            facts={name: values[index] for name, values in facts.items()},
        )
        for index, label in enumerate(labels)
    ]


def shortcut_of(cases: list[Case], fact: str) -> float:
    found = find_shortcuts(cases, [Measured("", None)] * len(cases))
    (one,) = [shortcut for shortcut in found if shortcut.fact == fact]
    return one.auc.value


def test_the_patient_number_tells_the_class_where_classes_came_one_after_the_other() -> None:
    assert shortcut_of(cases_of(["a"] * 100 + ["b"] * 100), "patient number") > 0.95
    mixed = np.random.default_rng(2).permutation(["a", "b"] * 100).tolist()
    assert abs(shortcut_of(cases_of(mixed), "patient number") - 0.5) < 0.15


def test_the_device_tells_the_class_only_where_it_does() -> None:
    labels = ["a", "b"] * 100
    telling = ["one" if label == "a" else "two" for label in labels]
    silent = ["one", "one", "two", "two"] * 50
    assert shortcut_of(cases_of(labels, device=telling), "device") > 0.95
    assert abs(shortcut_of(cases_of(labels, device=silent), "device") - 0.5) < 0.15


def test_age_is_measured_only_where_most_state_it() -> None:
    labels = ["a", "b"] * 30
    ages = ["40" if label == "a" else "70" for label in labels]
    assert shortcut_of(cases_of(labels, age=ages), "age") > 0.95
    few = cases_of(labels, age=[age if index < 20 else "" for index, age in enumerate(ages)])
    found = find_shortcuts(few, [Measured("", None)] * len(few))
    assert "age" not in {one.fact for one in found}


def test_one_patient_cannot_teach_about_herself() -> None:
    # Each woman has ten pictures and her own device; a split by picture would call this perfect.
    rng = np.random.default_rng(5)
    labels = [label for label in rng.choice(["a", "b"], 60) for _ in range(10)]
    devices = [str(index // 10) for index in range(600)]
    cases = [
        Case(Path(f"{index}.png"), label, "S", patient=device, facts={"device": device})
        for index, (label, device) in enumerate(zip(labels, devices, strict=True))
    ]
    assert shortcut_of(cases, "device") < 0.65

"""Figures by picture, breast and woman, beside what can be told without looking."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.messages.figures import TEST_PART
from training.datasets import Case
from training.evaluation.baselines import baselines
from training.evaluation.by_patient import by_breast, by_patient
from training.evaluation.figures import Sample, figures_of, subgroup_figures
from training.evaluation.measure import Measured
from training.evaluation.subgroups import subgroups

CLASSES = ("no cancer", "cancer")
DATA = TEST_PART(name="set")


def case(number: int, side: str, view: str, label: str, **facts: str) -> Case:
    return Case(
        Path(f"{number}_{side}_{view}.png"),
        label,
        "set",
        patient=str(number),
        facts={"laterality": side, "view": view, **facts},
    )


def four_views(women: int) -> list[Case]:
    """Return women of whom every third has a cancer, in the left breast."""
    return [
        case(
            number,
            side,
            view,
            "cancer" if side == "L" and number % 3 == 0 else "no cancer",
            age=str(40 + number % 40),
            machine_id=str(number % 2),
        )
        for number in range(women)
        for side in "LR"
        for view in ("CC", "MLO")
    ]


def measured(cases: list[Case], score: np.ndarray) -> Measured:
    count = len(cases)
    nothing = np.full(count, np.nan)
    return Measured(
        labels=np.array([CLASSES.index(item.label) for item in cases]),
        logits=np.zeros((count, 2), np.float32),
        probabilities=np.stack([1 - score, score], axis=1),
        called=score[:, None] >= [0.5],
        outside=np.ones(count, bool),
        refused=np.zeros(count, bool),
        distances=np.zeros(count),
        additivity=np.zeros(count),
        peaks=np.zeros((count, 2), np.float32),
        on_lesion=nothing,
        overlap=nothing,
        chance=nothing,
    )


def scored(cases: list[Case], noise: float) -> np.ndarray:
    rng = np.random.default_rng(4)
    truth = np.array([item.label == "cancer" for item in cases])
    return np.clip(0.4 + 0.2 * truth + noise * rng.normal(size=len(cases)), 0.001, 0.999)


def test_breasts_and_women_are_counted_once_and_told_apart_better() -> None:
    cases = four_views(90)
    found_by_model = measured(cases, scored(cases, 0.25))
    figures = figures_of(
        DATA, CLASSES, cases, found_by_model, positive_class="cancer", resamples=20
    )
    found = {figure["name"]: figure for figure in figures}
    image = found["AUC no cancer/cancer"]
    breast = found["AUC no cancer/cancer, by breast"]
    woman = found["AUC no cancer/cancer, by woman"]
    assert (image["count"], breast["count"], woman["count"]) == (360, 180, 90)
    assert breast["value"] > image["value"]
    assert "sensitivity at the operating point" in found
    assert "error of cancer or not" in found


def test_the_zone_is_measured_inside_and_outside() -> None:
    cases = four_views(30)
    found = measured(cases, scored(cases, 0.25))
    wrong = (found.probabilities[:, 1] >= 0.5) != (found.labels == 1)
    split = replace(found, outside=~wrong)
    figures = figures_of(DATA, CLASSES, cases, split, positive_class="cancer", resamples=20)
    value = {figure["name"]: figure["value"] for figure in figures}
    assert value["the same outside the inconclusive zone"] == 0
    assert value["the same inside the inconclusive zone"] == 1
    assert value["share outside the inconclusive zone"] == pytest.approx(1 - wrong.mean(), abs=1e-4)
    assert "specificity where sensitivity is 95 %" in value
    everywhere = figures_of(DATA, CLASSES, cases, found, positive_class="cancer", resamples=20)
    assert "the same inside the inconclusive zone" not in {row["name"] for row in everywhere}


def test_a_breast_is_the_mean_of_its_views_and_a_woman_her_worse_breast() -> None:
    cases = [case(1, "L", "CC", "cancer"), case(1, "L", "MLO", "cancer"),
             case(1, "R", "CC", "no cancer"), case(2, "L", "CC", "no cancer")]  # fmt: skip
    truth = np.array([True, True, False, False])
    score = np.array([0.9, 0.5, 0.2, 0.3])
    owners = ["1", "1", "1", "2"]
    breasts = by_breast(cases, truth, score, owners)
    women = by_patient(cases, truth, score, owners)
    assert breasts is not None
    assert women is not None
    assert breasts.score == pytest.approx([0.7, 0.2, 0.3])
    assert breasts.positive.tolist() == [True, False, False]
    assert women.score == pytest.approx([0.7, 0.3])
    assert women.owners.tolist() == ["1", "2"]


def test_without_sides_there_are_no_breasts() -> None:
    cases = [Case(Path("a.png"), "sick", "set", patient="1")]
    assert by_breast(cases, np.array([True]), np.array([0.5]), ["1"]) is None
    assert by_patient(cases, np.array([True]), np.array([0.5]), ["1"]) is None


def test_a_number_that_betrays_the_label_is_named_with_the_range_that_is_left() -> None:
    cases = [
        Case(Path(f"{number}.png"), "sick" if sick else "healthy", "set", patient=str(number))
        for number, sick in [(n, n > 80) for n in range(1, 101)]
        if number not in {40, 90}
    ]
    cases += [
        Case(Path("40.png"), "sick", "set", patient="40"),
        Case(Path("90.png"), "healthy", "set", patient="90"),
    ]
    sick = np.array([item.label == "sick" for item in cases])
    found = {str(item.name): item for item in baselines(cases, sick)}
    assert set(found) == {
        "AUC of the patient's number alone",
        "AUC among patients 40 to 90, in which both classes occur",
        "AUC of the patient's number alone, among patients 40 to 90, in which both classes occur",
    }
    range_only = found["AUC among patients 40 to 90, in which both classes occur"]
    assert range_only.score is None
    assert range_only.part.sum() == 51


def test_machine_and_age_are_baselines_and_a_patient_does_not_vouch_for_herself() -> None:
    cases = four_views(4)
    truth = np.array([item.label == "cancer" for item in cases])
    found = {item.name.identifier: item for item in baselines(cases, truth)}
    machine = found["auc_machine_alone"].score
    assert machine is not None
    # Woman 0 has the machine of woman 2, who has no cancer.
    assert machine[0] == 0
    age = found["auc_age_alone"].score
    assert age is not None
    assert age[0] == 40


def test_subgroups_need_ten_of_each_class() -> None:
    cases = four_views(60)
    truth = np.array([item.label == "cancer" for item in cases])
    names = [subgroup.english for subgroup, _ in subgroups(cases, truth, np.ones(len(cases), bool))]
    assert "view CC" in names
    assert "machine 0" in names
    assert "side R" not in names
    figures = subgroup_figures(
        Sample(DATA, CLASSES, "cancer", cases, measured(cases, scored(cases, 0.2))), resamples=20
    )
    assert {figure["name"] for figure in figures} == set(names)
    assert all(0.5 < figure["value"] < 1 for figure in figures)

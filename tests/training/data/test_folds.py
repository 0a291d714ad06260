"""Folds cover every case once, separate no group, and keep the published ones."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data.folds import make_folds, make_source_folds
from training.data.groups import group_cases
from training.datasets import Case, load_bus_bra


@given(
    sizes=st.lists(st.integers(1, 5), min_size=20, max_size=80),
    seed=st.integers(0, 50),
    count=st.integers(2, 6),
)
def test_every_case_is_tested_once_and_no_group_is_separated(
    sizes: list[int], seed: int, count: int
) -> None:
    cases = [
        Case(Path(f"{group}-{member}.png"), ("benign", "malignant")[group % 2], "S")
        for group, size in enumerate(sizes)
        for member in range(size)
    ]
    groups = [f"g{group}" for group, size in enumerate(sizes) for _ in range(size)]
    splits = make_folds(cases, groups, set(), count=count, validation=0.1, seed=seed)
    tested = Counter(case.name for split in splits for case in split.select(cases, "test"))
    assert set(tested) == {case.name for case in cases}
    assert set(tested.values()) == {1}
    for label in ("benign", "malignant"):
        sizes_of = [sum(c.label == label for c in s.select(cases, "test")) for s in splits]
        assert max(sizes_of) - min(sizes_of) <= 5


def test_dropped_cases_are_in_no_fold() -> None:
    cases = [Case(Path(f"{index}.png"), "benign", "S") for index in range(20)]
    splits = make_folds(cases, [case.name for case in cases], {4}, count=4, validation=0.2, seed=1)
    for split in splits:
        assert split.parts[cases[4].name] == "dropped"
        parts = [len(split.select(cases, part)) for part in ("train", "validation", "test")]
        assert sum(parts) == 19
        assert parts[1] == 3


def test_each_source_is_left_out_once() -> None:
    cases = [
        Case(Path(f"{source}{index}.png"), ("benign", "malignant")[index % 2], source)
        for source in ("A", "B")
        for index in range(20)
    ]
    names = [case.name for case in cases]
    splits = make_source_folds(cases, names, set(), validation=0.2, seed=1)
    assert len(splits) == 2
    for source, split in zip(("A", "B"), splits, strict=True):
        assert {case.source for case in split.select(cases, "test")} == {source}
        for part in ("train", "validation"):
            assert {case.source for case in split.select(cases, part)} == {"A", "B"} - {source}


@pytest.mark.real_data
def test_the_official_folds_of_bus_bra_are_kept(data_dir: Path) -> None:
    cases = load_bus_bra(data_dir / "ultrasound" / "BUS-BRA")
    groups, conflicting = group_cases(cases)
    splits = make_folds(cases, groups, conflicting, count=5, validation=0.1, seed=1)
    kept = [
        case.fold == fold + 1
        for fold, split in enumerate(splits)
        for case in split.select(cases, "test")
    ]
    assert len(kept) == len(cases) - len(conflicting)
    # Near-duplicates of different patients in different published folds are moved together.
    assert sum(kept) / len(kept) > 0.99

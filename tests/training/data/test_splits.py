"""Splits keep groups together, and say so when somebody makes them leak."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data.splits import LeakError, Split, make_split
from training.datasets import Case

FRACTIONS = {"validation": 0.15, "test": 0.2}


def cases_of(sizes: list[int], labels: str = "benign") -> tuple[list[Case], list[str]]:
    cases, groups = [], []
    for group, size in enumerate(sizes):
        for member in range(size):
            cases.append(Case(Path(f"{group}-{member}.png"), labels, "S", patient=str(group)))
            groups.append(f"g{group}")
    return cases, groups


@given(sizes=st.lists(st.integers(1, 6), min_size=20, max_size=120), seed=st.integers(0, 99))
def test_no_group_is_separated_and_the_shares_are_met(sizes: list[int], seed: int) -> None:
    cases, groups = cases_of(sizes)
    split = make_split(cases, groups, set(), FRACTIONS, seed)
    split.check()
    test = len(split.select(cases, "test")) / len(cases)
    assert abs(test - 0.2) < 0.2
    assert len(split.parts) == len(cases)


def test_the_same_seed_gives_the_same_split_and_another_does_not() -> None:
    cases, groups = cases_of([2] * 60)
    first, same, other = (make_split(cases, groups, set(), FRACTIONS, seed) for seed in (1, 1, 2))
    assert first.digest == same.digest
    assert first.digest != other.digest


def test_dropped_cases_are_in_no_part() -> None:
    cases, groups = cases_of([1] * 40)
    split = make_split(cases, groups, {3}, FRACTIONS, 1)
    assert split.parts[cases[3].name] == "dropped"
    assert sum(len(split.select(cases, part)) for part in ("train", "validation", "test")) == 39


def test_a_group_made_to_leak_is_found() -> None:
    cases, groups = cases_of([3] * 30)
    split = make_split(cases, groups, set(), FRACTIONS, 1)
    moved = dict(split.parts)
    moved[split.select(cases, "train")[0].name] = "test"
    with pytest.raises(LeakError, match="lies both in"):
        Split(moved, split.groups).check()


def test_a_file_edited_by_hand_is_refused(tmp_path: Path) -> None:
    cases, groups = cases_of([1] * 30)
    path = tmp_path / "split.json"
    make_split(cases, groups, set(), FRACTIONS, 1).save(path)
    assert Split.load(path).digest
    data = json.loads(path.read_text())
    name = next(iter(data["parts"]))
    data["parts"][name] = "test" if data["parts"][name] == "train" else "train"
    path.write_text(json.dumps(data))
    with pytest.raises(LeakError, match="altered"):
        Split.load(path)

"""Folds for cross-validation that share no group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from training.data.splits import Split, assign_groups, members_of
from training.datasets import Case


def make_folds(
    cases: Sequence[Case],
    groups: Sequence[str],
    dropped: set[int],
    *,
    count: int,
    validation: float,
    seed: int,
) -> list[Split]:
    """Assign whole groups to folds, each source and class evenly, and return one split a fold.

    A source that publishes exactly ``count`` folds keeps them, so that its figures can be compared
    with others'; where the published folds separate a group, the fold of most of its cases wins.

    Parameters
    ----------
    cases, groups, dropped
        As given and returned by `training.data.groups.group_cases`.
    count : int
        Number of folds, at least 2.
    validation : float
        Share of the cases outside of the fold that is set aside for calibration.
    seed : int
        Of the order in which the groups are assigned.

    Returns
    -------
    list of Split
        In the split of a fold, its cases are ``test``; the others are ``train`` or ``validation``.
    """
    members = members_of(groups, dropped)
    fold_of = _folds(cases, members, count, seed)
    return _splits(cases, groups, dropped, members, fold_of, validation, seed)


def make_source_folds(
    cases: Sequence[Case],
    groups: Sequence[str],
    dropped: set[int],
    *,
    validation: float,
    seed: int,
) -> list[Split]:
    """Return one split a source, in which that source is tested and never trained on.

    The parameters are those of `make_folds`. A group with cases of several sources is tested
    with the source of most of them.
    """
    members = members_of(groups, dropped)
    sources = sorted({case.source for case in cases})
    fold_of = {
        group: sources.index(Counter(cases[index].source for index in found).most_common(1)[0][0])
        for group, found in members.items()
    }
    return _splits(cases, groups, dropped, members, fold_of, validation, seed)


def _splits(
    cases: Sequence[Case],
    groups: Sequence[str],
    dropped: set[int],
    members: dict[str, list[int]],
    fold_of: dict[str, int],
    validation: float,
    seed: int,
) -> list[Split]:
    names = {case.name: group for case, group in zip(cases, groups, strict=True)}
    left_out = {cases[index].name: "dropped" for index in dropped}
    splits = []
    for fold in sorted(set(fold_of.values())):
        rest = {group: found for group, found in members.items() if fold_of[group] != fold}
        wanted = {"train": 1.0 - validation, "validation": validation}
        part_of = assign_groups(cases, rest, wanted, seed + fold)
        parts = {
            cases[index].name: part_of.get(group, "test")
            for group, indices in members.items()
            for index in indices
        }
        split = Split(parts | left_out, names)
        split.check()
        splits.append(split)
    return splits


def _folds(
    cases: Sequence[Case], members: dict[str, list[int]], count: int, seed: int
) -> dict[str, int]:
    official = _official_sources(cases, count)
    free = {
        group: found for group, found in members.items() if cases[found[0]].source not in official
    }
    assigned = assign_groups(cases, free, {str(fold): 1.0 / count for fold in range(count)}, seed)
    fold_of = {group: int(fold) for group, fold in assigned.items()}
    for group in members.keys() - free.keys():
        published = Counter(cases[index].fold for index in members[group])
        fold_of[group] = int(published.most_common(1)[0][0] or 1) - 1
    return fold_of


def _official_sources(cases: Sequence[Case], count: int) -> set[str]:
    published: dict[str, set[int | None]] = {}
    for case in cases:
        published.setdefault(case.source, set()).add(case.fold)
    return {source for source, folds in published.items() if folds == set(range(1, count + 1))}

"""Groups: the cases that must stay together in a split."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.datasets.case import Case, read_grey
from training.near_duplicates.correlation import find_duplicates, shrink, unit_vectors
from training.near_duplicates.detail import fine_detail
from training.near_duplicates.rotated import find_rotated


def group_cases(
    cases: Sequence[Case], *, near_duplicates: bool = True
) -> tuple[list[str], set[int]]:
    """Name the group of each case, and list the cases whose label is contradicted.

    A group is a patient, where the source publishes patients, joined with every near-duplicate,
    mirrored and rotated ones included.

    Parameters
    ----------
    cases : sequence of Case
        From one or more sources.
    near_duplicates : bool
        Whether to search for them; without, patients alone are groups.

    Returns
    -------
    groups : list of str
        One name a case; cases of the same name must not be separated.
    conflicting : set of int
        Positions of the cases whose near-duplicate group carries more than one label. They
        teach and measure nothing.
    """
    pairs = _pairs(cases) if near_duplicates else []
    # A union-find of our own: scipy's connected components have the same members, but the name of a
    # group decides where it is assigned, and with other names every published split would change.
    parent = list(range(len(cases)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, other in pairs:
        parent[root(other)] = root(one)
    conflicting = _conflicting(cases, [root(index) for index in range(len(cases))])
    first_of_patient: dict[tuple[str, str], int] = {}
    for index, case in enumerate(cases):
        if case.patient is not None:
            first = first_of_patient.setdefault((case.source, case.patient), index)
            parent[root(index)] = root(first)
    return [cases[root(index)].name for index in range(len(cases))], conflicting


def _pairs(cases: Sequence[Case]) -> list[tuple[int, int]]:
    small, details = [], []
    for case in cases:
        picture = read_grey(case.image)
        small.append(shrink(picture))
        details.append(fine_detail(picture))
    vectors = unit_vectors(np.stack(small))
    pairs = [(pair.first, pair.second) for pair in find_duplicates(vectors)]
    rotated = find_rotated(vectors, np.stack(details))
    return pairs + [(pair.first, pair.second) for pair in rotated]


def _conflicting(cases: Sequence[Case], roots: Sequence[int]) -> set[int]:
    labels: dict[int, set[str]] = {}
    for case, group in zip(cases, roots, strict=True):
        labels.setdefault(group, set()).add(case.label)
    return {index for index, group in enumerate(roots) if len(labels[group]) > 1}

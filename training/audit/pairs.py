"""Exact and near-duplicates of a data set, as pairs and groups of its cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from training.audit.measure import Measured
from training.near_duplicates.correlation import DuplicatePair, unit_vectors
from training.near_duplicates.hashing import confirm, find_candidates
from training.near_duplicates.rotated import find_rotated

# Of more copies than these, each is paired with the first one only.
_MOST_COPIES = 32


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What shows the same.

    Attributes
    ----------
    exact : list of list of int
        Positions of files with the same bytes, two or more in a group.
    near : list of DuplicatePair
        Pairs that show the same picture, copies with the same bytes included.
    """

    exact: list[list[int]]
    near: list[DuplicatePair]

    @property
    def involved(self) -> set[int]:
        """Positions of all files that have a near-duplicate."""
        return {index for pair in self.near for index in (pair.first, pair.second)}


def find_all_duplicates(files: Sequence[Measured]) -> Duplicates:
    """Find all files that show the same; blank and unreadable pictures are left out of the near."""
    by_digest: dict[str, list[int]] = {}
    for index, file in enumerate(files):
        if file.digest:
            by_digest.setdefault(file.digest, []).append(index)
    exact = [group for group in by_digest.values() if len(group) > 1]
    shown = [
        group
        for group in by_digest.values()
        if (picture := files[group[0]].picture) is not None and not picture.is_blank
    ]
    near = [pair for group in shown for pair in _copies(group)]
    near += [pair for found in _near(files, shown) for pair in found]
    upright = {(pair.first, pair.second) for pair in near}
    near += [pair for pair in _rotated(files, shown) if (pair.first, pair.second) not in upright]
    return Duplicates(exact, sorted(near, key=lambda pair: (pair.first, pair.second)))


def _near(files: Sequence[Measured], shown: Sequence[list[int]]) -> Iterable[list[DuplicatePair]]:
    pictures = [files[group[0]].picture for group in shown]
    known = [picture for picture in pictures if picture is not None]
    if len(known) < 2:
        return
    candidates = find_candidates(unit_vectors(np.stack([one.thumbnail for one in known])))
    same = confirm(
        candidates,
        np.stack([one.detail for one in known]),
        np.array([one.background.share for one in known]),
    )
    for place in np.flatnonzero(same):
        one = shown[int(candidates.first[place])]
        other = shown[int(candidates.second[place])]
        yield _between(one, other, float(candidates.correlation[place]))


def _rotated(files: Sequence[Measured], shown: Sequence[list[int]]) -> Iterable[DuplicatePair]:
    pictures = [files[group[0]].picture for group in shown]
    known = [picture for picture in pictures if picture is not None]
    if len(known) < 2:
        return
    vectors = unit_vectors(np.stack([one.thumbnail for one in known]))
    for pair in find_rotated(vectors, np.stack([one.detail for one in known])):
        one, other = shown[pair.first], shown[pair.second]
        yield from _between(one, other, pair.correlation, pair.rotated)


def _between(
    one: list[int], other: list[int], correlation: float, rotated: str = ""
) -> list[DuplicatePair]:
    if len(one) * len(other) > _MOST_COPIES:
        one, other = one[:1], other[:1]
    return [
        DuplicatePair(min(pair), max(pair), min(correlation, 1.0), rotated)
        for pair in product(one, other)
    ]


def _copies(group: list[int]) -> list[DuplicatePair]:
    if len(group) > _MOST_COPIES:
        return [DuplicatePair(group[0], other, 1.0) for other in group[1:]]
    return [DuplicatePair(one, other, 1.0) for one, other in combinations(group, 2)]

"""Training, validation and test parts that share no group."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import UserFacingError
from training.datasets.case import Case

PARTS = ("train", "validation", "test")


class LeakError(UserFacingError):
    """A group of cases lies on both sides of a split."""


@dataclass(frozen=True, slots=True)
class Split:
    """Which case belongs to which part.

    Attributes
    ----------
    parts : dict
        Name of each case to ``train``, ``validation``, ``test`` or ``dropped``.
    groups : dict
        Name of each case to its group.
    """

    parts: dict[str, str]
    groups: dict[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 over the sorted assignment: equal splits have equal digests."""
        text = json.dumps([self.parts, self.groups], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def select(self, cases: Sequence[Case], part: str) -> list[Case]:
        """Return the cases of one part, in order."""
        return [case for case in cases if self.parts.get(case.name) == part]

    def check(self) -> None:
        """Make sure that no group crosses the split.

        Raises
        ------
        LeakError
            Naming the first group that does.
        """
        seen: dict[str, str] = {}
        for name, part in sorted(self.parts.items()):
            if part == "dropped":
                continue
            group = self.groups[name]
            if seen.setdefault(group, part) != part:
                raise LeakError(
                    f"The group {group} lies both in {seen[group]} and in {part}.",
                    "Make the split again with `python -m training train`; do not edit it by hand.",
                )

    def save(self, path: Path) -> None:
        """Write the split with its digest as JSON."""
        data = {"digest": self.digest, "parts": self.parts, "groups": self.groups}
        path.write_text(json.dumps(data, indent=1, sort_keys=True), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Split:
        """Read a split and check it.

        Raises
        ------
        LeakError
            If it was altered or a group crosses it.
        """
        data = json.loads(path.read_text(encoding="utf-8"))
        split = cls(data["parts"], data["groups"])
        if split.digest != data["digest"]:
            raise LeakError(
                f"{path.name} was altered after it was made.",
                "Delete it; the next training run makes it again.",
                path,
            )
        split.check()
        return split


def make_split(
    cases: Sequence[Case],
    groups: Sequence[str],
    dropped: set[int],
    fractions: dict[str, float],
    seed: int,
) -> Split:
    """Assign whole groups to the parts, each source and class in the wanted proportions.

    Parameters
    ----------
    cases, groups
        As given and returned by `training.data.groups.group_cases`.
    dropped : set of int
        Positions of the cases to leave out.
    fractions : dict
        Share of ``validation`` and ``test``, from 0 to 1; the rest trains.
    seed : int
        Of the order in which the groups are assigned.
    """
    members = members_of(groups, dropped)
    wanted = {"train": 1.0 - sum(fractions.values()), **fractions}
    part_of = assign_groups(cases, members, wanted, seed)
    parts = {cases[index].name: "dropped" for index in dropped}
    for group, indices in members.items():
        parts.update({cases[index].name: part_of[group] for index in indices})
    split = Split(parts, {case.name: group for case, group in zip(cases, groups, strict=True)})
    split.check()
    return split


def members_of(groups: Sequence[str], dropped: set[int]) -> dict[str, list[int]]:
    """Return the positions of each group's cases, without the dropped ones."""
    members: dict[str, list[int]] = {}
    for index, group in enumerate(groups):
        if index not in dropped:
            members.setdefault(group, []).append(index)
    return members


def assign_groups(
    cases: Sequence[Case], members: dict[str, list[int]], wanted: dict[str, float], seed: int
) -> dict[str, str]:
    """Assign whole groups to parts, each source and class in the wanted proportions.

    Parameters
    ----------
    cases : sequence of Case
        All cases.
    members : dict
        Positions of the cases of each group.
    wanted : dict
        Share of each part; the shares sum to 1.
    seed : int
        Of the order in which the groups are assigned.

    Returns
    -------
    dict
        The part of each group.
    """
    have: dict[tuple[str, str], dict[str, float]] = {}
    part_of = {}
    order = sorted(members)
    np.random.default_rng(seed).shuffle(order)
    # Large groups first: a late large group could only overshoot.
    for group in sorted(order, key=lambda name: -len(members[name])):
        first = cases[members[group][0]]
        stratum = have.setdefault((first.source, first.label), dict.fromkeys(wanted, 0.0))
        total = sum(stratum.values()) + len(members[group])
        part = max(wanted, key=lambda name: wanted[name] * total - stratum[name])
        stratum[part] += len(members[group])
        part_of[group] = part
    return part_of

"""Leaks of a split: patients and near-duplicates that lie in more than one part."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from training.audit.pairs import Duplicates
from training.datasets.case import Case
from training.near_duplicates.correlation import DuplicatePair

_LEFT_OUT = "dropped"


@dataclass(frozen=True, slots=True)
class Leaks:
    """How far the parts of a split are apart.

    Attributes
    ----------
    origin : str
        Where the split was found.
    parts : dict
        Name of each part to its number of pictures.
    unassigned : int
        Pictures that the split says nothing about.
    patients : dict
        Each patient that lies in several parts, as ``source/patient``, to these parts.
    pairs : list of DuplicatePair
        Near-duplicates in different parts.
    """

    origin: str
    parts: dict[str, int]
    unassigned: int
    patients: dict[str, list[str]]
    pairs: list[DuplicatePair]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which part each picture of a data set belongs to.

    Attributes
    ----------
    origin : str
        Where the split was found.
    parts : list of str or None
        One a picture; None where the split says nothing, empty where it leaves the picture out.
    """

    origin: str
    parts: list[str | None]


def assign_parts(
    cases: Sequence[Case], paths: Sequence[str], split: Path | None
) -> Assignment | None:
    """Read a split: the given file's, or the data set's own one (folders, table, official folds).

    Parameters
    ----------
    cases : sequence of Case
        Of the data set.
    paths : sequence of str
        Their paths relative to the data set.
    split : Path or None
        A run's ``split.json``, or JSON with a list of paths for each part.

    Returns
    -------
    Assignment or None
        None if no split is given and the data set has none.

    Raises
    ------
    UserFacingError
        If the file is none of these, or names no picture of the data set.
    """
    if split is not None:
        return Assignment(split.name, _from_file(split, cases, paths))
    own = _published(cases)
    return own if len(set(own.parts) - {None}) > 1 else None


def find_leaks(cases: Sequence[Case], assigned: Assignment, duplicates: Duplicates) -> Leaks:
    """List the patients and the near-duplicates that lie in several parts of a split."""
    parts = assigned.parts
    patients: dict[str, set[str]] = {}
    for case, part in zip(cases, parts, strict=True):
        if part and case.patient is not None:
            patients.setdefault(f"{case.source}/{case.patient}", set()).add(part)
    return Leaks(
        assigned.origin,
        dict(sorted(Counter(part for part in parts if part).items())),
        sum(part is None for part in parts),
        {name: sorted(found) for name, found in sorted(patients.items()) if len(found) > 1},
        [pair for pair in duplicates.near if _crosses(parts, pair)],
    )


def _crosses(assigned: Sequence[str | None], pair: DuplicatePair) -> bool:
    one, other = assigned[pair.first], assigned[pair.second]
    return bool(one and other and one != other)


def _published(cases: Sequence[Case]) -> Assignment:
    if any("part" in case.facts for case in cases):
        return Assignment("the data set's own parts", [case.facts.get("part") for case in cases])
    folds = [None if case.fold is None else f"fold {case.fold}" for case in cases]
    return Assignment("the official folds", folds)


def _from_file(split: Path, cases: Sequence[Case], paths: Sequence[str]) -> list[str | None]:
    named = _parts_by_name(split)
    assigned = [
        named.get(case.name, named.get(path)) for case, path in zip(cases, paths, strict=True)
    ]
    if not any(assigned):
        raise UserFacingError(
            f"{split.name} names no picture of the data set.",
            "Give the split of this data set.",
            split,
        )
    return ["" if part == _LEFT_OUT else part for part in assigned]


def _parts_by_name(split: Path) -> dict[str, str]:
    try:
        data: Any = json.loads(split.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UserFacingError(
            f"{split.name} cannot be read as a split.",
            "Give the split.json of a training run, or JSON with a list of paths for each part.",
            split,
        ) from error
    if isinstance(data, dict) and isinstance(data.get("parts"), dict):
        data = data["parts"]
        if all(isinstance(part, str) for part in data.values()):
            return {str(name): str(part) for name, part in data.items()}
    if isinstance(data, dict) and all(_is_list_of_names(names) for names in data.values()):
        return {name: str(part) for part, names in data.items() for name in names}
    raise UserFacingError(
        f"{split.name} is no split.",
        "Give the split.json of a training run, or JSON with a list of paths for each part.",
        split,
    )


def _is_list_of_names(names: object) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) for name in names)

"""Parts of each fold, as a recipe's protocol makes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from training.data.folds import make_folds
from training.data.pictures import Pictures, load_pictures
from training.data.splits import Split
from training.datasets import Case
from training.recipe.protocol import RANDOM_IMAGES, Protocol
from training.recipe.recipe import Recipe

_TURNS = "quarter turns"


@dataclass(frozen=True, slots=True)
class Folds:
    """The cases of a protocol and their folds.

    Attributes
    ----------
    cases : list of Case
        With the copies and masks that a leaky protocol counts as images.
    splits : list of Split
        One a fold.
    groups : dict
        Name of each case to its patient or near-duplicate group, also where the protocol ignores
        it: intervals are made over whole groups for every protocol.
    """

    cases: list[Case]
    splits: list[Split]
    groups: dict[str, str]

    def part(self, fold: int, name: str) -> list[Case]:
        """Return the cases of one part of a fold, counted from 0."""
        return self.splits[fold].select(self.cases, name)


def fold_cases(
    cases: Sequence[Case],
    groups: Sequence[str],
    conflicting: set[int],
    recipe: Recipe,
    count: int,
    seed: int,
) -> Folds:
    """Assign cases to folds as a recipe's protocol says.

    Honest recipes of the same data get the same folds, whatever else they differ in.

    Parameters
    ----------
    cases : sequence of Case
        All cases of the recipe.
    groups, conflicting
        From `training.run.Run.groups`.
    recipe : Recipe
        With the protocol, and the share of the validation part.
    count : int
        Number of folds.
    seed : int
        Of the order in which groups or images are assigned.
    """
    validation = recipe.split["validation"]
    known = {case.name: group for case, group in zip(cases, groups, strict=True)}
    if recipe.protocol.split != RANDOM_IMAGES:
        splits = make_folds(
            cases, groups, conflicting, count=count, validation=validation, seed=seed
        )
        return Folds(list(cases), splits, known)
    counted = _counted(cases, recipe.protocol)
    names = [case.name for case, _ in counted]
    single = [case for case, _ in counted]
    splits = make_folds(single, names, set(), count=count, validation=validation, seed=seed)
    owners = {case.name: known[owner] for case, owner in counted}
    return Folds(single, splits, owners)


def load_part(cases: Sequence[Case], recipe: Recipe) -> Pictures:
    """Read the pictures of a part, rotated copies included; their input must be square."""
    pictures = load_pictures(cases, recipe.classes, recipe.input)
    for index, case in enumerate(cases):
        turns = int(case.facts.get(_TURNS, 0))
        if turns:
            pictures.images[index] = np.rot90(pictures.images[index], turns)
            pictures.masks[index] = np.rot90(pictures.masks[index], turns)
    return pictures


def _counted(cases: Sequence[Case], protocol: Protocol) -> list[tuple[Case, str]]:
    """Return what a leaky protocol counts as images, each with the name of its original."""
    found = []
    for case in cases:
        # Without patient and published fold, nothing holds images together.
        free = replace(case, patient=None, fold=None)
        images = [free]
        if protocol.masks_as_images:
            images += [_as_image(free, number) for number in range(len(free.masks))]
        found += [
            (_rotated(image, turns), case.name)
            for image in images
            for turns in range(protocol.copies_before_split + 1)
        ]
    return found


def _as_image(case: Case, number: int) -> Case:
    key = f"{case.key or case.image.stem} mask {number + 1}"
    return replace(case, image=case.masks[number], masks=(), key=key)


def _rotated(case: Case, turns: int) -> Case:
    if turns == 0:
        return case
    key = f"{case.key or case.image.stem} turned {90 * turns}"
    return replace(case, key=key, facts={**case.facts, _TURNS: str(turns)})

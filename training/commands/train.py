"""The ``train`` command: all networks of a recipe, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from training.data.pictures import Pictures, load_pictures
from training.fitting.fit import fit_member
from training.fitting.views import Locator, lesion_view, locate, published_or_located, whole_view
from training.recipe.recipe import WHOLE, Member, Recipe
from training.run import Run


def train(run: Run, weights: Path | None) -> None:
    """Train what a run has not trained yet.

    Parameters
    ----------
    run : Run
        Started or opened.
    weights : Path or None
        Folder of the pretrained backbones; None trains from scratch.
    """
    cases = run.cases()
    split = run.split(cases)
    recipe = run.recipe
    learning, watched = (
        load_pictures(split.select(cases, part), recipe.classes, recipe.input)
        for part in ("train", "validation")
    )
    locators: list[Locator] = []
    for index, member in enumerate(recipe.members):
        print(f"Member {index + 1} of {len(recipe.members)}: {member.backbone}", file=sys.stderr)
        views = _views(recipe, member, learning, watched, locators)
        network = fit_member(recipe, member, *views, run.member_folder(index), weights)
        if member.view == WHOLE:
            locators.append((member, network))


def _views(
    recipe: Recipe,
    member: Member,
    learning: Pictures,
    watched: Pictures,
    locators: Sequence[Locator],
) -> tuple[Pictures, Pictures]:
    """Return what a network learns from and what it is watched on, the latter as in use."""
    if member.view == WHOLE:
        return whole_view(recipe, member, learning), whole_view(recipe, member, watched)
    known = published_or_located(recipe, locators, learning)
    return (
        lesion_view(recipe, member, learning, known, to_train=True),
        lesion_view(recipe, member, watched, locate(recipe, locators, watched)),
    )

"""The ``train`` command: all members of a recipe, one after the other."""

from __future__ import annotations

import sys
from pathlib import Path

from training.fit import fit_member
from training.pictures import load_pictures
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
    parts = {
        part: load_pictures(split.select(cases, part), recipe.classes, recipe.input)
        for part in ("train", "validation")
    }
    for index, member in enumerate(recipe.members):
        print(f"Member {index + 1} of {len(recipe.members)}: {member.backbone}", file=sys.stderr)
        folder = run.member_folder(index)
        fit_member(recipe, member, parts["train"], parts["validation"], folder, weights)

"""Comparison: all entrants trained and measured on the same folds."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from training.compare.answers import (
    Answers,
    answer_fold,
    learning_curves,
    training_minutes,
    with_weights_at_hand,
)
from training.compare.costs import Costs, measure_costs
from training.compare.entrants import Entrant, entrants_of
from training.compare.figures import figures_of, majority_baseline
from training.compare.pairs import Difference, differences
from training.compare.parts import Folds, fold_cases
from training.data.checks import check_cases
from training.evaluation.concatenate import concatenate
from training.metrics import Estimate
from training.networks.backbones import IMAGENET
from training.recipe.recipe import Member, Recipe
from training.run import Run, load_cases

# Not the recipes' own seeds: all take the same folds.
FOLD_SEED = 7


@dataclass(frozen=True, slots=True)
class Plan:
    """What to compare, and how.

    Attributes
    ----------
    recipes : tuple of Recipe
        Each gives one entrant, or one a network.
    data : Path
        Root of the data sets.
    weights : Path or None
        Folder of the pretrained backbones.
    output : Path
        Keeps the trainings, and gets table and page.
    folds, first : int
        How many folds are made, and how many of them are trained and measured.
    quick : bool
        Small pictures, few epochs and one fold: to see that everything works.
    scratch : bool
        Train from scratch what cannot be pretrained here; otherwise such entrants are left out.
    """

    recipes: tuple[Recipe, ...]
    data: Path
    weights: Path | None
    output: Path
    folds: int = 5
    first: int = 5
    quick: bool = False
    scratch: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What came out for an entrant.

    Attributes
    ----------
    entrant : Entrant
        As it was trained.
    answers : Answers
        For the test parts of all folds.
    figures : dict
        From `training.compare.figures.figures_of`.
    baseline : float
        Accuracy of always naming the more frequent answer.
    costs : Costs
        Of one scan.
    minutes : float
        Of training, all folds together.
    curves : list
        The log of each network of each fold.
    wanted : tuple of str or None
        Pretrained weights that the recipe asks for, one a network.
    """

    entrant: Entrant
    answers: Answers
    figures: dict[str, Estimate]
    baseline: float
    costs: Costs
    minutes: float
    curves: list[list[dict[str, float]]]
    wanted: tuple[str | None, ...]

    @property
    def trained_from(self) -> str:
        """Where the weights began, for people."""
        pairs = zip(self.entrant.recipe.members, self.wanted, strict=True)
        return "; ".join(dict.fromkeys(_origin(member, wanted) for member, wanted in pairs))


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """All results, the differences between them, and what could not take part.

    Attributes
    ----------
    plan : Plan
        What was asked for.
    results : list of Result
        In the order of the recipes.
    differences : list of Difference
        Of all pairs that share scans.
    left_out : dict
        Name of each entrant that could not be trained, and why.
    """

    plan: Plan
    results: list[Result]
    differences: list[Difference]
    left_out: dict[str, str]


def compare(plan: Plan) -> Comparison:
    """Train, or go on with, all entrants, and measure them.

    Interrupted, the same plan goes on where it stopped: each epoch, each fold's answers and each
    cost is kept in the output folder.

    Raises
    ------
    UserFacingError
        If no entrant could be trained.
    """
    known: dict[str, Folds] = {}
    results: list[Result] = []
    left_out: dict[str, str] = {}
    for entrant in entrants_of(plan.recipes, quick=plan.quick):
        try:
            results.append(_result(plan, entrant, known))
        except UserFacingError as error:
            print(f"{entrant.name} is left out: {error}", file=sys.stderr)
            left_out[entrant.name] = str(error)
    if not results:
        raise UserFacingError(
            "None of the recipes could be trained.",
            next(iter(left_out.values()), "Name at least one recipe."),
        )
    named = [(result.entrant.name, result.entrant.task, result.answers) for result in results]
    return Comparison(plan, results, differences(named), left_out)


def _result(plan: Plan, entrant: Entrant, known: dict[str, Folds]) -> Result:
    wanted = tuple(member.weights for member in entrant.recipe.members)
    if plan.scratch:
        recipe = with_weights_at_hand(entrant.recipe, plan.weights)
        entrant = replace(entrant, recipe=recipe)
    folds = _folds(plan, entrant.recipe, known)
    chosen = range(1 if plan.quick else min(plan.first, plan.folds))
    folders = [
        plan.output / "runs" / entrant.folder / f"fold-{fold + 1}-of-{plan.folds}"
        for fold in chosen
    ]
    parts = []
    for fold, folder in zip(chosen, folders, strict=True):
        print(f"{entrant.name}: fold {fold + 1} of {plan.folds}", file=sys.stderr)
        parts.append(answer_fold(entrant, folds, fold, folder, plan.weights))
    answers = concatenate(parts)
    return Result(
        entrant,
        answers,
        figures_of(answers),
        majority_baseline(answers),
        measure_costs(entrant, folders[0]),
        sum(training_minutes(entrant, folder) for folder in folders),
        [curve for folder in folders for curve in learning_curves(entrant, folder)],
        wanted,
    )


def _folds(plan: Plan, recipe: Recipe, known: dict[str, Folds]) -> Folds:
    facts: dict[str, Any] = {
        "sources": recipe.sources,
        "classes": recipe.classes,
        "leave_out": recipe.leave_out,
        "labels": recipe.labels,
        "dropped": recipe.dropped,
        "validation": recipe.split["validation"],
        "near_duplicates": recipe.split.get("near_duplicates", True),
        "split": recipe.protocol.split,
        "copies": recipe.protocol.copies_before_split,
        "masks": recipe.protocol.masks_as_images,
    }
    key = json.dumps(facts, sort_keys=True)
    if key not in known:
        cases = load_cases(recipe, plan.data)
        check_cases(cases, recipe.classes)
        groups, conflicting = Run(recipe, plan.output, plan.data).groups(cases)
        known[key] = fold_cases(cases, groups, conflicting, recipe, plan.folds, FOLD_SEED)
    return known[key]


def _origin(member: Member, wanted: str | None) -> str:
    if member.weights == IMAGENET or (member.weights is not None and "notop" in member.weights):
        return "ImageNet"
    if member.weights is not None:
        return member.weights
    return "scratch" if wanted is None else "scratch, for want of the pretrained weights"

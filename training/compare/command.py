"""The ``compare`` command."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.errors import UserFacingError
from engine.system.atomic_write import write_atomically


def add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a command line."""
    parser = commands.add_parser("compare", help="train recipes on the same folds, side by side")
    parser.add_argument("recipes", nargs="+", help="names of bundled recipes, or paths (.toml)")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument(
        "--weights", type=Path, help="folder with the weights of pretrained backbones"
    )
    parser.add_argument("--output", type=Path, required=True, help="folder for table and page")
    parser.add_argument("--folds", type=int, default=5, help="how many are made (default: 5)")
    parser.add_argument("--first", type=int, help="train only the first of them (default: all)")
    parser.add_argument(
        "--quick", action="store_true", help="one fold, small pictures, 3 epochs: a trial"
    )
    parser.add_argument(
        "--scratch",
        action="store_true",
        help="train from scratch where pretrained weights are missing; the table says where",
    )
    parser.set_defaults(command=_compare)


def _compare(options: argparse.Namespace) -> None:
    from training.compare.page import render_page
    from training.compare.run import Plan, compare
    from training.compare.table import as_csv, as_json, as_markdown
    from training.recipe.recipe import Recipe

    first = options.folds if options.first is None else options.first
    if not 2 <= options.folds <= 20 or not 1 <= first <= options.folds:
        raise UserFacingError(
            f"{first} of {options.folds} folds cannot be trained.",
            "Make 2 to 20 folds, and train at least one and at most all of them.",
        )
    plan = Plan(
        recipes=tuple(Recipe.load(name) for name in options.recipes),
        data=options.data,
        weights=options.weights,
        output=options.output,
        folds=options.folds,
        first=first,
        quick=options.quick,
        scratch=options.scratch,
    )
    _make_folder(plan.output)
    found = compare(plan)
    texts = {"md": as_markdown(found), "csv": as_csv(found), "json": as_json(found)}
    for suffix, text in texts.items():
        write_atomically(plan.output / f"comparison.{suffix}", text.encode("utf-8"))
    write_atomically(plan.output / "comparison.html", render_page(found))
    print(texts["md"])
    print(f"Written to {plan.output}: comparison.html, .md, .csv and .json")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"The folder {folder} cannot be made.", "Choose another --output.", folder
        ) from error

"""The ``robustness`` command."""

from __future__ import annotations

import argparse
import json
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.progress import Progress
from engine.errors import UserFacingError
from engine.model.model_card import load_card
from engine.system.atomic_write import write_atomically

if TYPE_CHECKING:
    from training.datasets import Case


def add_robustness(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a command line."""
    parser = commands.add_parser(
        "robustness", help="measure how noise, gain, resolution and the like change answers"
    )
    parser.add_argument("recipe", help="that the model was made with: its name, or a path")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--model", type=Path, help="folder of the model (default: models/NAME)")
    parser.add_argument("--output", type=Path, required=True, help="folder for table and data")
    parser.set_defaults(command=_robustness)


def _robustness(options: argparse.Namespace) -> None:
    from training.evaluation.locked_test_log import log_locked_test
    from training.recipe.recipe import Recipe
    from training.robustness.changes import CHANGES
    from training.robustness.report import table
    from training.robustness.study import study
    from training.run import load_external

    recipe = Recipe.load(options.recipe)
    folder = options.model or Path("models") / recipe.name
    card = load_card(folder)
    by_source = _by_source(load_external(recipe, options.data))
    if not by_source:
        raise UserFacingError(
            f"The recipe {recipe.name} names no hospital that it is never trained on.",
            "Name one in [data.external]; on pictures that it was trained on a model looks better.",
        )
    options.output.mkdir(parents=True, exist_ok=True)
    opened = log_locked_test(options.output)
    progress = Progress(sys.stderr, len(by_source) * (len(CHANGES) + 1))
    steps = count(1)
    try:
        rows = {
            source: study(folder, cases, CHANGES, lambda step: progress.show(next(steps), step))
            for source, cases in by_source.items()
        }
    finally:
        progress.clear()
    found: dict[str, Any] = {
        "model": card.name,
        "version": card.version,
        "operating_point": card.operating_points[0].name,
        "locked_openings": opened,
        "data": rows,
    }
    text = json.dumps(found, indent=1)
    write_atomically(options.output / "robustness.json", text.encode("ascii"))
    write_atomically(options.output / "robustness.md", table(found).encode())
    print(table(found))


def _by_source(cases: list[Case]) -> dict[str, list[Case]]:
    sources = dict.fromkeys(case.source for case in cases)
    return {source: [case for case in cases if case.source == source] for source in sources}

"""The ``cross-validate`` command: each case measured by a model that never saw its group."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from engine.messages.figures import CROSS_VALIDATED, NEVER_TRAINED_ON, PARTLY_CROSS_VALIDATED
from engine.messages.message import Message
from training.commands.train import train
from training.data.folds import make_folds, make_source_folds
from training.data.splits import Split
from training.datasets import Case
from training.evaluation.concatenate import concatenate
from training.evaluation.figures import Sample
from training.evaluation.marks_masked import Masked, measure_masked
from training.evaluation.measure import Measured, measure
from training.evaluation.out_of_fold import ANSWERS, RESULT
from training.exporting.card_tables import Tables, empty_tables, tables_of
from training.exporting.export import export
from training.recipe.recipe_file import copy_recipe
from training.run import Run

Answer = dict[str, str | float]

_WITHOUT = "without-"


def cross_validate(
    run: Run, weights: Path | None, count: int | None, first: int | None = None
) -> list[dict[str, Any]]:
    """Train, export and measure one model a fold, and concatenate what they answer for their folds.

    Interrupted, it goes on where it stopped: finished trainings and exports are kept.

    Parameters
    ----------
    run : Run
        Started with the recipe; each fold becomes a run of its own inside its folder.
    weights : Path or None
        Folder of the pretrained backbones.
    count : int or None
        Number of folds, at least 2; None makes one fold a source, so that each hospital is
        measured by a model that was trained without it.
    first : int or None
        How many of the folds are trained and measured so far; None takes all. The figures say so.

    Returns
    -------
    list of dict
        The pooled figures of each source, as on a card; also written to
        ``cross_validation.json``, and the answer to each case to ``answers.csv``.

    Raises
    ------
    UserFacingError
        If a hospital is to be left out and the recipe has only one, or if there are fewer folds
        than are to be trained.
    """
    if count is None and len(run.recipe.sources) < 2:
        raise UserFacingError(
            "The recipe trains on one source only: nothing remains when it is left out.",
            "Choose a number of folds with --folds, or add a source to the recipe.",
        )
    cases = run.cases()
    all_folds = _fold_runs(run, cases, count)
    folds = all_folds[: _checked(first, len(all_folds))]
    for number, fold in enumerate(folds, start=1):
        print(f"Fold {number} of {len(all_folds)}", file=sys.stderr)
        train(fold, weights)
        if not _is_exported(fold):
            export(fold)
    tables = empty_tables()
    answers: list[Answer] = []
    for source in run.recipe.sources:
        found, given = _pooled(source, folds, len(all_folds), cases)
        for table, rows in found.items():
            tables[table] += rows
        answers += given
    _write_answers(run.folder / ANSWERS, answers)
    text = json.dumps(tables, indent=1)
    (run.folder / RESULT).write_text(text, encoding="utf-8", newline="\n")
    return tables["figures"] + tables["subgroups"]


def _checked(first: int | None, made: int) -> int:
    if first is not None and not 1 <= first <= made:
        raise UserFacingError(
            f"{first} of {made} folds cannot be trained.",
            "Give --first at least 1 and at most the number of folds.",
        )
    return made if first is None else first


def _fold_runs(run: Run, cases: list[Case], count: int | None) -> list[Run]:
    names = (
        [f"{_WITHOUT}{source}" for source in sorted(run.recipe.sources)]
        if count is None
        else [f"fold-{number}-of-{count}" for number in range(1, count + 1)]
    )
    folders = [run.folder / name for name in names]
    if not all((folder / "split.json").is_file() for folder in folders):
        for folder, split in zip(folders, _make_splits(run, cases, count), strict=True):
            _prepare(run, folder, split)
    return [Run.open(folder, run.data) for folder in folders]


def _make_splits(run: Run, cases: list[Case], count: int | None) -> list[Split]:
    groups, conflicting = run.groups(cases)
    validation, seed = run.recipe.split["validation"], run.recipe.split["seed"]
    if count is None:
        return make_source_folds(cases, groups, conflicting, validation=validation, seed=seed)
    return make_folds(cases, groups, conflicting, count=count, validation=validation, seed=seed)


def _prepare(run: Run, folder: Path, split: Split) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    copy_recipe(run.folder / "recipe.toml", folder)
    shutil.copyfile(run.folder / "run.json", folder / "run.json")
    split.save(folder / "split.json")


def _is_exported(fold: Run) -> bool:
    path = fold.folder / "model" / "card.json"
    # The parity is the last thing that an export writes.
    return path.is_file() and "parity" in json.loads(path.read_text(encoding="utf-8"))


def _pooled(
    source: str, folds: list[Run], made: int, cases: list[Case]
) -> tuple[Tables, list[Answer]]:
    measured, chosen, groups = [], [], []
    masks: list[Masked] = []
    answers: list[Answer] = []
    for fold in folds:
        split = fold.split(cases)
        own = [case for case in split.select(cases, "test") if case.source == source]
        if not own:
            continue
        found = measure(fold.folder / "model", own)
        measured.append(found)
        masks.append(measure_masked(fold.folder / "model", own, found.probabilities))
        chosen += own
        groups += [split.groups[case.name] for case in own]
        answers += _answers(fold, own, found)
    recipe = folds[0].recipe
    sample = Sample(
        _data_set(source, folds, made),
        recipe.classes,
        recipe.positive,
        chosen,
        concatenate(measured),
        groups,
    )
    return tables_of(sample, concatenate(masks)), answers


def _data_set(source: str, folds: list[Run], made: int) -> Message:
    if folds[0].folder.name.startswith(_WITHOUT):
        return NEVER_TRAINED_ON(name=source)
    if len(folds) == made:
        return CROSS_VALIDATED(name=source, folds=made)
    return PARTLY_CROSS_VALIDATED(name=source, measured=len(folds), folds=made)


def _answers(fold: Run, cases: list[Case], found: Measured) -> list[Answer]:
    classes = fold.recipe.classes
    return [
        {"case": case.name, "source": case.source, "label": case.label, "fold": fold.folder.name}
        | {f"logit_{name}": float(value) for name, value in zip(classes, logits, strict=True)}
        | {
            f"probability_{name}": float(value)
            for name, value in zip(classes, chances, strict=True)
        }
        for case, logits, chances in zip(cases, found.logits, found.probabilities, strict=True)
    ]


def _write_answers(path: Path, answers: list[Answer]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(answers[0]))
        writer.writeheader()
        writer.writerows(answers)

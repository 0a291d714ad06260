"""The ``cross-validate`` command: every case measured by a model that never met its group."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from training.datasets import Case
from training.duplicates import group_cases
from training.evaluate import figures_of
from training.export import export
from training.folds import make_folds
from training.measure import measure, pool
from training.run import Run
from training.splits import Split
from training.train import train

RESULT = "cross_validation.json"


def cross_validate(run: Run, weights: Path | None, count: int) -> list[dict[str, Any]]:
    """Train, export and measure one model a fold, and pool what they answer for their folds.

    Interrupted, it goes on where it stopped: finished trainings and exports are kept.

    Parameters
    ----------
    run : Run
        Started with the recipe; each fold becomes a run of its own inside its folder.
    weights : Path or None
        Folder of the pretrained backbones.
    count : int
        Number of folds, at least 2.

    Returns
    -------
    list of dict
        The pooled figures of each source, as on a card; also written to
        ``cross_validation.json``.
    """
    cases = run.cases()
    folds = _fold_runs(run, cases, count)
    for number, fold in enumerate(folds, start=1):
        print(f"Fold {number} of {count}", file=sys.stderr)
        train(fold, weights)
        if not _is_exported(fold):
            export(fold)
    figures = [figure for source in run.recipe.sources for figure in _pooled(source, folds, cases)]
    text = json.dumps(figures, indent=1)
    (run.folder / RESULT).write_text(text, encoding="utf-8", newline="\n")
    return figures


def _fold_runs(run: Run, cases: list[Case], count: int) -> list[Run]:
    options = run.recipe.split
    folders = [run.folder / f"fold-{number}-of-{count}" for number in range(1, count + 1)]
    if not all((folder / "split.json").is_file() for folder in folders):
        groups, conflicting = group_cases(cases)
        splits = make_folds(
            cases,
            groups,
            conflicting,
            count=count,
            validation=options["validation"],
            seed=options["seed"],
        )
        for folder, split in zip(folders, splits, strict=True):
            _prepare(run, folder, split)
    return [Run.open(folder, run.data) for folder in folders]


def _prepare(run: Run, folder: Path, split: Split) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("recipe.toml", "run.json"):
        shutil.copyfile(run.folder / name, folder / name)
    split.save(folder / "split.json")


def _is_exported(fold: Run) -> bool:
    path = fold.folder / "model" / "card.json"
    # The parity is the last thing that an export writes.
    return path.is_file() and "parity" in json.loads(path.read_text(encoding="utf-8"))


def _pooled(source: str, folds: list[Run], cases: list[Case]) -> list[dict[str, Any]]:
    measured, chosen, groups = [], [], []
    for fold in folds:
        split = fold.split(cases)
        own = [case for case in split.select(cases, "test") if case.source == source]
        measured.append(measure(fold.folder / "model", own))
        chosen += own
        groups += [split.groups[case.name] for case in own]
    name = f"{source} (cross-validated, {len(folds)} folds)"
    return figures_of(name, folds[0].recipe.classes, chosen, pool(measured), groups)

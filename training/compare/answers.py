"""Answers of the entrants for the scans of the test parts, kept on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from engine.errors import UserFacingError
from engine.model.calibration import calibrated_probabilities
from engine.system.atomic_write import replacing, write_atomically
from training.calibration.calibrate import fit_temperature
from training.compare.entrants import Entrant
from training.compare.parts import Folds, load_part
from training.data.pictures import Pictures
from training.fitting.fit import fit_member, predict
from training.fitting.logs import read_log
from training.networks.backbones import IMAGENET, build_taps
from training.recipe.protocol import TEST
from training.recipe.recipe import Member, Recipe

FILE = "answers.npz"
_KEY = "entrant.sha256"


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Answers of an entrant to test scans.

    Attributes
    ----------
    names, groups : ndarray of str
        Each scan, and the patient or near-duplicate group that it belongs to, shape (scans,).
    positive : ndarray of bool
        The truth, shape (scans,).
    probability : ndarray of float64
        Of the positive class, shape (scans,).
    called : ndarray of bool
        Whether the positive class is the most probable one, shape (scans,).
    temperature : ndarray of float64
        By which each scan's logits were divided; 1 for leaky protocols, which never calibrate.
    """

    names: NDArray[np.str_]
    groups: NDArray[np.str_]
    positive: NDArray[np.bool_]
    probability: NDArray[np.float64]
    called: NDArray[np.bool_]
    temperature: NDArray[np.float64]

    def take(self, chosen: NDArray[np.int64]) -> Answers:
        """Return some of the answers, in the order of their positions."""
        return Answers(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})


def answer_fold(
    entrant: Entrant, folds: Folds, fold: int, folder: Path, weights: Path | None
) -> Answers:
    """Train an entrant on a fold and ask it about the fold's test part, unless that was done.

    Parameters
    ----------
    entrant : Entrant
        What to train.
    folds : Folds
        From `training.compare.parts.fold_cases` for this entrant.
    fold : int
        Counted from 0.
    folder : Path
        Of this entrant and fold; keeps checkpoints, logs and answers.
    weights : Path or None
        Folder of the pretrained backbones.

    Raises
    ------
    UserFacingError
        If the folder holds another comparison's results, or the entrant cannot be trained.
    """
    _claim(folder, f"{entrant.digest} {folds.splits[fold].digest}")
    if (folder / FILE).is_file():
        with np.load(folder / FILE, allow_pickle=False) as stored:
            return Answers(**{field.name: stored[field.name] for field in fields(Answers)})
    answers = _answer(entrant, folds, fold, folder, weights)
    with replacing(folder / FILE) as stream:
        np.savez(stream, **{field.name: getattr(answers, field.name) for field in fields(Answers)})
    keras.backend.clear_session()
    return answers


def training_minutes(entrant: Entrant, folder: Path) -> float:
    """Return how long all networks of an entrant trained for one fold, in minutes."""
    logs = [read_log(_member_folder(folder, i)) for i in range(len(entrant.recipe.members))]
    return sum(row["seconds"] for log in logs for row in log) / 60


def learning_curves(entrant: Entrant, folder: Path) -> list[list[dict[str, float]]]:
    """Return the log of each network of an entrant for one fold."""
    return [read_log(_member_folder(folder, i)) for i in range(len(entrant.recipe.members))]


def with_weights_at_hand(recipe: Recipe, weights: Path | None) -> Recipe:
    """Train from scratch what cannot be pretrained here: the file or the connection is missing.

    Returns
    -------
    Recipe
        The same if everything is at hand; else without the missing weights, and without the
        epochs in which nothing but the new layers would learn.
    """
    members = tuple(
        member if _is_at_hand(recipe, member, weights) else replace(member, weights=None)
        for member in recipe.members
    )
    if members == recipe.members:
        return recipe
    return replace(recipe, members=members, fit={**recipe.fit, "frozen_epochs": 0})


def _is_at_hand(recipe: Recipe, member: Member, weights: Path | None) -> bool:
    if member.weights is None:
        return True
    if member.weights != IMAGENET:
        return weights is not None and (weights / member.weights).is_file()
    try:
        build_taps(member.backbone, recipe.input.rows, recipe.input.columns, IMAGENET)
    except UserFacingError:
        return False
    finally:
        keras.backend.clear_session()
    return True


def _claim(folder: Path, key: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _KEY
    if not path.is_file():
        write_atomically(path, key.encode("ascii"))
    elif path.read_text(encoding="ascii") != key:
        raise UserFacingError(
            f"The folder {folder} holds results of another recipe or of other scans.",
            "Choose another --output, or delete that folder.",
            folder,
        )


def _answer(
    entrant: Entrant, folds: Folds, fold: int, folder: Path, weights: Path | None
) -> Answers:
    recipe = entrant.recipe
    cases = folds.part(fold, "test")
    parts = {
        name: load_part(folds.part(fold, name), recipe) for name in ("train", "validation", "test")
    }
    watched = "test" if recipe.protocol.early_stopping_on == TEST else "validation"
    networks = [
        fit_member(
            recipe, member, parts["train"], parts[watched], _member_folder(folder, index), weights
        )
        for index, member in enumerate(recipe.members)
    ]
    temperature = 1.0
    if entrant.is_honest:
        validation = parts["validation"]
        temperature = fit_temperature(_logits(recipe, networks, validation), validation.labels)
    logits = _logits(recipe, networks, parts["test"])
    probabilities = calibrated_probabilities(logits, temperature)
    positive = recipe.classes.index(recipe.positive)
    return Answers(
        names=np.array([case.name for case in cases]),
        groups=np.array([folds.groups[case.name] for case in cases]),
        positive=parts["test"].labels == positive,
        probability=np.asarray(probabilities[:, positive], np.float64),
        called=probabilities.argmax(axis=1) == positive,
        temperature=np.full(len(cases), temperature),
    )


def _logits(
    recipe: Recipe, networks: Sequence[keras.Model], pictures: Pictures
) -> NDArray[np.float32]:
    views = [pictures.images]
    if recipe.fit.get("flips", False):
        views.append(pictures.images[:, :, ::-1])
    answers = [predict(network, view)["logits"] for network in networks for view in views]
    return np.asarray(np.mean(answers, axis=0), np.float32)


def _member_folder(folder: Path, index: int) -> Path:
    return folder / f"member-{index + 1}"

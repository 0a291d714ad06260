"""Member of an ensemble: its network built, loaded and run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from engine.errors import UserFacingError
from training.fitting.checkpoint import FINAL
from training.networks.attention_network import build_network
from training.networks.backbones import IMAGENET
from training.networks.mean_network import build_mean_network
from training.networks.plain_network import PlainHead, build_plain_network
from training.recipe.recipe import MEAN, Member, Recipe


def new_member(recipe: Recipe, member: Member, weights: Path | None) -> keras.Model:
    """Build a network with the weights that its training begins with.

    Parameters
    ----------
    recipe, member
        What to build.
    weights : Path or None
        Folder of the pretrained weights.

    Raises
    ------
    UserFacingError
        If the weights cannot be had, or there is no such network.
    """
    return _network(recipe, member, _weights_of(member, weights))


def build_member(recipe: Recipe, member: Member, folder: Path) -> keras.Model:
    """Build a network and load the weights that its training ended with.

    Raises
    ------
    UserFacingError
        If the training has not ended.
    """
    final = folder / FINAL
    if not final.is_file():
        raise UserFacingError(
            f"The training of {folder.name} has not ended.",
            "Go on with it: `python -m training train` with the same recipe and folder.",
            folder,
        )
    network = _network(recipe, member, None)
    network.load_weights(final)
    return network


def network_input(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return what networks take for 8-bit pictures, shape (cases, rows, columns, 1), 0 to 1."""
    return images[..., None].astype(np.float32) / np.float32(255)


def predict(network: keras.Model, images: NDArray[np.uint8], batch: int = 32) -> dict[str, Any]:
    """Return a network's outputs for 8-bit pictures, shape (cases, rows, columns)."""
    parts = []
    for start in range(0, len(images), batch):
        outputs = network.predict_on_batch(network_input(images[start : start + batch]))
        parts.append({name: np.asarray(value) for name, value in outputs.items()})
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _network(recipe: Recipe, member: Member, weights: Path | str | None) -> keras.Model:
    size, classes = recipe.input_of(member), len(recipe.classes)
    dropout = recipe.fit.get("dropout", 0.1)
    if recipe.plain is not None:
        shape = (size.rows, size.columns)
        head = PlainHead.from_table(recipe.plain)
        return build_plain_network(member.backbone, shape, classes, weights, head, dropout=dropout)
    build = build_mean_network if member.pooling == MEAN else build_network
    return build(member.backbone, size.rows, size.columns, classes, weights, dropout=dropout)


def _weights_of(member: Member, folder: Path | None) -> Path | str | None:
    if member.weights is None or member.weights == IMAGENET:
        return member.weights
    if folder is None:
        raise UserFacingError(
            f"The recipe starts from {member.weights}, and no folder of weights was given.",
            "Give it with --weights, or take the weights out of the recipe to train from scratch.",
        )
    return folder / member.weights

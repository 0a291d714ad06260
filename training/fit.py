"""Train one network of a recipe, with checkpoints after each epoch."""

from __future__ import annotations

import csv
import math
import os
import sys
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from engine.errors import UserFacingError
from training.architectures import build_network
from training.backbones import IMAGENET
from training.metrics import auc
from training.pictures import Pictures, augmented_batches
from training.recipe import Member, Recipe

GRID = 8
FINAL = "final.weights.h5"


def lesion_loss(target: Any, logits: Any) -> Any:
    """Return cross-entropy plus Dice loss of a lesion map, one number a picture.

    ``target`` holds the share of each cell that belongs to a lesion, from 0 to 1. Pictures
    without a lesion count through the cross-entropy; their Dice term is nearly constant.
    """
    entropy = ops.mean(ops.binary_crossentropy(target, logits, from_logits=True), axis=(1, 2, 3))
    probability = ops.sigmoid(logits)
    overlap = ops.sum(target * probability, axis=(1, 2, 3))
    total = ops.sum(target, axis=(1, 2, 3)) + ops.sum(probability, axis=(1, 2, 3))
    return entropy + 1.0 - (2.0 * overlap + 1.0) / (total + 1.0)


def class_loss(smoothing: float, classes: int) -> Any:
    """Return the cross-entropy of class indices with label smoothing."""

    def loss(target: Any, logits: Any) -> Any:
        truth = ops.one_hot(ops.cast(ops.reshape(target, (-1,)), "int32"), classes)
        truth = truth * (1.0 - smoothing) + smoothing / classes
        return ops.categorical_crossentropy(truth, logits, from_logits=True)

    return loss


def fit_member(
    recipe: Recipe,
    member: Member,
    train: Pictures,
    validation: Pictures,
    folder: Path,
    weights: Path | None,
) -> keras.Model:
    """Train a network, or go on with one whose training was interrupted.

    Parameters
    ----------
    recipe, member
        What to train.
    train, validation : Pictures
        The validation part is only looked at: nothing is chosen on it here.
    folder : Path
        Gets ``last.npz`` after each epoch, ``log.csv``, and ``final.weights.h5`` at the end.
    weights : Path or None
        Folder of the pretrained weights.

    Returns
    -------
    keras.Model
        With the exponential moving average of its weights over the training.
    """
    keras.utils.set_random_seed(member.seed)
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / FINAL
    if final.is_file():
        return build_member(recipe, member, folder)
    network = _network(recipe, member, _weights_of(member, weights))
    options = recipe.fit
    steps = math.ceil(len(train.labels) / options["batch_size"])
    epochs = member.epochs or options["epochs"]
    trainer = _compile(network, options, epochs, steps, len(recipe.classes))
    start = _resume(trainer, folder)
    for epoch in range(start, epochs):
        began = time.monotonic()
        batches = augmented_batches(
            train, options["batch_size"], recipe.augmentation, GRID, (member.seed, epoch)
        )
        losses = [trainer.train_on_batch(*batch)[0] for batch in batches]
        row = {
            "epoch": epoch + 1,
            "loss": round(float(np.mean(losses)), 4),
            "validation_auc": round(_malignant_auc(trainer, validation, recipe.classes), 4),
            "seconds": round(time.monotonic() - began),
        }
        _log(folder / "log.csv", row)
        _checkpoint(trainer, folder, epoch + 1)
    trainer.optimizer.finalize_variable_values(trainer.trainable_variables)
    network.save_weights(final)
    return network


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


def predict(network: keras.Model, images: NDArray[np.uint8], batch: int = 32) -> dict[str, Any]:
    """Return a network's outputs for 8-bit pictures, shape (cases, rows, columns)."""
    parts = []
    for start in range(0, len(images), batch):
        block = images[start : start + batch].astype(np.float32)[..., None] / np.float32(255)
        outputs = network.predict_on_batch(block)
        parts.append({name: np.asarray(value) for name, value in outputs.items()})
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _network(recipe: Recipe, member: Member, weights: Path | str | None) -> keras.Model:
    size = recipe.input
    return build_network(
        member.backbone,
        size.rows,
        size.columns,
        len(recipe.classes),
        weights,
        dropout=recipe.fit["dropout"],
    )


def _weights_of(member: Member, folder: Path | None) -> Path | str | None:
    if member.weights is None or member.weights == IMAGENET:
        return member.weights
    if folder is None:
        raise UserFacingError(
            f"The recipe starts from {member.weights}, and no folder of weights was given.",
            "Give it with --weights, or take the weights out of the recipe to train from scratch.",
        )
    return folder / member.weights


def _compile(
    network: keras.Model, options: dict[str, Any], epochs: int, steps: int, classes: int
) -> keras.Model:
    warm_up = options["warm_up_epochs"] * steps
    rate = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=options["learning_rate"] / 20,
        warmup_target=options["learning_rate"],
        warmup_steps=warm_up,
        decay_steps=max(1, epochs * steps - warm_up),
    )
    outputs = {name: network.output[name] for name in ("logits", "lesion")}
    trainer = keras.Model(network.input, outputs)
    trainer.compile(
        optimizer=keras.optimizers.AdamW(
            rate,
            weight_decay=options["weight_decay"],
            use_ema=True,
            ema_momentum=options["ema_momentum"],
            clipnorm=options["clip_norm"],
        ),
        loss={"logits": class_loss(options["label_smoothing"], classes), "lesion": lesion_loss},
        loss_weights={"logits": 1.0, "lesion": options["lesion_weight"]},
        jit_compile=False,
    )
    return trainer


def _malignant_auc(trainer: keras.Model, part: Pictures, classes: tuple[str, ...]) -> float:
    logits = predict(trainer, part.images)["logits"]
    probability = np.exp(logits - logits.max(axis=1, keepdims=True))
    probability /= probability.sum(axis=1, keepdims=True)
    lesions = part.labels != classes.index("normal") if "normal" in classes else part.labels >= 0
    malignant = classes.index("malignant")
    return auc(part.labels[lesions] == malignant, probability[lesions, malignant])


def _checkpoint(trainer: keras.Model, folder: Path, epochs: int) -> None:
    """Save weights and optimiser state so that a kill at any moment leaves one whole file."""
    state: dict[str, Any] = {
        f"{group}{index}": np.asarray(variable)
        for group, variables in (("w", trainer.variables), ("o", trainer.optimizer.variables))
        for index, variable in enumerate(variables)
    }
    partial = folder / "last.partial.npz"
    with partial.open("wb") as stream:
        np.savez(stream, epochs=epochs, **state)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(folder / "last.npz")


def _resume(trainer: keras.Model, folder: Path) -> int:
    """Load the last checkpoint, if any, and return the number of epochs done."""
    path = folder / "last.npz"
    trainer.optimizer.build(trainer.trainable_variables)
    if not path.is_file():
        return 0
    with np.load(path, allow_pickle=False) as state:
        for group, variables in (("w", trainer.variables), ("o", trainer.optimizer.variables)):
            for index, variable in enumerate(variables):
                variable.assign(state[f"{group}{index}"])
        return int(state["epochs"])


def _log(path: Path, row: dict[str, float]) -> None:
    fresh = not path.is_file()
    with path.open("a", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(row))
        if fresh:
            writer.writeheader()
        writer.writerow(row)
    print("  ".join(f"{key} {value}" for key, value in row.items()), file=sys.stderr, flush=True)

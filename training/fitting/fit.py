"""Training of one network, with a checkpoint after each epoch."""

from __future__ import annotations

import contextlib
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np

from engine.commands.progress import Progress
from training.data.pictures import Pictures
from training.fitting.checkpoint import (
    FINAL,
    Best,
    assign,
    epochs_done,
    load_best,
    load_checkpoint,
    save_best,
    save_checkpoint,
    save_final,
)
from training.fitting.divergence import check_for_divergence
from training.fitting.linear_probe import start_from_linear_probe
from training.fitting.logs import log_epoch, print_epoch
from training.fitting.member import build_member, new_member, predict
from training.fitting.precision import SINGLE, precision, precision_of
from training.fitting.sampling import epoch_batches
from training.fitting.schedules import Stage, learning_rate, open_layers, plan_stages
from training.fitting.time_left import time_left
from training.metrics import auc
from training.networks.losses import balanced_weights, class_loss, lesion_loss
from training.recipe.fit_options import FitOptions
from training.recipe.recipe import Member, Recipe

__all__ = ["build_member", "fit_member", "predict"]

GRID = 8


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """Everything that the epochs of one training share."""

    recipe: Recipe
    member: Member
    options: FitOptions
    train: Pictures
    watched: Pictures
    folder: Path

    @property
    def epochs(self) -> int:
        return self.options.epochs if self.member.epochs is None else self.member.epochs

    @property
    def steps(self) -> int:
        return math.ceil(len(self.train.labels) / self.options.batch_size)


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
        The validation part is only looked at, unless the recipe stops early on it.
    folder : Path
        Gets ``last.npz`` after each epoch, ``log.csv``, and ``final.weights.h5`` at the end.
    weights : Path or None
        Folder of the pretrained weights.

    Returns
    -------
    keras.Model
        With the weights that the recipe ends with: the moving average or the last ones, or with
        early stopping the best epoch's.

    Raises
    ------
    UserFacingError
        If the recipe cannot be trained, its training diverges, or the disk is full; what was
        saved stays.
    """
    keras.utils.set_random_seed(member.seed)
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / FINAL).is_file():
        return build_member(recipe, member, folder)
    options = FitOptions.from_table(recipe.fit)
    # A batch of which less than half could be filled would be left out: nothing would be learned.
    options = replace(options, batch_size=min(options.batch_size, len(train.labels)))
    job = _Job(recipe, member, options, train, validation, folder)
    wanted = precision_of(member.backbone) if options.mixed_precision else SINGLE
    with precision(wanted):
        network = new_member(recipe, member, weights)
        if job.options.linear_probe and epochs_done(folder) == 0:
            start_from_linear_probe(network, train, job.options.linear_probe)
        _fit(job, network)
    return network


def _fit(job: _Job, network: keras.Model) -> None:
    if job.epochs == 0 and job.options.linear_probe:
        save_final(network, job.folder)
        return
    stages = plan_stages(job.options, job.epochs, pretrained=job.member.weights is not None)
    backbone = network.get_layer("backbone")
    fixed = {layer.name for layer in backbone.layers if not layer.trainable}
    trainer = None
    for stage in stages:
        if trainer is not None and epochs_done(job.folder) < stage.start:
            break  # It stopped early.
        open_layers(backbone, stage, job.options, fixed)
        trainer = _compile(network, job, stage)
        _fit_stage(job, trainer, stage)
    if trainer is None:
        raise ValueError("a training without epochs")
    trainer.optimizer.finalize_variable_values(trainer.trainable_variables)
    best = load_best(job.folder) if job.options.early_stopping else None
    if best is not None:
        assign(trainer.variables, best.weights)
    save_final(network, job.folder)


def _fit_stage(job: _Job, trainer: keras.Model, stage: Stage) -> None:
    done = epochs_done(job.folder)
    if done:
        load_checkpoint(trainer, job.folder, optimizer=stage.start < done <= stage.end)
    for epoch in range(max(done, stage.start), stage.end):
        if _is_over(job, epoch):
            return
        _fit_epoch(job, trainer, epoch)


def _fit_epoch(job: _Job, trainer: keras.Model, epoch: int) -> None:
    began = time.monotonic()
    loss = _train_epoch(job, trainer, epoch)
    check_for_divergence(trainer, epoch + 1, resumable=epoch > 0)
    early = job.options.early_stopping > 0
    with _averaged(trainer) if early else contextlib.nullcontext():
        watched = _watch(trainer, job)
        if early:
            _keep_best(job, trainer, epoch + 1, watched)
    seconds = time.monotonic() - began
    row = {
        "epoch": epoch + 1,
        "loss": round(loss, 4),
        **{name: round(value, 4) for name, value in watched.items()},
        "seconds": round(seconds),
    }
    log_epoch(job.folder, row, tensorboard=job.options.tensorboard)
    save_checkpoint(trainer, job.folder, epoch + 1)
    print_epoch(row, job.epochs, seconds)


def _train_epoch(job: _Job, trainer: keras.Model, epoch: int) -> float:
    batches = epoch_batches(
        job.train,
        job.options,
        job.recipe.augmentation_of(job.member),
        GRID,
        len(job.recipe.classes),
        (job.member.seed, epoch),
    )
    trainer.reset_metrics()
    progress = Progress(sys.stderr, job.steps)
    began, loss = time.monotonic(), float("nan")
    try:
        for step, (images, targets) in enumerate(batches, start=1):
            wanted = {name: targets[name] for name in trainer.output}
            # Keras returns the mean since the last reset, alone or before that of each output.
            loss = float(np.ravel(trainer.train_on_batch(images, wanted))[0])
            progress.show(step, _progress_text(job, epoch, loss, step, time.monotonic() - began))
    finally:
        progress.clear()
    return loss


def _progress_text(job: _Job, epoch: int, loss: float, step: int, seconds: float) -> str:
    steps_left = (job.epochs - epoch) * job.steps - step
    left = time_left(seconds / step * steps_left)
    return f"epoch {epoch + 1} of {job.epochs}, loss {loss:.3f}, {left}"


def _keep_best(job: _Job, trainer: keras.Model, epoch: int, watched: dict[str, float]) -> None:
    sign = 1.0 if job.options.monitor == "validation_loss" else -1.0
    value = sign * watched[job.options.monitor]
    best = load_best(job.folder)
    # A better epoch than this one can only be a leftover of a training that was killed.
    if best is None or best.epoch >= epoch or value < best.value:
        weights = [np.asarray(variable).copy() for variable in trainer.variables]
        save_best(job.folder, Best(epoch, value, weights))


def _is_over(job: _Job, epoch: int) -> bool:
    """Tell whether the epochs so far, of any stage, have gone without progress for too long."""
    best = load_best(job.folder) if job.options.early_stopping else None
    return best is not None and epoch - best.epoch >= job.options.early_stopping


@contextlib.contextmanager
def _averaged(trainer: keras.Model) -> Iterator[None]:
    """Look at the moving average of the weights, which is what the model will be."""
    raw = [np.asarray(variable).copy() for variable in trainer.trainable_variables]
    trainer.optimizer.finalize_variable_values(trainer.trainable_variables)
    try:
        yield
    finally:
        assign(trainer.trainable_variables, raw)


def _compile(network: keras.Model, job: _Job, stage: Stage) -> keras.Model:
    options, classes = job.options, len(job.recipe.classes)
    names = [name for name in ("logits", "lesion") if name in network.output]
    trainer = keras.Model(network.input, {name: network.output[name] for name in names})
    factors = None
    if options.class_weights == "balanced":
        factors = balanced_weights(job.train.labels, classes)
    gamma = options.focal_gamma if options.loss == "focal" else 0.0
    losses = {
        "logits": class_loss(options.label_smoothing, classes, weights=factors, focal_gamma=gamma),
        "lesion": lesion_loss,
    }
    shares = {"logits": 1.0, "lesion": options.lesion_weight}
    trainer.compile(
        optimizer=keras.optimizers.AdamW(
            learning_rate(options, stage, job.steps),
            weight_decay=options.weight_decay,
            use_ema=options.ema_momentum > 0,
            ema_momentum=options.ema_momentum,
            clipnorm=options.clip_norm or None,
        ),
        loss={name: losses[name] for name in names},
        loss_weights={name: shares[name] for name in names},
        jit_compile=False,
    )
    trainer.optimizer.build(trainer.trainable_variables)
    return trainer


def _watch(trainer: keras.Model, job: _Job) -> dict[str, float]:
    """Return loss and AUC of the watched part."""
    labels, classes = job.watched.labels, job.recipe.classes
    logits = predict(trainer, job.watched.images)["logits"].astype(np.float64)
    logits -= logits.max(axis=1, keepdims=True)
    logarithm = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    lesions = labels != classes.index("normal") if "normal" in classes else labels >= 0
    positive = classes.index(job.recipe.positive)
    score = logarithm[lesions, positive]
    return {
        "validation_loss": float(-logarithm[np.arange(len(labels)), labels].mean()),
        "validation_auc": auc(labels[lesions] == positive, score),
    }

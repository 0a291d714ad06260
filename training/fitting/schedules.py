"""Schedules: the stages of a training, and the learning rate in each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import keras

from engine.errors import UserFacingError
from training.recipe.fit_options import FitOptions


@dataclass(frozen=True, slots=True)
class Stage:
    """Epochs in which the same layers learn.

    Attributes
    ----------
    start, end : int
        The first epoch, counted from 0, and the first one after the last.
    rate : float
        The largest learning rate.
    frozen : bool
        Whether the whole backbone is held still.
    """

    start: int
    end: int
    rate: float
    frozen: bool


def plan_stages(options: FitOptions, epochs: int, *, pretrained: bool) -> list[Stage]:
    """Return the stages of a training of so many epochs.

    Raises
    ------
    UserFacingError
        If random features would be held still, or nothing would be left to learn afterwards.
    """
    if options.frozen_epochs == 0:
        return [Stage(0, epochs, options.learning_rate, frozen=False)]
    if not pretrained:
        raise UserFacingError(
            "The recipe freezes a backbone that is not pretrained, so nothing could be learned.",
            "Name its weights in the recipe, or set frozen_epochs to 0.",
        )
    if options.frozen_epochs >= epochs:
        return [Stage(0, epochs, options.learning_rate, frozen=True)]
    later = options.unfrozen_learning_rate or options.learning_rate
    return [
        Stage(0, options.frozen_epochs, options.learning_rate, frozen=True),
        Stage(options.frozen_epochs, epochs, later, frozen=False),
    ]


def open_layers(
    backbone: keras.Model, stage: Stage, options: FitOptions, fixed: Collection[str]
) -> None:
    """Let those layers of a backbone learn that a stage opens.

    Parameters
    ----------
    backbone : keras.Model
        The nested network of pretrained layers.
    stage : Stage
        What to open.
    options : FitOptions
        How many layers open after the frozen epochs, or after the linear answer.
    fixed : collection of str
        Names of the layers that never learn: batch normalisation of pretrained weights, which
        keeps its stored statistics (in weights whose normalisation was folded into the kernels,
        it has none to learn).
    """
    count = len(backbone.layers)
    opened = 0 if stage.frozen else count
    gradual = options.frozen_epochs > 0 or options.linear_probe > 0
    if not stage.frozen and gradual and isinstance(options.unfreeze, int):
        opened = min(options.unfreeze, count)
    for index, layer in enumerate(backbone.layers):
        layer.trainable = index >= count - opened and layer.name not in fixed


def learning_rate(options: FitOptions, stage: Stage, steps: int) -> Any:
    """Return the learning rate of a stage with so many steps an epoch, as Keras takes it."""
    schedules = keras.optimizers.schedules
    total = (stage.end - stage.start) * steps
    warm_up = options.warm_up_epochs * steps
    if options.schedule == "cosine" and warm_up == 0:
        return schedules.CosineDecay(stage.rate, max(1, total))
    if options.schedule == "cosine":
        return schedules.CosineDecay(
            initial_learning_rate=stage.rate / 20,
            warmup_target=stage.rate,
            warmup_steps=warm_up,
            decay_steps=max(1, total - warm_up),
        )
    if options.schedule == "exponential":
        return schedules.ExponentialDecay(stage.rate, max(1, total), 0.01)
    if options.schedule == "step":
        return schedules.PiecewiseConstantDecay(
            [max(1, total // 2), max(2, total * 3 // 4)],
            [stage.rate, stage.rate / 10, stage.rate / 100],
        )
    return stage.rate

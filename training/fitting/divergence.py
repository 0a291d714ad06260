"""Divergence check: weights that are no finite numbers stop a training."""

from __future__ import annotations

import keras
import numpy as np

from engine.errors import UserFacingError


def check_for_divergence(trainer: keras.Model, epoch: int, *, resumable: bool) -> None:
    """Stop a training whose weights are no longer finite.

    The loss need not show it: a rectifier turns what is not a number into 0, so that a diverged
    network answers every picture with its last biases, in finite numbers.

    Parameters
    ----------
    trainer : keras.Model
        After the epoch.
    epoch : int
        The epoch, counted from 1.
    resumable : bool
        Whether the state after the epoch before is on disk.

    Raises
    ------
    UserFacingError
        If one weight is infinite or not a number.
    """
    arrays = (np.asarray(variable) for variable in trainer.variables)
    if all(np.isfinite(array).all() for array in arrays):
        return
    again = "The same command goes on after the epoch before. " if resumable else ""
    raise UserFacingError(
        f"The training diverged in epoch {epoch}: weights are no longer finite numbers.",
        f"{again}If it diverges again, lower learning_rate in the recipe's [fit], or set "
        "mixed_precision = false, and train into a new folder.",
    )

"""Checkpoints of a training, each file whole whenever the process is killed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from engine.errors import UserFacingError
from engine.system.atomic_write import replacing

LAST = "last.npz"
BEST = "best.npz"
FINAL = "final.weights.h5"


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best epoch so far, by what the validation part says.

    Attributes
    ----------
    epoch : int
        Counted from 1.
    value : float
        What was monitored; smaller is better.
    weights : list of ndarray
        All variables of the network then.
    """

    epoch: int
    value: float
    weights: list[NDArray[Any]]


def save_checkpoint(trainer: keras.Model, folder: Path, epochs: int) -> None:
    """Save weights and optimiser state after so many epochs.

    Raises
    ------
    UserFacingError
        If the disk is full; the state of the epoch before stays.
    """
    with replacing(folder / LAST) as stream:
        np.savez(stream, epochs=np.array(epochs), **_named(trainer))


def epochs_done(folder: Path) -> int:
    """Return after how many epochs the last state was saved; 0 without one."""
    if not (folder / LAST).is_file():
        return 0
    with np.load(folder / LAST, allow_pickle=False) as state:
        return int(state["epochs"])


def load_checkpoint(trainer: keras.Model, folder: Path, *, optimizer: bool) -> None:
    """Load the last state.

    Parameters
    ----------
    trainer : keras.Model
        With built optimiser.
    folder : Path
        Of the network.
    optimizer : bool
        Whether the optimiser's state is wanted too; a new stage begins with a fresh one.
    """
    groups = {"w": trainer.variables}
    if optimizer:
        groups["o"] = trainer.optimizer.variables
    with np.load(folder / LAST, allow_pickle=False) as state:
        for group, variables in groups.items():
            for index, variable in enumerate(variables):
                variable.assign(state[f"{group}{index}"])


def save_best(folder: Path, best: Best) -> None:
    """Save the best epoch's weights.

    Raises
    ------
    UserFacingError
        If the disk is full.
    """
    arrays: dict[str, Any] = {f"w{index}": weight for index, weight in enumerate(best.weights)}
    with replacing(folder / BEST) as stream:
        np.savez(stream, epoch=np.array(best.epoch), value=np.array(best.value), **arrays)


def load_best(folder: Path) -> Best | None:
    """Return the best epoch saved so far; None without one."""
    if not (folder / BEST).is_file():
        return None
    with np.load(folder / BEST, allow_pickle=False) as state:
        count = sum(name.startswith("w") for name in state.files)
        weights = [state[f"w{index}"] for index in range(count)]
        return Best(int(state["epoch"]), float(state["value"]), weights)


def assign(variables: Iterable[Any], values: Sequence[NDArray[Any]]) -> None:
    """Give variables their values, in order."""
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)


def save_final(network: keras.Model, folder: Path) -> None:
    """Save the weights that training ended with; the file's presence means that it has ended.

    Raises
    ------
    UserFacingError
        If the disk is full; there is no such file then.
    """
    # Keras wants a name with this ending, and closes the file before it can be forced to disk.
    partial = folder / f"partial.{FINAL}"
    try:
        network.save_weights(partial)
        with partial.open("rb+") as stream:
            os.fsync(stream.fileno())
        partial.replace(folder / FINAL)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise _explained(error, folder / FINAL) from error


def _explained(error: OSError, target: Path) -> UserFacingError:
    if error.errno == errno.ENOSPC or "No space" in str(error):
        return UserFacingError(
            "The disk is full, so the trained weights were not written.",
            "Free some space; the same command goes on after the last finished epoch.",
            target,
        )
    return UserFacingError(
        f"The trained weights could not be written ({os.strerror(error.errno or errno.EIO)}).",
        "Check the disk or choose another folder; the same command goes on.",
        target,
    )


def _named(trainer: keras.Model) -> dict[str, Any]:
    return {
        f"{group}{index}": np.asarray(variable)
        for group, variables in (("w", trainer.variables), ("o", trainer.optimizer.variables))
        for index, variable in enumerate(variables)
    }

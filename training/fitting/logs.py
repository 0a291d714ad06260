"""Logs of a training: the figures of each epoch."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from engine.system.atomic_write import write_atomically
from training.fitting.time_left import time_left

CSV_FILE = "log.csv"
Row = dict[str, float]


def log_epoch(folder: Path, row: Row, *, tensorboard: bool = False) -> None:
    """Write the figures of an epoch to ``log.csv``.

    Rows of the same or later epochs, left by a training that was killed, are replaced.

    Parameters
    ----------
    folder : Path
        Of the network.
    row : dict
        With the key ``epoch``, counted from 1.
    tensorboard : bool
        Whether to write event files too.
    """
    rows = [old for old in read_log(folder) if old["epoch"] < row["epoch"]]
    names = list(dict.fromkeys(name for line in (*rows, row) for name in line))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows([*rows, row])
    write_atomically(folder / CSV_FILE, text.getvalue().encode("utf-8"))
    if tensorboard:
        _write_events(folder / "events", row)


def print_epoch(row: Row, epochs: int, seconds: float) -> None:
    """Print the figures of an epoch, and how long the network will go on learning.

    Parameters
    ----------
    row : dict
        As `log_epoch` takes it.
    epochs : int
        How many the network learns for, at most.
    seconds : float
        How long this one took; the others are expected to take as long.
    """
    figures = [f"{key} {value}" for key, value in row.items() if key != "epoch"]
    left = epochs - int(row["epoch"])
    parts = [f"epoch {row['epoch']} of {epochs}", *figures]
    if left:
        parts.append(time_left(seconds * left))
    print("  ".join(parts), file=sys.stderr, flush=True)


def read_log(folder: Path) -> list[Row]:
    """Return the epochs written down so far, oldest first."""
    path = folder / CSV_FILE
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as stream:
        return [
            {name: _number(value) for name, value in line.items() if value}
            for line in csv.DictReader(stream)
        ]


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() and "." not in text else value


def _write_events(folder: Path, row: Row) -> None:
    import tensorflow as tf

    # Written with TensorFlow alone: TensorBoard is needed to look at them, not to make them.
    data = tf.compat.v1.SummaryMetadata.PluginData(plugin_name="scalars")
    metadata = tf.compat.v1.SummaryMetadata(plugin_data=data)
    writer = tf.summary.create_file_writer(str(folder))
    with writer.as_default(step=int(row["epoch"])):
        for name, value in row.items():
            if name != "epoch":
                tf.summary.write(name, tf.constant(value, tf.float32), metadata=metadata)
    writer.close()

"""What a cross-validation in a run's own folder tells about the model that is made there.

A model that is trained on all cases has none left to be measured on. Networks that were trained the
same way on four fifths of them, each asked for the fifth that it never met, answer for it: their
figures stand on its card, and its temperature, operating point and inconclusive zone are chosen
on their answers.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.evaluation.figures import NORMAL

RESULT = "cross_validation.json"
ANSWERS = "answers.csv"


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """The answers to all cases, each by networks that never met its group.

    Attributes
    ----------
    logits, probabilities : ndarray of float32 and float64
        Shape (cases, classes); the probabilities are those of each fold's own calibration.
    labels : ndarray of int64
        Index of each case's class.
    sources, folds : ndarray of str
        Of each case; the fold is the one whose networks never met it.
    """

    logits: NDArray[np.float32]
    probabilities: NDArray[np.float64]
    labels: NDArray[np.int64]
    sources: NDArray[Any]
    folds: NDArray[Any]


def read_answers(folder: Path, classes: list[str]) -> OutOfFold | None:
    """Read the answers of a run's cross-validation; None where there was none."""
    path = folder / ANSWERS
    if not path.is_file():
        return None
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    logits, probabilities = (
        np.array([[float(row[f"{kind}_{name}"]) for name in classes] for row in rows])
        for kind in ("logit", "probability")
    )
    labels = np.array([classes.index(row["label"]) for row in rows], np.int64)
    sources, folds = (np.array([row[name] for row in rows]) for name in ("source", "fold"))
    return OutOfFold(logits.astype(np.float32), probabilities, labels, sources, folds)


def read_figures(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read a cross-validation's tables of figures, as on a card; empty where there was none."""
    path = folder / RESULT
    if not path.is_file():
        return {}
    tables: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return tables


def curves(
    found: OutOfFold | None, classes: list[str], positive: str
) -> dict[str, tuple[NDArray[np.bool_], NDArray[np.float64]]]:
    """Return truth and probability of the positive class by source, for the card's plots."""
    if found is None:
        return {}
    place = classes.index(positive)
    lesion = np.array([classes[label] != NORMAL for label in found.labels])
    return {
        f"{source} (cross-validated)": (
            found.labels[part] == place,
            found.probabilities[part, place],
        )
        for source in dict.fromkeys(found.sources)
        for part in [lesion & (found.sources == source)]
    }

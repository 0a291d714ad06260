"""Plots beside a card: ROC curves and reliability diagram."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from engine.model.model_card import MALIGNANT
from training.metrics import auc

Corner = Literal["lower right", "upper left"]
Curves = dict[str, tuple[NDArray[np.bool_], NDArray[np.float64]]]


def plot_roc(path: Path, curves: Curves) -> None:
    """Draw the ROC curve of each data set: truth and malignancy probability of each lesion."""
    figure, axes = _square("1 - specificity", "sensitivity")
    for name, (truth, score) in curves.items():
        order = np.argsort(-score)
        hits = np.concatenate([[0], np.cumsum(truth[order])]) / max(truth.sum(), 1)
        false = np.concatenate([[0], np.cumsum(~truth[order])]) / max((~truth).sum(), 1)
        axes.step(false, hits, where="post", label=f"{name}: AUC {auc(truth, score):.3f}")
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=0.8)
    _save(figure, axes, path, "lower right")


def plot_calibration(
    path: Path, curves: Curves, positive_class: str = MALIGNANT, bins: int = 8
) -> None:
    """Draw the observed share of the positive class against the probability stated."""
    what = (
        "malignancy probability"
        if positive_class == MALIGNANT
        else f"{positive_class}: probability"
    )
    figure, axes = _square(f"{what} stated", f"share found {positive_class}")
    for name, (truth, score) in curves.items():
        parts = np.array_split(np.argsort(score), bins)
        stated = [score[part].mean() for part in parts if len(part)]
        seen = [truth[part].mean() for part in parts if len(part)]
        axes.plot(stated, seen, marker="o", markersize=4, label=name)
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=0.8)
    _save(figure, axes, path, "upper left")


def _square(across: str, up: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(5, 5), dpi=120)
    axes = figure.subplots()
    axes.set(xlabel=across, ylabel=up, xlim=(-0.01, 1.01), ylim=(-0.01, 1.01))
    axes.set_aspect("equal")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Figure, axes: Axes, path: Path, corner: Corner) -> None:
    axes.legend(loc=corner, frameon=False, fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Software": None})

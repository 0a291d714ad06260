"""Plots of a comparison as SVG that takes its colours from the page it stands in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from training.compare.answers import Answers
from training.metrics import Estimate

SERIES = 8
# Matplotlib knows no colours of a page: it draws with these, which are then replaced by names.
_INK, _QUIET, _GRID = "#010203", "#040506", "#070809"
_SERIES = tuple(f"#0a00{number:02x}" for number in range(SERIES))
_NAMES = {
    _INK: "var(--ink)",
    _QUIET: "var(--quiet)",
    _GRID: "var(--grid)",
    **{colour: f"var(--s{number})" for number, colour in enumerate(_SERIES)},
}
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "comparison",
    "font.size": 9.0,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _QUIET,
    "xtick.color": _QUIET,
    "ytick.color": _QUIET,
    "xtick.labelcolor": _INK,
    "ytick.labelcolor": _INK,
    "grid.color": _GRID,
    "grid.linewidth": 0.7,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_NO_METADATA: Any = {"Creator": None, "Date": None, "Format": None, "Type": None}
_BINS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """An entrant as it is drawn.

    Attributes
    ----------
    name : str
        Of the entrant.
    series : int
        Of its colour, from 0.
    dashed : bool
        Whether its protocol leaks.
    answers : Answers
        What it said.
    """

    name: str
    series: int
    dashed: bool
    answers: Answers

    @property
    def style(self) -> dict[str, Any]:
        """How matplotlib draws it."""
        return {
            "color": _SERIES[self.series % SERIES],
            "linestyle": (0, (4, 2)) if self.dashed else "-",
            "linewidth": 1.8,
        }


def plot_roc(lines: Sequence[Line]) -> str:
    """Draw sensitivity against 1 - specificity."""
    with mpl.rc_context(_STYLE):
        figure, axes = _square("1 - specificity", "recall (sensitivity)")
        axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=0.8)
        for line in lines:
            axes.step(*roc_points(line.answers), where="post", **line.style)
        return _svg(figure, "ROC curves")


def plot_precision_recall(lines: Sequence[Line]) -> str:
    """Draw precision against recall, with the share of positives as the line of chance."""
    with mpl.rc_context(_STYLE):
        figure, axes = _square("recall (sensitivity)", "precision")
        for line in lines:
            truth = line.answers.positive[np.argsort(-line.answers.probability, kind="stable")]
            hits = np.cumsum(truth)
            axes.step(
                hits / max(hits[-1], 1),
                hits / np.arange(1, len(truth) + 1),
                where="post",
                **line.style,
            )
        share = float(np.mean([line.answers.positive.mean() for line in lines]))
        axes.axhline(share, color=_QUIET, linewidth=0.8)
        return _svg(figure, "Precision-recall curves")


def plot_reliability(lines: Sequence[Line]) -> str:
    """Draw the share found positive against the probability stated, over ten equal bins."""
    with mpl.rc_context(_STYLE):
        figure, axes = _square("probability stated", "share found positive")
        axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=0.8)
        for line in lines:
            stated, seen, counts = _reliability(line.answers)
            axes.plot(stated, seen, **{**line.style, "linewidth": 1.2})
            sizes = 8 + 70 * counts / counts.sum()
            axes.scatter(stated, seen, s=sizes, color=_SERIES[line.series % SERIES], zorder=3)
        return _svg(figure, "Reliability diagram")


def plot_intervals(rows: Sequence[tuple[Line, Estimate]], what: str, baseline: float | None) -> str:
    """Draw one figure of all entrants with its intervals, one row each, the first on top."""
    with mpl.rc_context({**_STYLE, "axes.grid.axis": "x"}):
        figure = Figure(figsize=(6.4, 0.8 + 0.27 * len(rows)))
        axes = figure.subplots()
        for place, (line, estimate) in enumerate(rows):
            style = {**line.style, "linewidth": 2.2}
            axes.plot([estimate.low, estimate.high], [place, place], **style)
            face = "none" if line.dashed else style["color"]
            axes.plot(
                estimate.value, place, "o", markersize=6, color=style["color"], markerfacecolor=face
            )
        if baseline is not None:
            axes.axvline(baseline, color=_QUIET, linewidth=1.0, linestyle=":")
        axes.set_yticks(range(len(rows)), [line.name for line, _ in rows])
        axes.set(ylim=(len(rows) - 0.5, -0.5), xlabel=what)
        lowest = min(estimate.low for _, estimate in rows)
        axes.set_xlim(min(0.5, lowest - 0.02), 1.005)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        return _svg(figure, what)


def plot_learning(curves: Sequence[Sequence[Mapping[str, float]]]) -> str:
    """Draw the loss of training and of the watched part against the epoch, a line a training."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(3.1, 2.1))
        axes = figure.subplots()
        for curve in curves:
            epochs = [row["epoch"] for row in curve]
            axes.plot(epochs, [row["loss"] for row in curve], color=_QUIET, linewidth=1.0)
            watched = [row.get("validation_loss", np.nan) for row in curve]
            axes.plot(epochs, watched, color=_SERIES[0], linewidth=1.4)
        axes.set(xlabel="epoch", ylabel="loss")
        axes.set_ylim(bottom=0)
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        return _svg(figure, "Learning curves")


def roc_points(found: Answers) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return 1 - specificity and sensitivity at every threshold, from (0, 0) to (1, 1)."""
    order = np.argsort(-found.probability, kind="stable")
    truth, values = found.positive[order], found.probability[order]
    ends = np.append(np.flatnonzero(np.diff(values)), len(truth) - 1)
    hits, false = np.cumsum(truth)[ends], np.cumsum(~truth)[ends]
    return (
        np.concatenate([[0.0], false / max(int(false[-1]), 1)]),
        np.concatenate([[0.0], hits / max(int(hits[-1]), 1)]),
    )


def _reliability(
    found: Answers,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    place = np.minimum((found.probability * _BINS).astype(int), _BINS - 1)
    filled = [bin_ for bin_ in range(_BINS) if (place == bin_).any()]
    stated = np.array([found.probability[place == bin_].mean() for bin_ in filled])
    seen = np.array([found.positive[place == bin_].mean() for bin_ in filled])
    return stated, seen, np.array([(place == bin_).sum() for bin_ in filled])


def _square(across: str, up: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(3.7, 3.7))
    axes = figure.subplots()
    axes.set(xlabel=across, ylabel=up, xlim=(-0.01, 1.01), ylim=(-0.01, 1.01))
    axes.set_aspect("equal")
    return figure, axes


def _svg(figure: Figure, label: str) -> str:
    figure.tight_layout()
    stream = io.StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata=_NO_METADATA)
    text = stream.getvalue()
    text = text[text.index("<svg") :]
    for colour, name in _NAMES.items():
        text = text.replace(colour, name)
    return text.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)

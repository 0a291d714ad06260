"""Report of the study of maps: data, a table and plots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from training.explain.ablation import BLUR, SHARES, area
from training.explain.anatomy import ADDITIVE
from training.explain.randomise import STAGES
from training.explain.study import LEARNED, MAPS, Row, Study
from training.markdown import markdown_table
from training.metrics import bootstrap

POINTING = "peak on the lesion"
OVERLAP = "median IoU at the lesion's area"
DELETION = "deletion area (lower is better)"
INSERTION = "insertion area (higher is better)"
_FIGURES: dict[str, Callable[[Row, str], float]] = {
    POINTING: lambda row, name: row.points(name),
    OVERLAP: lambda row, name: row.overlap(name),
    DELETION: lambda row, name: area(row.curves[name].deletion),
    INSERTION: lambda row, name: area(row.curves[name].insertion),
}
_ON_CURVES = frozenset({DELETION, INSERTION})


def results(study: Study, *, resamples: int = 2000) -> dict[str, Any]:
    """Return all figures as plain data; intervals are 95 % bootstrap intervals over groups.

    ``difference`` is the additive map's figure minus that of the map, on the same scans.
    """
    with_curves = [row for row in study.rows if row.curves]
    figures = []
    for figure, measure in _FIGURES.items():
        rows = with_curves if figure in _ON_CURVES else study.rows
        values = {name: np.array([measure(row, name) for row in rows]) for name in MAPS}
        figures += _figure_rows(figure, values, [row.group for row in rows], resamples)
    return {
        "scans": len(study.rows),
        "largest_logit_difference": max(row.difference for row in study.rows),
        "lesion_share": float(np.mean([row.seen.chance for row in study.rows])),
        "blur": BLUR,
        "figures": figures,
        "curves": _mean_curves(with_curves),
        "randomisation": {
            "stages": list(STAGES),
            "rank_correlation": {
                name: [round(float(value), 4) for value in found.mean(axis=1)]
                for name, found in study.similar.items()
            },
            "scans": next(iter(study.similar.values())).shape[1],
        },
    }


def _figure_rows(
    figure: str, values: dict[str, NDArray[np.float64]], groups: Sequence[str], resamples: int
) -> list[dict[str, Any]]:
    if not groups:
        return []
    centre = np.median if figure == OVERLAP else np.mean
    truth = np.ones(len(groups), bool)

    def estimate(numbers: NDArray[np.float64]) -> dict[str, Any]:
        found = bootstrap(
            lambda _, drawn: float(centre(drawn)), truth, numbers, groups, resamples=resamples
        )
        return found.as_dict()

    def difference(numbers: NDArray[np.float64]) -> dict[str, Any]:
        pairs = np.stack([values[ADDITIVE], numbers], axis=1)
        found = bootstrap(
            lambda _, drawn: float(centre(drawn[:, 0]) - centre(drawn[:, 1])),
            truth,
            pairs,
            groups,
            resamples=resamples,
        )
        return found.as_dict()

    return [
        {"figure": figure, "map": name, **estimate(numbers)}
        | ({} if name == ADDITIVE else {"difference": difference(numbers)})
        for name, numbers in values.items()
    ]


def _mean_curves(rows: Sequence[Row]) -> dict[str, Any]:
    if not rows:
        return {}
    return {
        "shares": list(SHARES),
        **{
            kind: {
                name: np.mean([getattr(row.curves[name], kind) for row in rows], axis=0)
                .round(4)
                .tolist()
                for name in MAPS
            }
            for kind in ("deletion", "insertion")
        },
    }


def table(found: dict[str, Any]) -> str:
    """Return the figures as a table in Markdown."""
    figures = list(dict.fromkeys(row["figure"] for row in found["figures"]))
    cells = {(row["map"], row["figure"]): row for row in found["figures"]}
    pointing = [[name, *(_cell(cells[name, figure]) for figure in figures)] for name in MAPS]
    checks = found["randomisation"]
    correlations = [
        [name, *(f"{value:.2f}" for value in values)]
        for name, values in checks["rank_correlation"].items()
    ]
    tables = [
        markdown_table(["map", *figures], pointing),
        markdown_table(["map, rank correlation with itself", *checks["stages"]], correlations),
    ]
    return "\n\n".join(tables) + "\n"


def _cell(row: dict[str, Any]) -> str:
    return f"{row['value']:.3f} [{row['low']:.3f}, {row['high']:.3f}]"


def plot_curves(path: Path, found: dict[str, Any]) -> None:
    """Draw the mean deletion and insertion curves."""
    figure = Figure(figsize=(10, 4), dpi=120)
    for axes, kind in zip(
        figure.subplots(1, 2, sharey=True), ("deletion", "insertion"), strict=True
    ):
        for name in MAPS:
            axes.plot(SHARES, found["curves"][kind][name], marker=".", label=name)
        axes.set(title=kind, xlabel="share of the frame's pixels", ylim=(0, 1))
        axes.spines[["top", "right"]].set_visible(False)
    figure.axes[0].set_ylabel("malignancy probability")
    figure.axes[1].legend(frameon=False, fontsize=8)
    _save(figure, path)


def plot_randomisation(path: Path, found: dict[str, Any]) -> None:
    """Draw how far each map is from itself, the more weights are shuffled."""
    figure = Figure(figsize=(7, 4), dpi=120)
    axes: Axes = figure.subplots()
    checks = found["randomisation"]
    for name in LEARNED:
        axes.plot(["none", *checks["stages"]], [1, *checks["rank_correlation"][name]], label=name)
    axes.axhline(0, color="0.7", linewidth=0.8)
    axes.set(ylabel="rank correlation with the map as trained", ylim=(-0.5, 1.02))
    axes.tick_params(axis="x", labelrotation=20, labelsize=7)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, metadata={"Software": None})

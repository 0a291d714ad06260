"""Web page of a comparison, in light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from training.compare.figures import FIGURES, confusion
from training.compare.plots import (
    SERIES,
    Line,
    plot_intervals,
    plot_learning,
    plot_precision_recall,
    plot_reliability,
    plot_roc,
)
from training.compare.run import Comparison, Result
from training.compare.table import p_value, remarks, size_of, tasks, way
from training.web_page import render_template


def render_page(found: Comparison) -> bytes:
    """Return the page as UTF-8; names from recipes are shown, never obeyed."""
    return render_template(
        "compare/page.html",
        entrants=len(found.results),
        figure_names=list(FIGURES),
        remarks=[_pieces(line) for line in remarks(found)],
        series=SERIES,
        tasks=[_task(found, task) for task in tasks(found)],
    )


def _task(found: Comparison, task: str) -> dict[str, Any]:
    results = [result for result in found.results if result.entrant.task == task]
    lines = _lines(results)
    names = {result.entrant.name for result in results}
    pairs = [pair for pair in found.differences if {pair.first, pair.second} <= names]
    return {
        "name": task,
        "lines": lines,
        "plots": {
            "accuracy": _intervals("accuracy", results, lines),
            "auc": _intervals("ROC-AUC", results, lines),
            "roc": plot_roc(lines),
            "precision_recall": plot_precision_recall(lines),
            "reliability": plot_reliability(lines),
        },
        "entrants": [_entrant(result, line) for result, line in zip(results, lines, strict=True)],
        "pairs": [(pair, p_value(pair)) for pair in pairs],
        "independent": all(pair.independent for pair in pairs),
    }


def _entrant(result: Result, line: Line) -> dict[str, Any]:
    recipe = result.entrant.recipe
    curves = [curve for curve in result.curves if curve]
    return {
        "line": line,
        "result": result,
        "claim": recipe.protocol.claim or "-",
        "leaks": way(result).partition(": ")[2],
        "scans": len(result.answers.names),
        "size": size_of(result).replace(" ", "\N{NO-BREAK SPACE}"),
        "positive": recipe.positive,
        "confusion": [
            (truth, [(count, count / max(sum(row), 1)) for count in row])
            for truth, row in zip(
                ("other", recipe.positive), confusion(result.answers), strict=True
            )
        ],
        "learning": plot_learning(curves) if curves else "",
    }


def _lines(results: Sequence[Result]) -> list[Line]:
    """Give the leaky and the honest measurement of a network one colour, dashed and full."""
    colours: dict[tuple[str, int], int] = {}
    seen: Counter[tuple[str, bool]] = Counter()
    lines = []
    for result in results:
        entrant = result.entrant
        look = (entrant.network, entrant.is_honest)
        colour = colours.setdefault((entrant.network, seen[look]), len(colours))
        seen[look] += 1
        lines.append(Line(entrant.name, colour, not entrant.is_honest, result.answers))
    return lines


def _intervals(name: str, results: Sequence[Result], lines: Sequence[Line]) -> str:
    rows = [
        (line, result.figures[name])
        for line, result in zip(lines, results, strict=True)
        if result.figures[name].is_defined
    ]
    if not rows:
        return ""
    baseline = max(result.baseline for result in results) if name == "accuracy" else 0.5
    what = "dotted: the majority baseline" if name == "accuracy" else "dotted: chance"
    return plot_intervals(rows, f"{name} ({what})", baseline)


def _pieces(line: str) -> list[tuple[str, bool]]:
    """Split a remark into texts, and whether each stood between asterisks."""
    pieces = line.split("*")
    return [
        (piece, place % 2 == 1 and place < len(pieces) - 1) for place, piece in enumerate(pieces)
    ]

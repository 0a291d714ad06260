"""The comparison as one web page that needs nothing else, in light and dark."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from training.compare.figures import FIGURES, confusion
from training.compare.pairs import Difference
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
from training.metrics import Estimate

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Comparison</title>
<style>
{style}</style></head><body>
<header><h1>Comparison</h1>
<p class="lead">{count}: the same network can look very different, depending on how it is
measured.</p></header>
<main>
"""


def render_page(found: Comparison) -> bytes:
    """Return the page as UTF-8; names from recipes are shown, never obeyed."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    networks = len(found.results)
    count = f"{networks} entrant{'s' if networks != 1 else ''}"
    parts = [
        _HEAD.format(style=style, count=count),
        '<section class="notes"><ul>',
        *(f"<li>{_emphasised(line)}</li>" for line in remarks(found)),
        "</ul></section>",
        *(_task(found, task) for task in tasks(found)),
        "</main></body></html>\n",
    ]
    return "\n".join(parts).encode("utf-8", "backslashreplace")


def _task(found: Comparison, task: str) -> str:
    results = [result for result in found.results if result.entrant.task == task]
    lines = _lines(results)
    names = {result.entrant.name for result in results}
    pairs = [pair for pair in found.differences if {pair.first, pair.second} <= names]
    return "\n".join(
        [
            f"<section><h2>{escape(task)}</h2>",
            _legend(lines),
            '<div class="plots two">',
            _interval_figure("Accuracy", "accuracy", results, lines),
            _interval_figure("Area under the ROC curve", "ROC-AUC", results, lines),
            "</div>",
            _figure_table(results, lines),
            "<h3>Curves</h3>",
            _legend(lines),
            '<div class="plots three">',
            _figure("ROC", plot_roc(lines)),
            _figure("Precision and recall", plot_precision_recall(lines)),
            _figure("Reliability", plot_reliability(lines)),
            "</div>",
            "<h3>Confusion matrices</h3>",
            f'<div class="plots small">{"".join(map(_confusion, results))}</div>',
            "<h3>Learning curves</h3>",
            (
                '<p class="hint">Grey: training. Coloured: the part that is watched (the test part '
                "where the epoch is chosen on it). Loss terms of the recipe count in training only."
                "</p>"
            ),
            f'<div class="plots small">{"".join(map(_learning, results))}</div>',
            _cost_table(results),
            _pair_table(pairs),
            "</section>",
        ]
    )


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


def _legend(lines: Sequence[Line]) -> str:
    items = "".join(f"<li>{_swatch(line)}{escape(line.name)}</li>" for line in lines)
    return f'<ul class="legend">{items}</ul>'


def _swatch(line: Line) -> str:
    kind = "dashed" if line.dashed else "solid"
    return f'<i style="border-top:3px {kind} var(--s{line.series % SERIES})"></i>'


def _interval_figure(
    title: str, name: str, results: Sequence[Result], lines: Sequence[Line]
) -> str:
    rows = [
        (line, result.figures[name])
        for line, result in zip(lines, results, strict=True)
        if not math.isnan(result.figures[name].value)
    ]
    if not rows:
        return ""
    baseline = max(result.baseline for result in results) if name == "accuracy" else 0.5
    what = "dotted: the majority baseline" if name == "accuracy" else "dotted: chance"
    return _figure(title, plot_intervals(rows, f"{name} ({what})", baseline))


def _figure(title: str, content: str) -> str:
    return f"<figure><figcaption>{escape(title)}</figcaption>{content}</figure>"


def _figure_table(results: Sequence[Result], lines: Sequence[Line]) -> str:
    head = ["entrant", "measured", "published", "scans", "majority", *FIGURES]
    rows = []
    for result, line in zip(results, lines, strict=True):
        claim = result.entrant.recipe.protocol.claim or "-"
        kind = "leaky" if line.dashed else "honest"
        rows.append(
            f"<tr><th scope='row'>{_swatch(line)}{escape(result.entrant.name)}</th>"
            f"<td class='words'><span class='chip {kind}'>{kind}</span>"
            f"<small>{escape(way(result).partition(': ')[2])}</small></td>"
            f"<td class='words'><small>{escape(claim)}</small></td>"
            f"<td class='number'>{len(result.answers.names):,}</td>"
            f"<td class='number'>{result.baseline:.3f}</td>"
            + "".join(_estimate(result.figures[name]) for name in FIGURES)
            + "</tr>"
        )
    return _table("Figures", head, rows)


def _cost_table(results: Sequence[Result]) -> str:
    head = ["entrant", "network", "input", "trained from", "parameters", "FLOPs"]
    head += ["ms an image", "MB", "minutes of training"]
    rows = []
    for result in results:
        size = size_of(result).replace(" ", "\N{NO-BREAK SPACE}")
        texts = (result.entrant.network, size, result.trained_from)
        numbers = (
            f"{result.costs.parameters / 1e6:.2f} M",
            f"{result.costs.operations / 1e9:.3f} G",
            f"{result.costs.milliseconds:.1f}",
            f"{result.costs.bytes / 1e6:.1f}",
            f"{result.minutes:.1f}",
        )
        rows.append(
            f"<tr><th scope='row'>{escape(result.entrant.name)}</th>"
            + "".join(f"<td>{escape(text)}</td>" for text in texts)
            + "".join(f"<td class='number'>{number}</td>" for number in numbers)
            + "</tr>"
        )
    return _table("What an answer costs, and how it was trained", head, rows)


def _pair_table(pairs: Sequence[Difference]) -> str:
    if not pairs:
        return ""
    head = ["first", "second", "scans of both", "ROC-AUC, first - second", "DeLong p", "accuracy"]
    rows = [
        f"<tr><th scope='row'>{escape(pair.first)}</th><td>{escape(pair.second)}</td>"
        f"<td class='number'>{pair.scans:,}</td>{_estimate(pair.auc, sign=True)}"
        f"<td class='number'>{escape(p_value(pair))}</td>{_estimate(pair.accuracy, sign=True)}</tr>"
        for pair in pairs
    ]
    note = ""
    if not all(pair.independent for pair in pairs):
        note = (
            '<p class="hint">* DeLong\'s test takes scans to be independent, and some are of one '
            "patient or nearly the same: trust the interval, which resamples whole groups.</p>"
        )
    return _table("Differences", head, rows) + note


def _table(title: str, head: Sequence[str], rows: Sequence[str]) -> str:
    cells = "".join(f"<th scope='col'>{escape(name)}</th>" for name in head)
    return (
        f"<h3>{escape(title)}</h3><div class='scroll'><table><thead><tr>{cells}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _estimate(estimate: Estimate, *, sign: bool = False) -> str:
    if math.isnan(estimate.value):
        return "<td class='number'>-</td>"
    form = "+.3f" if sign else ".3f"
    return (
        f"<td class='number'>{estimate.value:{form}}"
        f"<small>{estimate.low:{form}} to {estimate.high:{form}}</small></td>"
    )


def _confusion(result: Result) -> str:
    positive = result.entrant.recipe.positive
    cells = ""
    for truth, row in zip(("other", positive), confusion(result.answers), strict=True):
        total = max(sum(row), 1)
        cells += f"<tr><th scope='row'>{escape(truth)}</th>" + "".join(
            f"<td style='--share:{count / total:.3f}'><b>{count:,}</b>"
            f"<small>{count / total:.0%}</small></td>"
            for count in row
        )
        cells += "</tr>"
    head = f"<tr><td></td><th scope='col'>other</th><th scope='col'>{escape(positive)}</th></tr>"
    table = f"<table class='confusion'><thead>{head}</thead><tbody>{cells}</tbody></table>"
    return _figure(result.entrant.name, f"{table}<p class='hint'>rows: truth; columns: called</p>")


def _learning(result: Result) -> str:
    curves = [curve for curve in result.curves if curve]
    return _figure(result.entrant.name, plot_learning(curves)) if curves else ""


def _emphasised(line: str) -> str:
    pieces = escape(line).split("*")
    return "".join(
        f"<em>{piece}</em>" if place % 2 and place < len(pieces) - 1 else piece
        for place, piece in enumerate(pieces)
    )

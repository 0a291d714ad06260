"""Table of a comparison: Markdown for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from typing import Any

from training.compare.figures import FIGURES, confusion
from training.compare.pairs import Difference
from training.compare.run import Comparison, Result
from training.markdown import markdown_table
from training.metrics import Estimate

HONEST = "honest"
OWN = "leaky"


def as_markdown(found: Comparison) -> str:
    """Return figures, costs and differences as Markdown tables."""
    parts = ["# Comparison", "\n".join(f"- {line}" for line in remarks(found))]
    for task in tasks(found):
        results = [result for result in found.results if result.entrant.task == task]
        named = {result.entrant.name for result in results}
        pairs = [pair for pair in found.differences if {pair.first, pair.second} <= named]
        parts += [f"## {task}", _figure_table(results), _cost_table(results)]
        if pairs:
            parts.append(_difference_table(pairs))
    return "\n\n".join(parts) + "\n"


def as_csv(found: Comparison) -> str:
    """Return one line an entrant, each figure with its bounds."""
    rows = [_flat(result) for result in found.results]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_json(found: Comparison) -> str:
    """Return everything that stands in the tables, and the confusion matrices."""
    data = {
        "folds": found.plan.folds,
        "folds_measured": _measured(found),
        "quick": found.plan.quick,
        "entrants": [_entry(result) for result in found.results],
        "differences": [_difference(pair) for pair in found.differences],
        "left_out": found.left_out,
    }
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def tasks(found: Comparison) -> list[str]:
    """Return the tasks of the entrants, in the order of the recipes."""
    return list(dict.fromkeys(result.entrant.task for result in found.results))


def remarks(found: Comparison) -> list[str]:
    """Return what must be known to read the figures, one sentence or two each."""
    lines = [
        (
            f"{_measured(found)} of {found.plan.folds} folds were trained and measured; the "
            "scans of their test parts count together."
        ),
        "Brackets hold 95 % bootstrap intervals over whole patients or near-duplicate groups.",
        "Every figure takes one class as positive and the rest as negative: "
        + "; ".join(
            dict.fromkeys(
                f"{result.entrant.recipe.positive} in {' and '.join(result.entrant.recipe.sources)}"
                for result in found.results
            )
        )
        + ".",
        (
            "*leaky* entrants let training know the test part, as published figures did: what they "
            "reach is not what a new patient can expect. *honest* ones keep patients and "
            "near-duplicates together and choose nothing on the test part."
        ),
        "Milliseconds are those of one forward pass in LiteRT on one thread of this computer.",
    ]
    if any("for want" in result.trained_from for result in found.results):
        lines.append(
            "Networks trained from scratch for want of pretrained weights say so; with them they "
            "would do better."
        )
    if found.plan.quick:
        lines.append("This is a quick trial with small pictures and few epochs: no result.")
    return lines + [f"{name} is left out. {why}" for name, why in found.left_out.items()]


def way(result: Result) -> str:
    """Return whether an entrant is measured honestly, and if not, why."""
    leaks = result.entrant.recipe.protocol.leaks
    return f"{OWN}: {'; '.join(leaks)}" if leaks else HONEST


def shown(estimate: Estimate) -> str:
    """Return an estimate with its interval, three digits; a dash where it is undefined."""
    if not estimate.is_defined:
        return "-"
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def size_of(result: Result) -> str:
    """Return the size of the pictures that an entrant sees."""
    size = result.entrant.recipe.input
    return f"{size.rows} x {size.columns}"


def p_value(pair: Difference) -> str:
    """Return DeLong's p, marked where the scans are not independent."""
    text = "< 0.001" if pair.p_value < 0.001 else f"{pair.p_value:.3f}"
    return text if pair.independent else f"{text}*"


def _measured(found: Comparison) -> int:
    return 1 if found.plan.quick else min(found.plan.first, found.plan.folds)


def _figure_table(results: Sequence[Result]) -> str:
    head = ["entrant", "measured", "claim", "scans", "majority", *FIGURES]
    rows = [
        [
            result.entrant.name,
            way(result),
            result.entrant.recipe.protocol.claim or "-",
            f"{len(result.answers.names):,}",
            f"{result.baseline:.3f}",
            *(shown(result.figures[name]) for name in FIGURES),
        ]
        for result in results
    ]
    return markdown_table(head, rows)


def _cost_table(results: Sequence[Result]) -> str:
    head = ["entrant", "network", "input", "from", "parameters", "FLOPs", "ms", "MB", "minutes"]
    rows = [
        [
            result.entrant.name,
            result.entrant.network,
            size_of(result),
            result.trained_from,
            f"{result.costs.parameters / 1e6:.2f} M",
            f"{result.costs.operations / 1e9:.3f} G",
            f"{result.costs.milliseconds:.1f}",
            f"{result.costs.bytes / 1e6:.1f}",
            f"{result.minutes:.1f}",
        ]
        for result in results
    ]
    return markdown_table(head, rows)


def _difference_table(pairs: Sequence[Difference]) -> str:
    head = ["first", "second", "scans", "ROC-AUC, first - second", "DeLong p", "accuracy"]
    rows = [
        [
            pair.first,
            pair.second,
            f"{pair.scans:,}",
            shown(pair.auc),
            p_value(pair),
            shown(pair.accuracy),
        ]
        for pair in pairs
    ]
    note = ""
    if not all(pair.independent for pair in pairs):
        note = (
            "\n\n\\* DeLong's test takes scans to be independent, and some are of one patient or "
            "nearly the same: trust the interval, which resamples whole groups."
        )
    return markdown_table(head, rows) + note


def _flat(result: Result) -> dict[str, Any]:
    row: dict[str, Any] = {
        "entrant": result.entrant.name,
        "task": result.entrant.task,
        "measured": way(result),
        "claim": result.entrant.recipe.protocol.claim,
        "network": result.entrant.network,
        "input": size_of(result),
        "from": result.trained_from,
        "scans": len(result.answers.names),
        "positive": int(result.answers.positive.sum()),
        "majority": round(result.baseline, 4),
    }
    for name, estimate in result.figures.items():
        row |= {
            name: _rounded(estimate.value),
            f"{name} low": _rounded(estimate.low),
            f"{name} high": _rounded(estimate.high),
        }
    return row | {
        "parameters": result.costs.parameters,
        "FLOPs": result.costs.operations,
        "bytes": result.costs.bytes,
        "milliseconds": result.costs.milliseconds,
        "minutes": round(result.minutes, 2),
    }


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _entry(result: Result) -> dict[str, Any]:
    (tn, fp), (fn, tp) = confusion(result.answers)
    return _flat(result) | {
        "leaks": list(result.entrant.recipe.protocol.leaks),
        "positive class": result.entrant.recipe.positive,
        "confusion": {"tn": tn, "fp": fp, "fn": fn, "tp": tp},
        "learning_curves": [
            [{name: _rounded(value) for name, value in row.items()} for row in curve]
            for curve in result.curves
        ],
    }


def _difference(pair: Difference) -> dict[str, Any]:
    return {
        "first": pair.first,
        "second": pair.second,
        "scans": pair.scans,
        "auc": pair.auc.as_dict(),
        "accuracy": pair.accuracy.as_dict(),
        "delong_p": pair.p_value,
        "independent": pair.independent,
    }

"""Report of a robustness study: one Markdown table a hospital."""

from __future__ import annotations

from typing import Any

from training.markdown import markdown_table
from training.robustness.study import UNCHANGED

_HEAD = (
    "change",
    "AUC",
    "AUC lost",
    "sensitivity / specificity",
    "other side of the point",
    "inconclusive",
    "out of scope",
    "heatmap peaks on the lesion",
)


def table(found: dict[str, Any]) -> str:
    """Return one table a hospital, of what `training.robustness.command` writes as data."""
    point = f"the operating point {found['operating_point']}"
    lines = [f"{found['model']} {found['version']}; sensitivity and who crosses: at {point}."]
    for source, rows in found["data"].items():
        lines += ["", f"{source}, {rows[0]['scans']} scans:", ""]
        lines.append(markdown_table(_HEAD, map(_cells, rows)))
    return "\n".join(lines) + "\n"


def _cells(row: dict[str, Any]) -> list[str]:
    if row["kind"] == UNCHANGED:
        name, lost, crossed = UNCHANGED, "", ""
    else:
        name, lost = f"{row['kind']}, {row['amount']}", _interval(row["loss"])
        crossed = f"{row['crossed']:.1%}"
    pointing = "" if row["on_lesion"] is None else f"{row['on_lesion']:.3f}"
    return [
        name,
        f"{row['auc']['value']:.3f}",
        lost,
        f"{row['sensitivity']:.3f} / {row['specificity']:.3f}",
        crossed,
        f"{row['inconclusive']:.1%}",
        f"{row['refused']:.1%}",
        pointing,
    ]


def _interval(estimate: dict[str, Any]) -> str:
    # Adding zero turns a negative zero into a plain one.
    value, low, high = (round(estimate[key], 3) + 0.0 for key in ("value", "low", "high"))
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"

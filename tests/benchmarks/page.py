"""The page of the figures: a section between two marks; what stands around it stays."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from engine.system.atomic_write import write_atomically
from tests.benchmarks.result import Row

BEGIN: Final = "<!-- benchmarks: begin -->"
END: Final = "<!-- benchmarks: end -->"
_PLOT: Final = "images/benchmarks.png"
_PACKAGES: Final = ("ai-edge-litert", "numpy", "opencv-python-headless", "pyside6-essentials")


def write(page: Path, rows: Sequence[Row], command: str, loads: tuple[float, float]) -> None:
    """Put the rows in place of those of an earlier run."""
    text = page.read_text(encoding="utf-8")
    before, mark, rest = text.partition(BEGIN)
    if not mark:
        raise ValueError(f"{page} has no line {BEGIN}")
    after = rest.partition(END)[2]
    section = "\n".join(_section(rows, command, loads))
    write_atomically(page, f"{before}{BEGIN}\n{section}\n{END}{after}".encode())


def _section(rows: Sequence[Row], command: str, loads: tuple[float, float]) -> list[str]:
    yes_no = {True: "yes", False: "no", None: "-"}
    lines = [
        f"Measured by `{command}` on {_machine()}.",
        f"The load was {loads[0]:.1f} at the beginning and {loads[1]:.1f} at the end.",
        f"What is above {os.cpu_count()} is other work: it makes seconds longer and leaves ratios,",
        "taken in turn in one run, nearly as they are.",
        "Medians, and in brackets the least and the largest.",
        "",
        "| # | measure | target | reached | |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        cells = (str(row.number), row.measure, row.target, row.reached, yes_no[row.passed])
        lines.append("| " + " | ".join(cells) + " |")
    lines.append("")
    for row in rows:
        lines += [f"- Row {row.number}: {note}" for note in row.notes]
    lines += ["", f"![Every sample of every row, with its median]({_PLOT})"]
    return lines


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    cores = f"{os.cpu_count()} cores ({platform.machine()})"
    return f"{cores}, {platform.system()}, Python {platform.python_version()}, {packages}"


def plot(rows: Sequence[Row], target: Path) -> None:
    """Draw every sample as a point and every median as a bar, a panel a row."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    shown = [row for row in rows if row.samples]
    heights = [1 + 0.45 * len(row.samples) for row in shown]
    figure, panels = plt.subplots(
        len(shown),
        1,
        figsize=(9, sum(heights) * 0.75),
        height_ratios=heights,
        layout="constrained",
        squeeze=False,
    )
    for row, axes in zip(shown, panels[:, 0], strict=True):
        names = list(row.samples)
        for place, name in enumerate(names):
            values = sorted(row.samples[name])
            axes.barh(place, values[len(values) // 2], height=0.6, color="#9db8d2")
            axes.plot(values, [place] * len(values), ".", color="#1b3a57", markersize=4)
        axes.set_yticks(range(len(names)), names)
        axes.invert_yaxis()
        axes.set_xlabel(row.unit)
        axes.set_title(f"{row.number}", loc="left", fontweight="bold")
        axes.spines[["top", "right"]].set_visible(False)
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, dpi=80)
    plt.close(figure)

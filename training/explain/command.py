"""The ``explain`` command."""

from __future__ import annotations

import argparse
import json
import sys
from itertools import count
from pathlib import Path

from engine.commands.progress import Progress
from engine.system.atomic_write import write_atomically


def add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a command line."""
    parser = commands.add_parser(
        "explain", help="measure how well the heatmaps of a model explain it"
    )
    parser.add_argument("run", type=Path)
    parser.add_argument("--output", type=Path, required=True, help="folder for table and plots")
    parser.add_argument("--data", type=Path, help="folder with the data sets (default: the run's)")
    parser.add_argument("--part", choices=("validation", "test"), default="test")
    parser.add_argument("--scans", type=_positive, default=250, help="with a lesion (default: 250)")
    parser.add_argument(
        "--curves", type=_positive, default=80, help="for deletion and insertion (default: 80)"
    )
    parser.add_argument(
        "--randomised", type=_positive, default=30, help="for shuffled weights (default: 30)"
    )
    parser.set_defaults(command=_explain)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _explain(options: argparse.Namespace) -> None:
    from training.explain.randomise import STAGES
    from training.explain.report import plot_curves, plot_randomisation, results, table
    from training.explain.study import Amount, study_maps
    from training.run import Run

    run = Run.open(options.run, options.data)
    options.output.mkdir(parents=True, exist_ok=True)
    amount = Amount(options.scans, options.curves, options.randomised)
    progress = Progress(sys.stderr, amount.scans + amount.curves + len(STAGES))
    steps = count(1)
    try:
        study = study_maps(run, options.part, amount, lambda step: progress.show(next(steps), step))
    finally:
        progress.clear()
    found = {"part": options.part, **results(study)}
    text = json.dumps(found, indent=1)
    write_atomically(options.output / "explanations.json", text.encode("ascii"))
    write_atomically(options.output / "explanations.md", table(found).encode())
    if found["curves"]:
        plot_curves(options.output / "ablation.png", found)
    plot_randomisation(options.output / "randomisation.png", found)
    print(table(found))

"""The ``audit`` command."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from engine.commands.progress import Progress
from engine.errors import UserFacingError
from engine.system.atomic_write import write_atomically


def add_audit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a command line."""
    parser = commands.add_parser("audit", help="find copies, leaks and other defects of a data set")
    parser.add_argument("dataset", type=Path, help="folder, or CSV file of paths and labels")
    parser.add_argument("--html", type=Path, help="write a page with pictures of the pairs")
    parser.add_argument("--json", type=Path, help="write the findings as data")
    parser.add_argument("--split", type=Path, help="split.json to look for leaks in")
    parser.set_defaults(command=_audit)


def _audit(options: argparse.Namespace) -> None:
    from training.audit.page import render_page
    from training.audit.run import audit
    from training.audit.summary import summarise
    from training.datasets.layout import open_dataset

    for target in (options.html, options.json):
        _check_target(target)
    dataset = open_dataset(options.dataset)
    progress = Progress(sys.stderr, len(dataset.cases))
    try:
        report = audit(
            dataset, options.split, lambda number, path: progress.show(number, path.name)
        )
    finally:
        progress.clear()
    print("\n".join(summarise(report)))
    if options.json is not None:
        text = json.dumps(report.as_data(), indent=1)
        write_atomically(options.json, text.encode("ascii"))
    if options.html is not None:
        write_atomically(options.html, render_page(report))


def _check_target(target: Path | None) -> None:
    # Found now rather than after minutes of work.
    if target is not None and (target.is_dir() or not target.parent.is_dir()):
        raise UserFacingError(
            f"{target} cannot be written: its folder does not exist, or it is a folder itself.",
            "Choose another name.",
            target,
        )

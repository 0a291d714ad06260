"""Measure the rows of docs/reliability.md: ``python -m tests.reliability``.

Each row runs in a process of its own, so that a row that dies is one line of the table. The last
thing printed is the table.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.reliability.result import RowResult
from tests.reliability.rows import Row, all_rows, run_apart


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for.

    Returns
    -------
    int
        0 when every measured row reached its figure, else 1.
    """
    stated = _parser().parse_args(arguments)
    rows = [row for row in all_rows() if stated.rows is None or row.number in stated.rows]
    if stated.save is not None:
        rows[0].module().run(stated.seed, stated.scale).save(stated.save)
        return 0
    lines = [_measured(row, stated.seed, stated.scale) for row in rows]
    sys.stdout.write(_table(lines) + "\n")
    return int(any(result.passed is False for _, result, _ in lines))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("--rows", type=_numbers, help="only these, such as 4,5")
    parser.add_argument("--seed", type=int, default=1, help="of every random choice (default 1)")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="share of the full counts (default 1)"
    )
    parser.add_argument("--save", type=Path, help=argparse.SUPPRESS)
    return parser


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",")}


def _measured(row: Row, seed: int, scale: float) -> tuple[Row, RowResult, float]:
    sys.stderr.write(f"row {row.number}: {row.module().TITLE}\n")
    begun = time.monotonic()
    result = run_apart(row, seed, scale)
    return row, result, time.monotonic() - begun


def _table(lines: list[tuple[Row, RowResult, float]]) -> str:
    head = ["| # | fault or load | figure to reach | reached | figure measured | seconds |"]
    head.append("|---|---|---|---|---|---|")
    return "\n".join(head + [_line(*line) for line in lines])


def _line(row: Row, result: RowResult, seconds: float) -> str:
    words = {True: "yes", False: "NO", None: "not here"}
    module = row.module()
    figure = f"{result.figure} ({result.details})" if result.details else result.figure
    return (
        f"| {row.number} | {module.TITLE} | {module.TARGET} | {words[result.passed]} "
        f"| {figure} | {seconds:.0f} |"
    )


if __name__ == "__main__":
    raise SystemExit(main())

"""All benchmarks: ``python -m tests.benchmarks`` measures ten rows and writes docs/benchmarks.md.

Needs the extras training and dev, uv for the environments of the peers, and Xvfb with xdotool for
the rows with a window.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.benchmarks import page
from tests.benchmarks.peers import ROOT
from tests.benchmarks.result import Row, Setting

ROWS: Final = {
    int(file.stem.split("_")[1]): file.stem for file in Path(__file__).parent.glob("row_*.py")
}
_PAGE: Final = ROOT / "docs" / "benchmarks.md"


def main() -> int:
    arguments = _arguments()
    begun, load = time.monotonic(), os.getloadavg()[0]
    rows = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as place:
        for number in arguments.rows:
            folder = Path(place) / str(number)
            folder.mkdir()
            setting = Setting(arguments.quick, arguments.full, folder, arguments.environments)
            rows.append(_measured(number, setting))
    took = (time.monotonic() - begun) / 60
    sys.stdout.write(f"{took:.1f} minutes\n")
    if arguments.write:
        options = [name for name in ("quick", "full") if getattr(arguments, name)]
        command = " ".join(
            ["python -m tests.benchmarks --write", *(f"--{name}" for name in options)]
        )
        page.plot(rows, _PAGE.parent / "images" / "benchmarks.png")
        page.write(_PAGE, rows, command, (load, os.getloadavg()[0]))
    return 0


def _measured(number: int, setting: Setting) -> Row:
    begun = time.monotonic()
    row: Row = importlib.import_module(f"tests.benchmarks.{ROWS[number]}").run(setting)
    verdict = {True: "reached", False: "NOT reached", None: "no verdict"}[row.passed]
    took = time.monotonic() - begun
    sys.stdout.write(f"{number:2}  {row.reached}\n    {row.target}: {verdict} ({took:.0f} s)\n")
    sys.stdout.flush()
    return row


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fraction of everything")
    parser.add_argument("--full", action="store_true", help="the audit of 50,000 images, too")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md and a plot")
    parser.add_argument(
        "--rows",
        type=lambda text: [int(number) for number in text.split(",")],
        default=sorted(ROWS),
        help="some of them, such as 3,4",
    )
    parser.add_argument(
        "--environments",
        type=Path,
        default=ROOT / "build" / "peers",
        help="where the peers are installed (default: %(default)s)",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

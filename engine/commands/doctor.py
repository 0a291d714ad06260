"""``second-reader doctor``: the checks of an installation, printed, with advice on each problem."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TextIO

from engine.commands.json_lines import as_json_line
from engine.commands.self_check import Check
from engine.terminal_text import printable, width

_NAMES: Final = 32
_STATES: Final = {True: "ok     ", False: "problem"}


def run_doctor(arguments: argparse.Namespace, checks: Iterable[Check], output: TextIO) -> int:
    """Carry out ``doctor``.

    Parameters
    ----------
    arguments : argparse.Namespace
        As parsed by what `engine.commands.arguments.describe_doctor` described.
    checks : iterable of Check
        Each is printed as soon as it is done.
    output : TextIO
        Standard output.

    Returns
    -------
    int
        Exit status: 0 if everything works, 1 if there is a problem.
    """
    tally = _Tally()
    for check in checks:
        tally.count(check)
        output.write(_as_json(check) if arguments.json else _as_lines(check))
        # A check may take seconds, or end the program.
        output.flush()
    if not arguments.json:
        output.write(f"\n{tally}\n")
    return 1 if tally.problems else 0


@dataclass
class _Tally:
    done: int = 0
    problems: list[str] = field(default_factory=list)

    def count(self, check: Check) -> None:
        self.done += 1
        if not check.is_ok:
            self.problems.append(check.name)

    def __str__(self) -> str:
        if not self.problems:
            return f"Everything works: {self.done} checks."
        return f"{len(self.problems)} of {self.done} checks found a problem."


def _as_json(check: Check) -> str:
    return as_json_line(
        {"check": check.name, "ok": check.is_ok, "detail": check.detail, "hint": check.hint}
    )


def _as_lines(check: Check) -> str:
    gap = " " * max(0, _NAMES - width(check.name))
    lines = [f"{_STATES[check.is_ok]}  {check.name}{gap}  {printable(check.detail)}"]
    if check.hint:
        lines.append(f"         {' ' * _NAMES}  What to do: {printable(check.hint)}")
    return "".join(f"{line.rstrip()}\n" for line in lines)

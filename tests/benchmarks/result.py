"""What a row of the table of benchmarks is."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    """How much is measured, and where things lie.

    Attributes
    ----------
    quick : bool
        Whether a fraction will do: enough to see that everything runs, not to quote a figure.
    full : bool
        Whether rows that take many minutes are measured whole.
    place : Path
        A folder for whatever is drawn and written.
    environments : Path
        The folder of the peers' environments.
    """

    quick: bool
    full: bool
    place: Path
    environments: Path

    def times(self, usual: int) -> int:
        """Return how often to repeat what is usually repeated so often."""
        return max(2, usual // 4) if self.quick else usual


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes
    ----------
    number : int
        As in the table of targets.
    measure, target, reached : str
        In words.
    passed : bool or None
        None where the figure says nothing about the target.
    samples : dict
        What was measured, by name: the bars of the plot, in ``unit``.
    unit : str
        Of the samples.
    notes : tuple of str
        What must be known to judge the figure.
    """

    number: int
    measure: str
    target: str
    reached: str
    passed: bool | None
    samples: dict[str, list[float]] = field(default_factory=dict)
    unit: str = "s"
    notes: tuple[str, ...] = ()


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Return median, least and largest in words."""
    low, high = min(values), max(values)
    return f"{middle(values):.{digits}f} [{low:.{digits}f} to {high:.{digits}f}]"


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Return ours by theirs, pair by pair: a machine that slows down slows both of a pair."""
    return [own / other for own, other in zip(ours, theirs, strict=True)]


def one_in(values: Sequence[float]) -> str:
    """Return a ratio as one in so many."""
    return f"1/{1 / middle(values):.1f}"

"""Summary of a batch: counts of its answers, and a histogram of the malignancy probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from engine.finding import Status
from engine.records.finding_record import FindingRecord
from engine.terminal_text import aligned, printable

BINS: Final = 20
_WORDS: Final = {
    Status.INCONCLUSIVE: "inconclusive",
    Status.OUT_OF_SCOPE: "out of scope",
    Status.UNREADABLE: "not read",
}


class Summary:
    """Counts rows as they come.

    Parameters
    ----------
    rows : iterable of FindingRecord
        To begin with.

    Attributes
    ----------
    statuses : Counter
        Number of rows of each status.
    classes : Counter
        Number of rows of each class, among those whose status is ``OK``.
    suspicious : int
        Number of rows that reach the operating point.
    histogram : list of int
        Number of malignancy probabilities in each of `BINS` equal parts of 0 to 1.
    thresholds : Counter
        Number of rows for each threshold of an operating point.
    """

    def __init__(self, rows: Iterable[FindingRecord] = ()) -> None:
        self.statuses: Counter[Status] = Counter()
        self.classes: Counter[str] = Counter()
        self.suspicious = 0
        self.histogram = [0] * BINS
        self.thresholds: Counter[float] = Counter()
        for row in rows:
            self.add(row)

    @property
    def total(self) -> int:
        """Number of rows."""
        return self.statuses.total()

    @property
    def everything_read(self) -> bool:
        """Whether no file was unreadable."""
        return not self.statuses[Status.UNREADABLE]

    def add(self, row: FindingRecord) -> None:
        """Count a row in."""
        self.statuses[row.status] += 1
        if row.status is Status.OK and row.class_name is not None:
            self.classes[row.class_name] += 1
        self.suspicious += bool(row.is_suspicious)
        if row.malignancy_probability is not None:
            self.histogram[min(BINS - 1, int(BINS * row.malignancy_probability))] += 1
        if row.operating_point is not None:
            self.thresholds[row.operating_point.threshold] += 1

    def table(self) -> list[str]:
        """Return the counts as lines of text: the classes that were answered, then the rest."""
        answers = [(printable(name), self.classes[name]) for name in sorted(self.classes)]
        others = [(word, self.statuses[status]) for status, word in _WORDS.items()]
        counted = [*answers, *((word, number) for word, number in others if number)]
        rows = [(name, f"{number:,}") for name, number in [*counted, ("total", self.total)]]
        lines = aligned([("Answer", "Files"), *rows], right=(1,))
        if self.thresholds:
            lines.append(f"The operating point is reached by {self.suspicious:,}.")
        return lines

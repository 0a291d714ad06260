"""Tally of a batch for its summary: counts and the most suspicious rows, bounded in size."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from engine.finding import ModelIdentity, OperatingPoint, Status
from engine.records.finding_record import FindingRecord

LISTED: Final = 60
"""Rows that are printed, with their pictures; all rows are in the table that a batch exports."""
_BINS: Final = 20


@dataclass(slots=True)
class Tally:
    """Counts of the rows seen so far, and the most suspicious of them."""

    statuses: Counter[Status] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    modalities: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    models: Counter[ModelIdentity] = field(default_factory=Counter)
    points: Counter[OperatingPoint] = field(default_factory=Counter)
    bins: list[int] = field(default_factory=lambda: [0] * _BINS)
    reached: int = 0
    top: list[tuple[float, int, FindingRecord]] = field(default_factory=list)
    total: int = 0

    def add(self, row: FindingRecord) -> None:
        """Count one row, and keep it if it is among the most suspicious."""
        self.total += 1
        self.statuses[row.status] += 1
        if row.modality:
            self.modalities[row.modality] += 1
        if row.status is Status.OK and row.class_name:
            self.classes[row.class_name] += 1
        if row.reason and row.status in {Status.OUT_OF_SCOPE, Status.UNREADABLE}:
            self.reasons[row.reason.summary] += 1
        if row.model is not None:
            self.models[row.model] += 1
        if row.operating_point is not None:
            self.points[row.operating_point] += 1
        if row.malignancy_probability is not None:
            self._add_probability(row.malignancy_probability, row)

    def _add_probability(self, probability: float, row: FindingRecord) -> None:
        self.bins[min(int(probability * _BINS), _BINS - 1)] += 1
        self.reached += bool(row.is_suspicious)
        # The number keeps equal ones in their order, and rows from being compared.
        entry = (probability, -self.total, row)
        if len(self.top) < LISTED:
            heapq.heappush(self.top, entry)
        else:
            heapq.heappushpop(self.top, entry)

    @property
    def point(self) -> OperatingPoint | None:
        """The operating point, where all rows have the same."""
        return next(iter(self.points)) if len(self.points) == 1 else None

"""What the summary of a batch keeps of its rows, however many there are."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.finding import OperatingPoint, Status

LISTED: Final = 60
"""Rows that are printed, with their pictures; all rows are in the table that a batch exports."""
_BINS: Final = 20


@dataclass(slots=True)
class Tally:
    """What is kept of the rows while they pass by."""

    statuses: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    modalities: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    models: dict[tuple[str, str, str], int] = field(default_factory=dict)
    points: dict[tuple[str, float, float], int] = field(default_factory=dict)
    bins: list[int] = field(default_factory=lambda: [0] * _BINS)
    reached: int = 0
    top: list[tuple[float, int, Mapping[str, Any]]] = field(default_factory=list)
    total: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Count one row, and keep it if it is among the most suspicious."""
        self.total += 1
        status = str(row["status"])
        self.statuses[status] += 1
        if row.get("modality"):
            self.modalities[str(row["modality"])] += 1
        if status == Status.OK and row.get("class"):
            self.classes[str(row["class"])] += 1
        error = row.get("error")
        if error and status in {Status.OUT_OF_SCOPE, Status.UNREADABLE}:
            self.reasons[str(error["summary"])] += 1
        self._add_model(row)
        probability = row.get("malignancy_probability")
        if probability is not None:
            self._add_probability(float(probability), row)

    def _add_model(self, row: Mapping[str, Any]) -> None:
        if model := row.get("model"):
            key = (str(model["name"]), str(model["version"]), str(model["sha256"]))
            self.models[key] = self.models.get(key, 0) + 1
        if point := row.get("operating_point"):
            named = (str(point["name"]), float(point["threshold"]), float(point["sensitivity"]))
            self.points[named] = self.points.get(named, 0) + 1

    def _add_probability(self, probability: float, row: Mapping[str, Any]) -> None:
        self.bins[min(int(probability * _BINS), _BINS - 1)] += 1
        point = row.get("operating_point")
        self.reached += bool(point and probability >= float(point["threshold"]))
        # The number keeps equal ones in their order, and rows from being compared.
        entry = (probability, -self.total, row)
        if len(self.top) < LISTED:
            heapq.heappush(self.top, entry)
        else:
            heapq.heappushpop(self.top, entry)

    @property
    def point(self) -> OperatingPoint | None:
        """The operating point, where all rows have the same."""
        return OperatingPoint(*next(iter(self.points))) if len(self.points) == 1 else None

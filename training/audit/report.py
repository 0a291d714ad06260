"""Report of an audit: all findings about a data set, as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from training.audit.leaks import Leaks
from training.audit.measure import Measured
from training.audit.pairs import Duplicates
from training.audit.shortcuts import Shortcut
from training.datasets.case import Case
from training.near_duplicates.correlation import DuplicatePair


@dataclass(frozen=True, slots=True)
class Report:
    """The findings.

    Attributes
    ----------
    name : str
        Of the data set.
    cases : sequence of Case
        Its pictures.
    paths : sequence of str
        Their paths relative to the data set, with ``/``.
    files : sequence of Measured
        What was measured of each.
    duplicates : Duplicates
        What shows the same.
    leaks : Leaks or None
        None without a split.
    shortcuts : list of Shortcut
        Facts that predict the class without the picture.
    """

    name: str
    cases: Sequence[Case]
    paths: Sequence[str]
    files: Sequence[Measured]
    duplicates: Duplicates
    leaks: Leaks | None
    shortcuts: list[Shortcut]

    @property
    def classes(self) -> dict[str, int]:
        """Number of pictures of each class, the most frequent first."""
        return dict(Counter(case.label for case in self.cases).most_common())

    @property
    def sizes(self) -> dict[tuple[int, int], int]:
        """Number of pictures of each size (columns, rows), the most frequent first."""
        shown = [file.picture for file in self.files if file.picture is not None]
        return dict(Counter((one.columns, one.rows) for one in shown).most_common())

    @property
    def patients(self) -> int | None:
        """Number of patients; None where none is published."""
        named = {(case.source, case.patient) for case in self.cases if case.patient is not None}
        return len(named) or None

    @property
    def unreadable(self) -> list[int]:
        """Positions of the files that cannot be decoded."""
        return [index for index, file in enumerate(self.files) if file.picture is None]

    @property
    def blank(self) -> list[int]:
        """Positions of the pictures that show nothing."""
        return [
            index for index, file in enumerate(self.files) if file.picture and file.picture.is_blank
        ]

    @property
    def inverted(self) -> list[int]:
        """Positions of the pictures whose greys seem inverted; blank ones are none."""
        return [
            index
            for index, file in enumerate(self.files)
            if file.picture and file.picture.background.is_inverted and not file.picture.is_blank
        ]

    @property
    def overlays(self) -> dict[str, dict[str, int]]:
        """For each class the number of readable pictures, and of those with marks, by kind."""
        found: dict[str, dict[str, int]] = {
            label: {"images": 0, "calipers": 0, "letters": 0, "any": 0} for label in self.classes
        }
        for case, file in zip(self.cases, self.files, strict=True):
            if file.picture is not None:
                marks = file.picture.overlays
                row = found[case.label]
                row["images"] += 1
                row["calipers"] += marks.calipers > 0
                row["letters"] += marks.letters > 0
                row["any"] += marks.calipers > 0 or marks.letters > 0
        return found

    @property
    def conflicts(self) -> list[DuplicatePair]:
        """Near-duplicates whose labels contradict each other."""
        return [pair for pair in self.duplicates.near if self._labels_differ(pair)]

    def as_data(self) -> dict[str, Any]:
        """Return the findings as plain data; see docs/audit.md for each entry."""
        readable = len(self.files) - len(self.unreadable)
        return {
            "data_set": self.name,
            "images": len(self.cases),
            "readable": readable,
            "patients": self.patients,
            "classes": self.classes,
            "majority_share": _share(max(self.classes.values()), len(self.cases)),
            "sizes": [
                {"columns": columns, "rows": rows, "images": count}
                for (columns, rows), count in self.sizes.items()
            ],
            "unreadable": [
                {"path": self.paths[index], "problem": self.files[index].problem}
                for index in self.unreadable
            ],
            "exact_duplicates": [
                [self.paths[index] for index in group] for group in self.duplicates.exact
            ],
            "near_duplicates": [self.pair_data(pair) for pair in self.duplicates.near],
            "near_duplicate_share": _share(len(self.duplicates.involved), readable),
            "conflicting_pairs": len(self.conflicts),
            "blank": [self.paths[index] for index in self.blank],
            "inverted": [self.paths[index] for index in self.inverted],
            "overlays": self.overlays,
            "leaks": self._leaks_data(),
            "shortcuts": [
                {"fact": one.fact, "class": one.label, "auc": one.auc.as_dict()}
                for one in self.shortcuts
            ],
        }

    def pair_data(self, pair: DuplicatePair) -> dict[str, Any]:
        """Return a pair as plain data, with paths relative to the data set."""
        return {
            "a": self.paths[pair.first],
            "b": self.paths[pair.second],
            "correlation": round(pair.correlation, 4),
            "label_a": self.cases[pair.first].label,
            "label_b": self.cases[pair.second].label,
            **({"turned": pair.rotated} if pair.rotated else {}),
        }

    def _labels_differ(self, pair: DuplicatePair) -> bool:
        return self.cases[pair.first].label != self.cases[pair.second].label

    def _leaks_data(self) -> dict[str, Any] | None:
        if self.leaks is None:
            return None
        return {
            "split": self.leaks.origin,
            "parts": self.leaks.parts,
            "unassigned": self.leaks.unassigned,
            "patients": self.leaks.patients,
            "near_duplicates": [self.pair_data(pair) for pair in self.leaks.pairs],
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0

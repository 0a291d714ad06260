"""What a row of the reliability table reports about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class RowResult:
    """What one row reached.

    Parameters
    ----------
    figure
        What was measured, in words and numbers, the counts that were run included ("2,000 of
        10,000 files: 0.2 KB a file").
    passed
        Whether the figure to reach was reached; None where this machine cannot measure it, and
        then ``details`` says why.
    details
        What a reader of a failed row needs to look further: the first deviations, with their seeds.
    """

    figure: str
    passed: bool | None
    details: str = ""

    def save(self, path: Path) -> None:
        """Write the result for another process."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> RowResult:
        """Read what another process wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def judges_time(scale: float) -> bool:
    """Tell whether times count: not in the tests, which run on busy computers, too."""
    return scale >= 0.05


def impossible(reason: str) -> RowResult:
    """Return the result of a row that this machine cannot measure."""
    return RowResult("not measured", None, reason)

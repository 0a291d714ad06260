"""Record of what a window has open, as text that outlives the process."""

from __future__ import annotations

import json
import os
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from engine.measurement import Point

REOPEN: Final = "SECOND_READER_REOPEN"
Line = tuple[Point, Point, int]


@dataclass(frozen=True, slots=True)
class OpenWork:
    """The scan, its measurements and the batch that a restarted window opens again.

    Attributes
    ----------
    scan : str or None
        Path of the scan.
    frame : int
        Index of its frame, from 0.
    lines : tuple of (start, end, frame)
        What was measured on it, in pixels of the frame.
    has_batch : bool
        Whether the batch window is open; its rows are in its own journal.
    """

    scan: str | None = None
    frame: int = 0
    lines: tuple[Line, ...] = ()
    has_batch: bool = False

    def __bool__(self) -> bool:
        return self.scan is not None or self.has_batch

    def as_text(self) -> str:
        """Return it as one line of ASCII."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> OpenWork:
        """Return what `as_text` made a text of; an empty record for any other text."""
        try:
            content = json.loads(text)
            scan = content["scan"]
            return cls(
                scan=None if scan is None else str(scan),
                frame=int(content["frame"]),
                lines=tuple(_line(*line) for line in content["lines"]),
                has_batch=bool(content["has_batch"]),
            )
        except (KeyError, TypeError, ValueError):
            return cls()

    @property
    def path(self) -> Path | None:
        """The scan."""
        return None if self.scan is None else Path(self.scan)


def take_handed_over(environment: MutableMapping[str, str] = os.environ) -> OpenWork:
    """Return what the process that started this one had open; later calls find nothing."""
    return OpenWork.from_text(environment.pop(REOPEN, ""))


def _line(start: list[float], end: list[float], frame: int) -> Line:
    (x, y), (u, v) = start, end
    return (float(x), float(y)), (float(u), float(v)), int(frame)

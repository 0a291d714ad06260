"""Where the window keeps what a batch has done, and what an earlier one left there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from engine.errors import UserFacingError
from engine.records.journal import Journal
from engine.records.plan import Plan


@dataclass(frozen=True, slots=True)
class Leftover:
    """What an earlier batch left.

    Attributes
    ----------
    plan : Plan
        What it read.
    rows : int
        How many files it read.
    is_finished : bool
        Whether that was all of them.
    """

    plan: Plan
    rows: int
    is_finished: bool


def default_journal() -> Path:
    """Return the journal of this user's batch window; its folder may not exist yet."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "batch.journal"


def leftover_in(path: Path) -> Leftover | None:
    """Return what an earlier batch left in a journal; None if nothing, or if it is in use."""
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file() raises where it may not look
        return None
    try:
        with Journal(path) as journal:
            plan, rows = journal.plan, journal.count
            if plan is None or not rows:
                return None
            return Leftover(plan, rows, journal.is_finished)
    except UserFacingError:
        # Whoever starts a batch hears of it; nobody needs to before.
        return None

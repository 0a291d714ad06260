"""Store of the batch window: its journal, and the earlier batch in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from engine.errors import UserFacingError
from engine.records.journal import Journal
from engine.records.plan import Plan


@dataclass(frozen=True, slots=True)
class EarlierBatch:
    """Batch of an earlier window, as its journal has it.

    Attributes
    ----------
    plan : Plan
        What it was to read.
    rows : int
        Number of files that it read.
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


def earlier_batch_in(path: Path) -> EarlierBatch | None:
    """Return the earlier batch in a journal; None if there is none, or if it is in use."""
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file() raises where it may not look
        return None
    try:
        with Journal(path) as journal:
            plan, rows = journal.plan, journal.count
            if plan is None or not rows:
                return None
            return EarlierBatch(plan, rows, journal.is_finished)
    except UserFacingError:
        # Starting a batch will report the same error; until then it does not matter.
        return None

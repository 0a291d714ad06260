"""Log of the locked test: each time a hospital never trained on was measured."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from engine.system.atomic_write import write_atomically


def log_locked_test(folder: Path) -> list[str]:
    """Add the present moment to the log in a folder.

    Parameters
    ----------
    folder : Path
        Of a run or of a study; ``locked_openings.json`` is written there.

    Returns
    -------
    list of str
        All entries so far, in UTC, as ``2026-01-31T12:00:00Z``.
    """
    path = folder / "locked_openings.json"
    earlier = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    entries = [*earlier, dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")]
    write_atomically(path, json.dumps(entries).encode("ascii"))
    return entries

"""A batch that tells which rows it has acknowledged; its process is made to be killed.

``batch_child.py FOLDER TARGET SECONDS [OPTION ...]``: SECONDS is how long each file takes.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from engine.commands import batch as batch_command
from engine.records.finding_record import FindingRecord
from engine.records.summary import Summary
from engine.scan import Scan
from tests.fakes.batch import FakePool
from tests.reliability.bench import batch


class Telling(Summary):
    """Names each row on standard output, at once, when the batch hands it over."""

    def add(self, row: FindingRecord) -> None:
        os.write(1, f"{row.path}\n".encode())
        super().add(row)


class Slow(FakePool):
    """Takes its time for each file."""

    def read_scan(self, path: Path) -> Scan:
        time.sleep(float(sys.argv[3]))
        return super().read_scan(path)


if __name__ == "__main__":
    batch_command.Summary = Telling  # type: ignore[misc]
    os.write(1, b"ready\n")
    status, _ = batch(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[4:], open_pool=Slow)
    sys.exit(status)

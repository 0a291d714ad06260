"""What workers of a test's cluster read with; they import it by its name."""

from __future__ import annotations

import os
import time
from pathlib import Path

from engine.batch.cluster_worker import Parts
from engine.finding import Finding
from engine.scan import Modality, Scan
from tests.fakes.batch import FakeReader, card

MARKS = "SECOND_READER_TEST_MARKS"


class SlowReader(FakeReader):
    """Takes its time, and leaves a mark in a folder that names its process."""

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        (Path(os.environ[MARKS]) / str(os.getpid())).touch()
        time.sleep(0.03)
        return super().classify(scan, modality, frame)


def slow_parts() -> Parts:
    return Parts(SlowReader(), Path())


def other_parts() -> Parts:
    return Parts(SlowReader(card(version="9.9.9")), Path())


def broken_parts() -> Parts:
    raise ZeroDivisionError("a fault of our own")

"""Readers that misbehave inside the decoder process, as damaged files make native codecs do."""

from __future__ import annotations

import os
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from engine.scan import Scan


def scan_of(path: Path, value: int) -> Scan:
    """Return a scan of one pixel value."""
    return Scan(path, np.full((1, 4, 4), value, np.uint8), "PNG")


def misbehave(path: Path) -> Scan:
    """Do what the name of the file says."""
    what = path.name
    if what == "abort":
        os.abort()
    if what == "hang":
        time.sleep(3600)
    if what == "greedy":
        return scan_of(path, int(np.ones(800 * 2**20, np.uint8)[-1]))
    if what == "noisy":
        os.write(2, b"native noise\n")
        sys.stdout.write("python noise\n")
        sys.stderr.write("python noise\n")
    if what == "busy":
        end = time.thread_time() + 0.3
        while time.thread_time() < end:
            pass
    if what == "slow":
        time.sleep(0.2)
    if what == "modules":
        heavy = {"PySide6", "tensorflow", "ai_edge_litert", "matplotlib"} & set(sys.modules)
        return scan_of(path, len(heavy))
    if what == "process":
        path.with_name("pid").write_text(str(os.getpid()), encoding="utf-8")
    return scan_of(path, 7)


def never_begins(_connection: Connection, _reader: object, _memory_cap_mb: int) -> None:
    """Stand in for a process that does not come to its work."""
    time.sleep(3600)

"""What is freed goes back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine.system import memory

_HOLD_AND_FREE = """
import sys, threading
import numpy as np
import psutil
from engine.system.memory import give_back_freed_memory
if sys.argv[1] == "yes":
    give_back_freed_memory()
# Once one of this size was freed, glibc takes smaller ones from its pools.
np.ones(3_000_000, np.uint8)
all_are_there = threading.Barrier(8)
kept = []
def work():
    held = [np.ones(300_000, np.uint8) for _ in range(130)]
    kept.append(np.ones(3_000, np.uint8))
    all_are_there.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(psutil.Process().memory_info().rss >> 20)
"""


def _megabytes(program: str, answer: str) -> int:
    command = [sys.executable, "-c", program, answer]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


# What is small comes from the pools; what stays of it holds back all that lies below.
_LEAVE_HOLES = """
import sys
import psutil
from engine.system.memory import trim_memory
held = [bytearray(30_000) for _ in range(5_000)]
held = held[::100]
if sys.argv[1] == "yes":
    trim_memory()
print(psutil.Process().memory_info().rss >> 20)
"""

_ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="glibc's malloc is that of Linux")


@_ON_LINUX
def test_arrays_that_were_freed_are_given_back() -> None:
    # By itself glibc holds some 300 MB of the 312 that were freed.
    assert _megabytes(_HOLD_AND_FREE, "yes") < 150


@_ON_LINUX
def test_holes_between_what_is_needed_are_given_back_when_asked() -> None:
    assert _megabytes(_LEAVE_HOLES, "yes") < _megabytes(_LEAVE_HOLES, "no") - 100


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: None) -> object:
        raise OSError("no such library")

    monkeypatch.setattr(memory.ctypes, "CDLL", missing)
    memory.give_back_freed_memory()
    memory.trim_memory()
    monkeypatch.setattr(memory.sys, "platform", "win32")
    memory.give_back_freed_memory()
    memory.trim_memory()

"""Timing of the stages of an answer, measured only while a caller records them.

The code that does the work names its stage; no stopwatch is passed around. Where the thread
records none, that costs nothing worth measuring.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from pathlib import Path

_NOT_TIMED: AbstractContextManager[None] = contextlib.nullcontext()
_durations: ContextVar[dict[str, float] | None] = ContextVar("stage_durations", default=None)


def stage(name: str) -> AbstractContextManager[None]:
    """Return a block whose duration counts for a stage; stages do not nest.

    Parameters
    ----------
    name : str
        Of the stage. Blocks of one name are summed.
    """
    durations = _durations.get()
    return _NOT_TIMED if durations is None else _timed(name, durations)


@contextlib.contextmanager
def recorded_stages() -> Iterator[dict[str, float]]:
    """Collect the stages of the block, in this thread.

    Yields
    ------
    dict
        Seconds of each stage, in the order in which they were first entered.
    """
    durations: dict[str, float] = {}
    token = _durations.set(durations)
    try:
        yield durations
    finally:
        _durations.reset(token)


@contextlib.contextmanager
def _timed(name: str, durations: dict[str, float]) -> Iterator[None]:
    # Entered here, so that stages are listed as they begin.
    durations.setdefault(name, 0.0)
    began = time.perf_counter()
    try:
        yield
    finally:
        durations[name] += time.perf_counter() - began


def since_start() -> float:
    """Return the seconds since this process was started, interpreter and imports included."""
    try:
        # Field 22 of proc(5), counted in brackets because a program's name may contain spaces.
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        began = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return float(time.clock_gettime(time.CLOCK_BOOTTIME)) - began
    except (OSError, AttributeError, ValueError):
        # Elsewhere; on Linux it would be off by as much as the clock was set since the boot.
        import psutil

        return max(0.0, time.time() - float(psutil.Process().create_time()))

"""Timing of the stages of an answer, measured only while a caller listens.

The code that does the work names its stage; no stopwatch is passed around. Without a listener in
the same thread that costs nothing worth measuring.
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
_heard: ContextVar[dict[str, float] | None] = ContextVar("heard", default=None)


def stage(name: str) -> AbstractContextManager[None]:
    """Return a block whose duration counts for a stage; stages do not nest.

    Parameters
    ----------
    name : str
        Of the stage. Blocks of one name are summed.
    """
    heard = _heard.get()
    return _NOT_TIMED if heard is None else _timed(name, heard)


@contextlib.contextmanager
def listening() -> Iterator[dict[str, float]]:
    """Collect the stages of the block, in this thread.

    Yields
    ------
    dict
        Seconds of each stage, in the order in which they were first entered.
    """
    heard: dict[str, float] = {}
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


@contextlib.contextmanager
def _timed(name: str, heard: dict[str, float]) -> Iterator[None]:
    # Entered here, so that stages are listed as they begin.
    heard.setdefault(name, 0.0)
    began = time.perf_counter()
    try:
        yield
    finally:
        heard[name] += time.perf_counter() - began


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

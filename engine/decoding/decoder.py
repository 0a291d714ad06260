"""Decoder process as its parent sees it: started, given a file, awaited, ended.

The other end of the pipe is `engine.decoding.process`.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from engine.decoding.process import serve
from engine.decoding.unpickle import load_answer
from engine.scan import Scan
from engine.system.timing import stage

if TYPE_CHECKING:
    from engine.interfaces import OpenScan

_START_LIMIT_S = 60.0
"""Limit for the start of a process, on a cold disk with a virus scanner."""
_END_LIMIT_S = 2.0
"""Limit for the end of a process that was killed; the system needs a moment to remove it."""
_GIVING_UP_AFTER_S = 0.4
"""Grace for a file that nobody waits for: most are done by then, and the process can be kept, which
is cheaper than a new one."""
_GIVING_UP_START_AFTER_S = 0.7
"""The same for a process that is still starting: on a busy computer that may take many seconds."""
_LISTENING_S = 0.05
"""Seconds between two looks at whether somebody still waits for the file."""
_STARVED_TIMES = 6
"""A process that gets no processor may take this many times the limit."""
_STARVED_PART = 0.5
"""It got none if it had less than this part of the limit as processor time."""
_LOOKS = 5
_LOOK_S = 0.01


class GivenUpError(Exception):
    """Nobody waits for the file any more: an outcome, not a fault."""


_is_given_up: ContextVar[Callable[[], bool] | None] = ContextVar("is_given_up", default=None)


@contextlib.contextmanager
def given_up_when(is_given_up: Callable[[], bool]) -> Iterator[None]:
    """Let files that are read inside the block end early once nobody waits for them.

    Parameters
    ----------
    is_given_up : callable
        Asked every few hundredths of a second. When it returns True, a file that does not come
        soon is given up: its process is ended and replaced, and `GivenUpError` is raised.
    """
    token = _is_given_up.set(is_given_up)
    try:
        yield
    finally:
        _is_given_up.reset(token)


class NeverBeganError(Exception):
    """The process did not start, or ended before it saw the file, which is not to blame then."""


class Decoder:
    """One decoder process and the pipe to it. One caller at a time."""

    def __init__(self, reader: OpenScan, memory_cap_mb: int) -> None:
        # Forking a process that runs threads (Qt, the model) may deadlock the child.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, reader, memory_cap_mb), name="decoder", daemon=True
        )
        with _interrupts_held_back():
            self._process.start()
        # With their end closed here, the death of the process ends a wait at once.
        theirs.close()

    def is_alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.is_alive()

    def warm_up(self) -> None:
        """Let the process load the readers of all usual files."""
        # One that has died by now is replaced when it is needed.
        with contextlib.suppress(OSError):
            self._connection.send(None)

    def read_scan(self, path: Path, time_limit_s: float) -> Scan:
        """Read a file, or raise what the process raised.

        Raises
        ------
        NeverBeganError
            If the process ended before it saw the file.
        EOFError, OSError
            If it ended after that.
        TimeoutError
            If it takes too long.
        """
        try:
            # The process has a working directory of its own.
            with stage("decoder"):
                self._connection.send((path, None if path.is_absolute() else Path.cwd()))
                self._await_answer(_START_LIMIT_S, _GIVING_UP_START_AFTER_S)
                # `BEGUN`: from here on, the file is to blame if the process ends.
                self._receive(_START_LIMIT_S)
        except (EOFError, OSError) as error:
            raise NeverBeganError from error
        with stage("decode"):
            self._await_answer(time_limit_s, _GIVING_UP_AFTER_S)
            answer = self._receive(time_limit_s)
            # The first byte is the number of buffers of pixels that follow.
            buffers = [self._receive(time_limit_s) for _ in range(answer[0])]
            scan = load_answer(answer[1:], buffers)
        if isinstance(scan, Exception):
            raise scan
        if not isinstance(scan, Scan):
            raise pickle.UnpicklingError(f"the decoder process sent {type(scan).__name__}")
        scan.pixels.flags.writeable = False
        return scan

    def _await_answer(self, time_limit_s: float, grace_s: float) -> None:
        """Return once there is an answer, or raise when it takes too long or is not wanted."""
        is_given_up = _is_given_up.get() or (lambda: False)
        began, work = time.monotonic(), None
        while not self._connection.poll(_LISTENING_S):
            waited = time.monotonic() - began
            work = self._work() if work is None else work
            if waited > time_limit_s and not self._is_starved(work, waited, time_limit_s):
                raise TimeoutError
            if waited > grace_s and is_given_up():
                raise GivenUpError

    def _is_starved(self, before: float, waited: float, time_limit_s: float) -> bool:
        # A busy computer is no fault of the file: the process is ready to run and hardly gets a
        # processor. A process that waits for anything else is stuck.
        if waited > _STARVED_TIMES * time_limit_s or os.name != "posix":
            return False
        import psutil

        with contextlib.suppress(psutil.Error):
            return self._is_runnable() and self._work() - before < _STARVED_PART * time_limit_s
        return False

    def _is_runnable(self) -> bool:
        """Tell whether the process is ready to run; one look alone may catch it in a short wait."""
        import psutil

        process = psutil.Process(self._process.pid)
        for _ in range(_LOOKS):
            if process.status() == psutil.STATUS_RUNNING:
                return True
            time.sleep(_LOOK_S)
        return False

    def _work(self) -> float:
        """Return the processor time of the process, in seconds."""
        import psutil

        with contextlib.suppress(psutil.Error):
            spent = psutil.Process(self._process.pid).cpu_times()
            return float(spent.user + spent.system)
        return 0.0

    def _receive(self, time_limit_s: float) -> bytes:
        if not self._connection.poll(time_limit_s):
            raise TimeoutError
        return self._connection.recv_bytes()

    def end(self) -> None:
        """End the process, at the latest by force. May be called from another thread."""
        # Decoding never writes anything, so there is nothing to finish.
        self._process.kill()
        self._process.join(_END_LIMIT_S)


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Start processes inside the block with Ctrl+C blocked, which they inherit.

    The process ignores Ctrl+C itself, but only once its code runs; before, it would print a
    traceback.
    """
    if os.name != "posix":
        yield
        return
    from multiprocessing import resource_tracker

    # The tracker starts with the first process, and would let interrupts through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

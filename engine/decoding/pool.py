"""Decodes untrusted files in a disposable process.

Native codecs abort on damaged files, loop on hostile ones and allocate what a header asks for. None
of that may reach the application: a file is decoded in a process of its own kind, with a time
limit and a memory cap, and that process is replaced when it dies or hangs.

The memory cap is a limit on the address space (``RLIMIT_AS``), which Linux enforces. macOS accepts
it without enforcing it and Windows has none: there the header checks of the readers, which bound
what a file may announce, and the time limit have to do.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from engine.decoding.process import read_file_in_worker, serve
from engine.decoding.unpickle import load_answer
from engine.errors import DamagedFileError, FileAccessError, ScanError, TooLargeError
from engine.messages import files, hints
from engine.scan import Scan
from engine.system.timing import stage

if TYPE_CHECKING:
    from engine.interfaces import OpenScan

_START_LIMIT_S = 60.0
"""How long a process may take to start, on a cold disk with a virus scanner."""
_END_LIMIT_S = 2.0
_GIVING_UP_AFTER_S = 0.4
"""How long a file may go on when nobody waits for it: most are done by then, and keep a process."""
_GIVING_UP_START_AFTER_S = 0.7
"""The same for a process that still starts: on a busy computer that may take many seconds."""
_LISTENING_S = 0.05
_STARVED_TIMES = 6
_STARVED_PART = 0.5
_GLANCES = 5
_GLANCE_S = 0.01


class GivenUpError(Exception):
    """Nobody waits for the file any more; an outcome and not a fault."""


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


class _NeverBeganError(Exception):
    """The process did not start, or ended before it saw the file, which is not to blame then."""


class DecoderPool:
    """Decoder processes that are started when first needed and replaced when they fail.

    Parameters
    ----------
    workers : int
        Number of processes, at least 1.
    time_limit_s : float
        Seconds that one file may take.
    memory_cap_mb : int
        Megabytes of address space that a process may add to what it needs to start.
    reader : callable
        What turns a path into a scan inside the process. It must be importable there.

    Notes
    -----
    All methods may be called from any thread. Used as a context manager it closes itself.
    """

    def __init__(
        self,
        workers: int = 1,
        time_limit_s: float = 10.0,
        memory_cap_mb: int = 1500,
        reader: OpenScan = read_file_in_worker,
    ) -> None:
        self._time_limit_s = time_limit_s
        self._memory_cap_mb = memory_cap_mb
        self._reader = reader
        self._places = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._idle: list[_Decoder] = []
        self._busy: set[_Decoder] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def warm_up(self, *, with_readers: bool = True) -> None:
        """Start a process now, without waiting, so that the first file is read without delay.

        Parameters
        ----------
        with_readers : bool
            Whether it also loads the readers of all usual files: that delays the first file if it
            comes at once, and speeds it up otherwise.
        """
        if not self._places.acquire(blocking=False):
            return
        try:
            # Where it cannot start, the first file will say so.
            with contextlib.suppress(_NeverBeganError):
                decoder = self._take()
                if with_readers:
                    decoder.warm_up()
                self._give_back(decoder)
        finally:
            self._places.release()

    def read_scan(self, path: Path) -> Scan:
        """Read one file in a decoder process, waiting for it.

        Parameters
        ----------
        path : Path
            The file.

        Returns
        -------
        Scan
            With read-only pixels.

        Raises
        ------
        ScanError
            Whatever is wrong with the file: `DamagedFileError` when decoding it ended the process,
            `TooLargeError` when it ran out of time or memory.
        GivenUpError
            If nobody waits for it any more (see `given_up_when`).
        RuntimeError
            If the pool is closed.
        """
        with self._places:
            try:
                return self._read(path)
            except _NeverBeganError:
                pass
            # An idle process may die for reasons of its own, such as a system short of memory.
            try:
                return self._read(path)
            except _NeverBeganError as error:
                raise FileAccessError(files.NO_DECODER, files.CLOSE_PROGRAMS, path) from error

    def _read(self, path: Path) -> Scan:
        decoder = self._take()
        try:
            scan = decoder.read(path, self._time_limit_s)
        except ScanError:
            self._give_back(decoder)
            raise
        except BaseException as error:
            # Whatever state it is in, the next file gets a new one.
            self._throw_away(decoder)
            if isinstance(error, TimeoutError):
                raise _too_slow(path) from error
            if isinstance(error, (EOFError, OSError)):
                raise _ended_process(path) from error
            raise
        self._give_back(decoder)
        return scan

    def close(self) -> None:
        """End the processes; files still being decoded are given up. May be called twice."""
        with self._lock:
            self._is_closed = True
            decoders = [*self._idle, *self._busy]
            self._idle.clear()
        for decoder in decoders:
            decoder.end()

    def _take(self) -> _Decoder:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the decoder pool is closed")
            decoder = self._idle.pop() if self._idle else None
            if decoder is not None and not decoder.is_alive():
                decoder.end()
                decoder = None
            if decoder is None:
                try:
                    decoder = _Decoder(self._reader, self._memory_cap_mb)
                except OSError as error:
                    raise _NeverBeganError from error
            self._busy.add(decoder)
            return decoder

    def _give_back(self, decoder: _Decoder) -> None:
        with self._lock:
            self._busy.discard(decoder)
            if not self._is_closed:
                self._idle.append(decoder)

    def _throw_away(self, decoder: _Decoder) -> None:
        with self._lock:
            self._busy.discard(decoder)
        decoder.end()


class _Decoder:
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
        return self._process.is_alive()

    def warm_up(self) -> None:
        # One that has died by now is replaced when it is needed.
        with contextlib.suppress(OSError):
            self._connection.send(None)

    def read(self, path: Path, time_limit_s: float) -> Scan:
        """Read a file, or raise what the process raised.

        Raises
        ------
        _NeverBeganError
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
                self._receive(_START_LIMIT_S)
        except (EOFError, OSError) as error:
            raise _NeverBeganError from error
        with stage("decode"):
            self._await_answer(time_limit_s, _GIVING_UP_AFTER_S)
            answer = self._receive(time_limit_s)
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
        # A computer that is busy with other things is no fault of the file: the process wants to
        # work and hardly may. One that waits for something else is stuck.
        if waited > _STARVED_TIMES * time_limit_s or os.name != "posix":
            return False
        import psutil

        with contextlib.suppress(psutil.Error):
            return self._is_willing() and self._work() - before < _STARVED_PART * time_limit_s
        return False

    def _is_willing(self) -> bool:
        """Tell whether the process wants to work; one look may catch it in a moment's wait."""
        import psutil

        process = psutil.Process(self._process.pid)
        for _ in range(_GLANCES):
            if process.status() == psutil.STATUS_RUNNING:
                return True
            time.sleep(_GLANCE_S)
        return False

    def _work(self) -> float:
        """Return the seconds of a processor that the process has had."""
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
    """Let a process that is started meanwhile inherit that Ctrl+C is not for it.

    It ignores Ctrl+C by itself, but only once it runs: before that it would print a traceback.
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


def _ended_process(path: Path) -> DamagedFileError:
    return DamagedFileError(files.DECODER_ENDED, hints.COPY_AGAIN, path)


def _too_slow(path: Path) -> TooLargeError:
    return TooLargeError(files.TOO_SLOW, hints.MAYBE_DAMAGED, path)


_shared_lock = threading.Lock()
_shared: list[DecoderPool] = []


def shared_pool() -> DecoderPool:
    """Return the pool of `read_scan`, created when first asked for."""
    with _shared_lock:
        if not _shared:
            # One for the scan that is opened, one for the thumbnails beside it.
            pool = DecoderPool(workers=2)
            atexit.register(pool.close)
            _shared.append(pool)
        return _shared[0]

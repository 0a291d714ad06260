"""Pool of disposable processes that decode untrusted files.

Native codecs abort on damaged files, loop on hostile ones and allocate what a header asks for. None
of that may reach the application. So files are decoded in processes of their own, with a time limit
and a memory cap, and a process that dies or hangs is replaced.

The memory cap is a limit on the address space (``RLIMIT_AS``), which Linux enforces. macOS accepts
it without enforcing it, and Windows has none: there the time limit remains, and the checks of the
readers on what a header may announce.
"""

from __future__ import annotations

import atexit
import contextlib
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from engine.decoding.decoder import Decoder, NeverBeganError
from engine.decoding.process import read_file_in_worker
from engine.errors import DamagedFileError, FileAccessError, ScanError, TooLargeError
from engine.messages import files, hints
from engine.scan import Scan

if TYPE_CHECKING:
    from engine.interfaces import OpenScan


class DecoderPool:
    """Decoder processes, started when first needed and replaced when they fail.

    Parameters
    ----------
    workers : int
        Number of processes, at least 1.
    time_limit_s : float
        Seconds that one file may take.
    memory_cap_mb : int
        Megabytes of address space that a process may add to what it needs to start.
    reader : callable
        Turns a path into a scan inside the process; must be importable there.

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
        self._idle: list[Decoder] = []
        self._busy: set[Decoder] = set()
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
            with contextlib.suppress(NeverBeganError):
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
        # A place is held while a process works, so there are never more processes than places.
        with self._places:
            try:
                return self._read_once(path)
            except NeverBeganError:
                pass
            # An idle process may die for reasons of its own, such as a system short of memory.
            try:
                return self._read_once(path)
            except NeverBeganError as error:
                raise FileAccessError(files.NO_DECODER, files.CLOSE_PROGRAMS, path) from error

    def _read_once(self, path: Path) -> Scan:
        decoder = self._take()
        try:
            scan = decoder.read_scan(path, self._time_limit_s)
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

    def _take(self) -> Decoder:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the decoder pool is closed")
            decoder = self._idle.pop() if self._idle else None
            if decoder is not None and not decoder.is_alive():
                decoder.end()
                decoder = None
            if decoder is None:
                try:
                    decoder = Decoder(self._reader, self._memory_cap_mb)
                except OSError as error:
                    raise NeverBeganError from error
            self._busy.add(decoder)
            return decoder

    def _give_back(self, decoder: Decoder) -> None:
        with self._lock:
            self._busy.discard(decoder)
            if not self._is_closed:
                self._idle.append(decoder)

    def _throw_away(self, decoder: Decoder) -> None:
        with self._lock:
            self._busy.discard(decoder)
        decoder.end()


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

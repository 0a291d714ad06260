"""Native standard error, discarded while a native library writes to it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ERROR_STREAM = 2
# Two threads at a time would each restore what the other had put there, and lose the real stream.
_one_at_a_time = threading.Lock()


@contextmanager
def discarding_native_stderr() -> Iterator[None]:
    """Discard what is written to the standard error of the process inside the block, natively too.

    Messages of other threads are discarded as well, so the block is to be short.
    """
    with _one_at_a_time, _discarding():
        yield


@contextmanager
def _discarding() -> Iterator[None]:
    try:
        kept = os.dup(_ERROR_STREAM)
    except OSError:
        # A windowed program on Windows has no standard error, so nothing can be written to it.
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _ERROR_STREAM)
        yield
    finally:
        os.dup2(kept, _ERROR_STREAM)
        os.close(nowhere)
        os.close(kept)

"""Keep native libraries from writing to a user's terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_ERROR_STREAM = 2


@contextmanager
def quiet_native_errors() -> Iterator[None]:
    """Discard what is written to the process's standard error, past Python, in the meantime.

    Python's own messages of other threads are discarded too: keep it short.
    """
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

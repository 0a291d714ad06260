"""Return of freed memory to the system, where the C library would keep it."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Final

# glibc's numbers, from its malloc.h.
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8

# Bytes from which an array gets pages of its own: most frames are larger, nearly all else smaller.
_LARGE: Final = 256 * 1024
_ARENAS: Final = 2


def give_back_freed_memory() -> None:
    """Let the C library of Linux return what is freed; elsewhere, do nothing.

    By default glibc keeps a pool of memory for every thread. Once a large array was freed, it takes
    later ones from these pools, where one small leftover holds many megabytes back: a window that
    was used for hours grew by hundreds of megabytes that nothing used. With these settings large
    arrays get pages of their own, which go back at once, and all threads share two pools.
    """
    mallopt = _function("mallopt")
    if mallopt is None:
        return
    for parameter, value in (
        (_MMAP_THRESHOLD, _LARGE),
        (_TRIM_THRESHOLD, _LARGE),
        (_ARENA_MAX, _ARENAS),
    ):
        mallopt(parameter, value)


def trim_memory() -> None:
    """Give back, once, memory that small leftovers hold back; do nothing without glibc.

    For the end of work that took and freed much. Small objects that were freed leave holes between
    those that are still in use, and glibc returns the pages inside of holes only when asked. It
    takes milliseconds, during which other threads may wait for memory.
    """
    malloc_trim = _function("malloc_trim")
    if malloc_trim is not None:
        malloc_trim(0)


def _function(name: str) -> Callable[..., int] | None:
    """Return a function of glibc; None under another system or C library."""
    if sys.platform != "linux":
        return None
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        return None
    return found

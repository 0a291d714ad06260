"""Gives memory that is free back to the system, where the C library would keep it."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

# glibc's numbers, from its malloc.h.
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8

_LARGE: Final = 256 * 1024
_ARENAS: Final = 2


def give_back_freed_memory() -> None:
    """Let the C library of Linux return what is freed; elsewhere, do nothing.

    By itself glibc keeps a pool of memory for every thread, and once a large array was freed, takes
    later ones from these pools, where one small leftover holds many megabytes back: a window that
    was used for hours grew by hundreds of megabytes that nothing used. Large arrays get pages of
    their own here, which go back at once, and all threads share two pools.
    """
    if sys.platform != "linux":
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return  # Another C library.
    for parameter, value in (
        (_MMAP_THRESHOLD, _LARGE),
        (_TRIM_THRESHOLD, _LARGE),
        (_ARENA_MAX, _ARENAS),
    ):
        mallopt(parameter, value)

"""Capture of what native codecs print: no terminal shows it, and the readers can look at it.

The JPEG library fills in what a damaged file lacks, and says so only on the standard error stream
of the process (`Corrupt JPEG data: premature end of data segment`).
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass

_ERROR_STREAM = 2
_KEPT_BYTES = 4096


@dataclass(slots=True)
class _Capture:
    descriptor: int | None = None


_capture = _Capture()


def capture_native_output() -> None:
    """Send both standard streams of this process away from its terminal, for good.

    Standard output is discarded, standard error goes to an unnamed file that `native_messages`
    reads. Only for a process that exists to decode.
    """
    descriptor = os.dup(_unnamed_file())
    os.dup2(descriptor, _ERROR_STREAM)
    discarded = os.open(os.devnull, os.O_WRONLY)
    os.dup2(discarded, 1)
    os.close(discarded)
    _capture.descriptor = descriptor


def _unnamed_file() -> int:
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def forget_native_messages() -> None:
    """Forget what was printed so far."""
    if _capture.descriptor is None:
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    os.ftruncate(_capture.descriptor, 0)
    os.lseek(_capture.descriptor, 0, os.SEEK_SET)


def is_capturing() -> bool:
    """Tell whether `native_messages` can know anything in this process."""
    return _capture.descriptor is not None


def native_messages() -> str:
    """Return the start of what was printed since `forget_native_messages`.

    Empty when the process does not capture it.
    """
    if _capture.descriptor is None:
        return ""
    end = os.lseek(_capture.descriptor, 0, os.SEEK_END)
    os.lseek(_capture.descriptor, 0, os.SEEK_SET)
    text = os.read(_capture.descriptor, min(end, _KEPT_BYTES))
    os.lseek(_capture.descriptor, end, os.SEEK_SET)
    return text.decode("ascii", errors="replace")

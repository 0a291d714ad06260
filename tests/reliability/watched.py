"""Reads files in the decoder process and looks at what they took there."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.decoding.read_scan import read_scan
from engine.errors import ScanError
from engine.scan import Scan

LIMIT_S = 10.0
LIMIT_BYTES = 1500 * 2**20
# The process may end a file at its time limit; that takes a moment, too.
_PATIENCE_S = 2.0
# Where the processor is busy with other work, the decoder is given more time by the clock.
_PATIENCE_BESIDE_WORK_S = 100.0


@dataclass(frozen=True)
class Reading:
    """What became of a file.

    Parameters
    ----------
    outcome
        A scan or an error for the user; another exception is a fault of the program.
    seconds
        By the clock.
    peak
        The most memory that a decoder held meanwhile, in bytes; 0 where it cannot be known.
    """

    outcome: Scan | Exception
    seconds: float
    peak: int

    def complaint(self) -> str:
        """Say what broke a limit; nothing when all held."""
        if not isinstance(self.outcome, (Scan, ScanError)):
            return repr(self.outcome)
        if self.seconds > LIMIT_S + (_PATIENCE_BESIDE_WORK_S if _is_busy() else _PATIENCE_S):
            return f"took {self.seconds:.1f} s"
        if self.peak > LIMIT_BYTES:
            return f"took {self.peak / 2**20:.0f} MB"
        return ""


def watch(path: Path) -> Reading:
    """Read a file as the application does."""
    _forget_peaks()
    begun = time.monotonic()
    outcome: Scan | Exception
    try:
        outcome = read_scan(path)
    except Exception as error:  # noqa: BLE001 - which one it is, is the question
        outcome = error
    return Reading(outcome, time.monotonic() - begun, _peak())


def _is_busy() -> bool:
    return sys.platform != "win32" and os.getloadavg()[0] > (os.cpu_count() or 1)


def _decoders() -> list[int]:
    found = []
    for child in psutil.Process().children():
        # One that has just ended is no decoder any more.
        with contextlib.suppress(psutil.Error):
            if any("spawn_main" in word for word in child.cmdline()):
                found.append(child.pid)
    return found


def _forget_peaks() -> None:
    if sys.platform != "linux":
        return
    for number in _decoders():
        # proc(5): 5 sets the peak back to what is held now.
        with contextlib.suppress(OSError):
            Path(f"/proc/{number}/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    if sys.platform != "linux":
        return 0
    peaks = [0]
    for number in _decoders():
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{number}/status").read_text(encoding="ascii", errors="replace")
            lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
            peaks += [int(line.split()[1]) * 1024 for line in lines]
    return max(peaks)

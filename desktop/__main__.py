"""Starts the program, so lightly that Ctrl+C ends it in silence from the first moment on."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; `desktop.command.main` says what it takes and returns."""
    return _command()(argv)


def _command() -> Callable[[Sequence[str] | None], int]:
    # Interrupted while it loads, Python would print where: the system's own way is silent. Who
    # ignores Ctrl+C, as shells let background jobs do, goes on ignoring it.
    before = signal.getsignal(signal.SIGINT)
    is_usual = before is signal.default_int_handler
    if is_usual:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        from desktop import command
    finally:
        if is_usual:
            signal.signal(signal.SIGINT, before)
    return command.main


if __name__ == "__main__":
    sys.exit(main())

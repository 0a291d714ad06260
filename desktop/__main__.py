"""Entry point; imports so little that Ctrl+C ends the program silently from the start."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; `desktop.command.main` says what it takes and returns."""
    return _command()(argv)


def _command() -> Callable[[Sequence[str] | None], int]:
    # Python would print a traceback if it were interrupted during an import; the default action of
    # the system is silent. A background job that ignores Ctrl+C keeps ignoring it.
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

"""Log file of the program, without personal data.

Messages identify jobs and faults by number, never by the name of a file or patient. Of an exception
only the type and the lines of code are logged, because its message may quote a path. The level is
that of ``SECOND_READER_LOG`` in the environment: debug, info (the default), warning or error.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from desktop.system.paths import state_dir

_LOGGERS: Final = ("desktop", "engine")
_BYTES: Final = 500_000
_OLD_FILES: Final = 2
_OWN_KINDS: Final = (RotatingFileHandler, logging.NullHandler)
_LEVELS: Final = ("debug", "info", "warning", "error")
_LINE: Final = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
_log = logging.getLogger(__name__)


def start(folder: Path | None = None) -> Path | None:
    """Write the log to a file of limited size.

    Parameters
    ----------
    folder : Path or None
        Where to; None for the platform's folder for such files.

    Returns
    -------
    Path or None
        The file; None if none can be written: the program runs without a log then.
    """
    path = (folder or state_dir()) / "second-reader.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _SturdyHandler(path, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8")
    except OSError:
        # Without any handler, logging would print the exception, whose message may quote a path.
        _hand_over_to(logging.NullHandler())
        return None
    handler.setFormatter(_PrivateFormatter(_LINE))
    _hand_over_to(handler)
    return path


def _hand_over_to(handler: logging.Handler) -> None:
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        for old in [kept for kept in logger.handlers if isinstance(kept, _OWN_KINDS)]:
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(_level())


def _level() -> str:
    stated = os.environ.get("SECOND_READER_LOG", "").lower()
    return stated.upper() if stated in _LEVELS else "INFO"


def record_fault(error: BaseException) -> str:
    """Log a fault of the program and return the number it can be found by."""
    number = secrets.token_hex(4)
    _log.error("fault %s", number, exc_info=error)
    return number


def trace_of(error: BaseException) -> str:
    """Return the kinds of an exception and of its causes, with their lines of code."""
    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        kind = type(cause)
        lines.append(f"{kind.__module__}.{kind.__qualname__}\n")
        lines += traceback.format_tb(cause.__traceback__)
        cause = cause.__cause__ or cause.__context__
    return "".join(lines).rstrip()


class _SturdyHandler(RotatingFileHandler):
    """Tolerates a full disk, and a second window that writes to the same log."""

    def doRollover(self) -> None:  # noqa: N802 - the name is the standard library's
        """Begin a new file; where another program keeps the present one open, go on with it."""
        with contextlib.suppress(OSError):
            super().doRollover()
            return
        self.stream = self._open()

    def close(self) -> None:
        """Close the file; lines that a full disk does not take are lost."""
        with contextlib.suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing: the standard library would print the message on standard error."""


class _PrivateFormatter(logging.Formatter):
    def formatException(  # noqa: N802 - the name is the standard library's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "" if ei[1] is None else trace_of(ei[1])

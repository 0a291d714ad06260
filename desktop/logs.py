"""The log: what went wrong, and nothing about whom.

Messages name jobs and faults by number. Files and patients are never named, and of an exception
only the type and the lines of code are kept, because its message may quote a path.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from desktop.paths import state_dir

_LOGGERS: Final = ("desktop", "engine")
_BYTES: Final = 500_000
_OLD_FILES: Final = 2
_OWN_KINDS: Final = (RotatingFileHandler, logging.NullHandler)
_log = logging.getLogger(__name__)


def start(folder: Path | None = None) -> Path | None:
    """Write what the program logs to a file that is kept small.

    Parameters
    ----------
    folder : Path or None
        Where to; None for the platform's folder for such files.

    Returns
    -------
    Path or None
        The file; None if none can be written, which is no reason not to run.
    """
    path = (folder or state_dir()) / "second-reader.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8"
        )
    except OSError:
        # Without any handler, logging would print the exception, whose message may quote a path.
        _hand_over_to(logging.NullHandler())
        return None
    handler.setFormatter(_PrivateFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    _hand_over_to(handler)
    return path


def _hand_over_to(handler: logging.Handler) -> None:
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        for old in [kept for kept in logger.handlers if isinstance(kept, _OWN_KINDS)]:
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)


def record_fault(error: BaseException) -> str:
    """Log a fault of the program and return the number it can be found by."""
    number = secrets.token_hex(4)
    _log.error("fault %s", number, exc_info=error)
    return number


class _PrivateFormatter(logging.Formatter):
    def formatException(  # noqa: N802 - the name is the standard library's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        lines = []
        error = ei[1]
        while error is not None:
            kind = type(error)
            lines.append(f"{kind.__module__}.{kind.__qualname__}\n")
            lines += traceback.format_tb(error.__traceback__)
            error = error.__cause__ or error.__context__
        return "".join(lines).rstrip()

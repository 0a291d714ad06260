"""Logs of native libraries, kept off the terminal while a command runs."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from engine.errors import UserFacingError

LEVEL = "TF_CPP_MIN_LOG_LEVEL"
_ERROR_STREAM = 2


@contextlib.contextmanager
def hidden_library_logs() -> Iterator[None]:
    """Hide what TensorFlow and LiteRT write to standard error past Python, such as missing GPUs.

    Python's own messages stay. What was hidden is shown if the command fails unexpectedly, and
    nothing is hidden where ``TF_CPP_MIN_LOG_LEVEL`` is set: TensorFlow then shows what is asked
    for. It does not obey that variable before it is loaded, so setting it is no way to hide all.
    """
    # It advises on tracing whenever networks of several sizes are run one after the other.
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    if LEVEL in os.environ:
        yield
        return
    try:
        terminal = os.dup(_ERROR_STREAM)
    except OSError:
        # A program without a standard error shows nothing that could be hidden.
        yield
        return
    with (
        os.fdopen(terminal, "wb", buffering=0) as shown,
        tempfile.TemporaryFile() as hidden,
        _python_errors_to(terminal),
    ):
        os.dup2(hidden.fileno(), _ERROR_STREAM)
        try:
            yield
        except (UserFacingError, OSError):
            raise
        except Exception:
            _copy(hidden, shown)
            raise
        finally:
            os.dup2(terminal, _ERROR_STREAM)


@contextlib.contextmanager
def _python_errors_to(descriptor: int) -> Iterator[None]:
    """Let Python's messages go to the terminal, where they went to the hidden stream."""
    before = sys.stderr
    try:
        is_hidden = before.fileno() == _ERROR_STREAM
    except (AttributeError, OSError, ValueError):
        is_hidden = False
    if not is_hidden:
        yield
        return
    with open(
        descriptor, "w", buffering=1, encoding=before.encoding, errors=before.errors, closefd=False
    ) as stream:
        sys.stderr = stream
        try:
            yield
        finally:
            sys.stderr = before


def _copy(hidden: BinaryIO, shown: BinaryIO) -> None:
    hidden.seek(0)
    shown.write(hidden.read())

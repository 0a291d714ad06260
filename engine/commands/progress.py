"""Progress line on a terminal, overwritten in place."""

from __future__ import annotations

import shutil
from typing import TextIO

from engine.terminal_text import printable, width


class Progress:
    """A line that is overwritten in place, and only where somebody can see it.

    Parameters
    ----------
    stream : TextIO
        Written to only if it is a terminal.
    total : int
        Number of steps.
    """

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._total = total
        self._is_seen = stream.isatty()
        self._written = 0

    def show(self, step: int, name: str) -> None:
        """Say that a step, counted from 1, is under way."""
        self.say(f"{step} of {self._total}: {printable(name)}")

    def say(self, text: str) -> None:
        """Put other text, which must be printable, on the line."""
        if not self._is_seen:
            return
        self.clear()
        # The last column stays free: a full line would wrap and could not be overwritten.
        line = _shortened(text, shutil.get_terminal_size().columns - 1)
        self._stream.write(line)
        self._stream.flush()
        self._written = width(line)

    def clear(self) -> None:
        """Leave the line empty for other output."""
        if self._written:
            self._stream.write("\r" + " " * self._written + "\r")
            self._stream.flush()
            self._written = 0


def _shortened(text: str, cells: int) -> str:
    while width(text) > max(cells, 0):
        text = text[:-1]
    return text

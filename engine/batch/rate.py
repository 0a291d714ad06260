"""Rate of a batch: files a second, and the time that is left."""

from __future__ import annotations

from collections import deque
from typing import Final

_WINDOW_S: Final = 30.0
_LEAST_S: Final = 0.5


class Rate:
    """The rate of the last half minute, so that a slow beginning is soon forgotten.

    Times are those of any clock that only goes forward, in seconds.
    """

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()

    def note(self, now: float, done: int) -> None:
        """Note how many pieces of work are done by now."""
        marks = self._marks
        if marks and now - marks[-1][0] < _LEAST_S and len(marks) > 1:
            marks[-1] = (marks[-1][0], done)
        else:
            marks.append((now, done))
        while len(marks) > 2 and now - marks[1][0] >= _WINDOW_S:
            marks.popleft()

    def forget(self) -> None:
        """Begin anew, as after a pause."""
        self._marks.clear()

    def per_second(self, now: float) -> float | None:
        """Return the pieces done in a second; None while that is not known."""
        if len(self._marks) < 2:
            return None
        begun, before = self._marks[0]
        elapsed, done = now - begun, self._marks[-1][1] - before
        return done / elapsed if elapsed >= _LEAST_S and done > 0 else None

    def seconds_left(self, now: float, remaining: int) -> float | None:
        """Return how long the remaining pieces will take; None while that is not known."""
        rate = self.per_second(now)
        return None if rate is None else remaining / rate


def duration(seconds: float) -> str:
    """Return a time in words, no finer than anyone needs.

    Examples
    --------
    >>> duration(0.4), duration(59), duration(61), duration(3700), duration(200000)
    ('1 s', '59 s', '1 min 01 s', '1 h 02 min', '2 d 8 h')
    """
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    hours, minutes = divmod(round(whole / 60), 60)
    if hours < 24:
        return f"{hours} h {minutes:02} min"
    days, hours = divmod(round(whole / 3600), 24)
    return f"{days} d {hours} h"


def rate_in_words(rate: float) -> str:
    """Return a rate in words, a minute at a time where it is slow.

    Examples
    --------
    >>> rate_in_words(41.26), rate_in_words(3.14), rate_in_words(0.25)
    ('41 a second', '3.1 a second', '15 a minute')
    """
    if rate < 1:
        return f"{60 * rate:.0f} a minute"
    return f"{rate:.0f} a second" if rate >= 10 else f"{rate:.1f} a second"

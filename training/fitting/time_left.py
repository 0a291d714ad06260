"""Time that a training has left, in words."""

from __future__ import annotations

_MINUTE, _HOUR = 60, 3600


def time_left(seconds: float) -> str:
    """Return a phrase such as ``about 4 min left``, rounded as far as an estimate deserves."""
    if seconds < _MINUTE:
        return f"about {max(5, round(seconds / 5) * 5)} s left"
    if seconds < _HOUR:
        return f"about {round(seconds / _MINUTE)} min left"
    hours, minutes = divmod(round(seconds / _MINUTE / 10) * 10, 60)
    return f"about {hours} h {minutes} min left" if minutes else f"about {hours} h left"

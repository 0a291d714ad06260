"""Progress of a batch in words: files done, and the rate and the time left while it runs."""

from __future__ import annotations

from typing import Final

from desktop.batch.controls import State
from desktop.language.languages import count, decimal
from desktop.language.translation import translate
from engine.batch.exchange import Progress
from engine.batch.rate import Rate, duration

_DOT: Final = " \N{MIDDLE DOT} "


class ProgressText:
    """Words for one batch after the other; times are those of `time.monotonic`, in seconds."""

    def __init__(self) -> None:
        self._rate = Rate()

    def forget_rate(self) -> None:
        """Measure the rate anew: a batch begins, or goes on after a pause."""
        self._rate.forget()

    def describe(self, progress: Progress, state: State, now: float) -> str:
        """Return the progress in words.

        Parameters
        ----------
        progress : Progress
            Files found and done.
        state : State
            Of the batch: only one that runs has a rate.
        now : float
            The time, in seconds.
        """
        if state is State.RUNNING:
            self._rate.note(now, progress.fresh)
        words = (
            translate("batch", "{} of {} files")
            if progress.is_total
            else translate("batch", "{} of {} or more files")
        )
        parts = [words.format(count(progress.done), count(progress.found))]
        if state is State.PAUSED:
            parts.append(translate("batch", "paused"))
        elif state is State.RUNNING:
            parts += self._describe_rate(progress, now)
        return _DOT.join(parts)

    def _describe_rate(self, progress: Progress, now: float) -> list[str]:
        rate = self._rate.per_second(now)
        if rate is None:
            return []
        # Slow batches are given per minute: "0.2 a second" is hard to picture.
        is_fast = rate >= 1
        words = translate("batch", "{} a second") if is_fast else translate("batch", "{} a minute")
        places = 1 if is_fast and rate < 10 else 0
        parts = [words.format(decimal(rate if is_fast else 60 * rate, places))]
        left = self._rate.seconds_left(now, progress.found - progress.done)
        # While folders are still being searched, the end is not known.
        if left is not None and progress.is_total:
            parts.append(translate("batch", "{} left").format(duration(left)))
        return parts

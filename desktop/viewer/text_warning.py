"""Warning that text in a picture may name the patient."""

from __future__ import annotations

from desktop.language.translation import translate
from desktop.viewer.reading import Reading


def summary_of(*, stated: bool | None, seen: bool) -> str:
    """Return one sentence, or an empty text where there is nothing to warn of.

    Parameters
    ----------
    stated : bool or None
        What the file states of burned-in text; None if it states nothing.
    seen : bool
        Whether text was found in the picture.
    """
    if stated:
        return translate(
            "text warning",
            "The file says that text is burned into this picture: it may name the patient.",
        )
    if seen:
        return translate(
            "text warning", "The picture seems to contain text: it may name the patient."
        )
    return ""


def warning_of(reading: Reading) -> str:
    """Return the warning for a reading, see `summary_of`."""
    return summary_of(stated=reading.scan.has_burned_in_annotation, seen=reading.shows_text)


def advice() -> str:
    """Return the sentence that says what to do."""
    return translate("text warning", "Look at it before you pass it on.")

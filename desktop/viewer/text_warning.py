"""What is said where text in a picture may name the patient."""

from __future__ import annotations

from desktop.language.translation import translate
from desktop.viewer.reading import Reading


def summary_of(*, stated: bool | None, seen: bool) -> str:
    """Return one sentence, or nothing where there is nothing to warn of.

    Parameters
    ----------
    stated : bool or None
        What the file says of text in its picture.
    seen : bool
        Whether text was found in it.
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
    """Return `summary_of` a scan that is open."""
    return summary_of(stated=reading.scan.has_burned_in_annotation, seen=reading.shows_text)


def advice() -> str:
    """Return what to do about it."""
    return translate("text warning", "Look at it before you pass it on.")

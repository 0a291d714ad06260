"""What the window says of a disc that has an index (DICOMDIR)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from engine.dicomdir import DiscPicture, LeftOut

_LEVELS: Final = (
    ("patient", QT_TRANSLATE_NOOP("dicomdir", "Patient {}")),
    ("study", QT_TRANSLATE_NOOP("dicomdir", "Study {}")),
    ("series", QT_TRANSLATE_NOOP("dicomdir", "Series {}")),
)


def labels(pictures: Sequence[DiscPicture]) -> tuple[str, ...]:
    """Return where each picture belongs: the patient, study and series, by number and not by name.

    What is the same for all of them is left out, but for the series.
    """
    shown = [
        (level, words)
        for level, words in _LEVELS
        if level == "series" or len({getattr(each, level) for each in pictures}) > 1
    ]
    return tuple(
        ", ".join(
            translate("dicomdir", words).format(number)
            for level, words in shown
            if (number := getattr(each, level))
        )
        for each in pictures
    )


def left_out_in_words(left_out: LeftOut, kept: int) -> str:
    """Return one sentence about the pictures that are not shown.

    Parameters
    ----------
    left_out : LeftOut
        How many, and why.
    kept : int
        How many are shown.
    """
    why = (
        (translate("dicomdir", "not there: {}"), left_out.absent),
        (translate("dicomdir", "outside its folder: {}"), left_out.outside),
        (translate("dicomdir", "records that cannot be read: {}"), left_out.broken),
    )
    reasons = ", ".join(words.format(count) for words, count in why if count)
    total = left_out.total
    return translate(
        "dicomdir", "Of {} pictures that the index of this disc names, {} were left out ({})."
    ).format(kept + total, total, reasons)

"""Words for a disc with an index (DICOMDIR): labels of its pictures, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from engine.dicomdir import DicomdirPicture, LeftOut

_LEVELS: Final = (
    ("patient", QT_TRANSLATE_NOOP("dicomdir", "Patient {}")),
    ("study", QT_TRANSLATE_NOOP("dicomdir", "Study {}")),
    ("series", QT_TRANSLATE_NOOP("dicomdir", "Series {}")),
)


def labels(pictures: Sequence[DicomdirPicture]) -> tuple[str, ...]:
    """Return the patient, study and series of each picture, by number and not by name.

    A patient or study that is the same for all pictures is left out.
    """
    levels = [
        (level, words)
        for level, words in _LEVELS
        # A disc usually has one patient and one study: their numbers would say nothing.
        if level == "series" or len({getattr(each, level) for each in pictures}) > 1
    ]
    return tuple(
        ", ".join(
            translate("dicomdir", words).format(number)
            for level, words in levels
            if (number := getattr(each, level))
        )
        for each in pictures
    )


def left_out_in_words(left_out: LeftOut, kept: int) -> str:
    """Return one sentence about the pictures that are not shown.

    Parameters
    ----------
    left_out : LeftOut
        Numbers of pictures by reason.
    kept : int
        Number of pictures that are shown.
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

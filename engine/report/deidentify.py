"""De-identification of typed text: what is known of the patient is taken out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from engine.patient import PatientIdentity

REMOVED: Final = "[removed]"
_SHORTEST: Final = 2


def without_identity(text: str, patient: PatientIdentity | None) -> str:
    """Return text without the parts of the patient's name, numbers, dates and hospital.

    It knows only what the identity states, as whole words in any case: a nickname, or a place
    that the file does not name, stays.

    Parameters
    ----------
    text : str
        As somebody typed it.
    patient : PatientIdentity or None
        Whose traces to remove; with None the text comes back as it is.
    """
    if patient is None:
        return text
    known = sorted(set(_known(patient)), key=len, reverse=True)
    if not known:
        return text
    pattern = "|".join(re.escape(word) for word in known)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", REMOVED, text, flags=re.IGNORECASE)


def _known(patient: PatientIdentity) -> Iterator[str]:
    whole = (patient.patient_id, patient.accession_number, patient.institution)
    names = (patient.name, patient.ideographic_name, patient.phonetic_name)
    for value in (*whole, *names):
        if len(value.strip()) >= _SHORTEST:
            yield value.strip()
    for name in names:
        yield from (word for word in re.findall(r"[\w'-]+", name) if len(word) >= _SHORTEST)
    for date in (patient.birth_date, patient.study_date):
        if date:
            yield date
            yield from _spellings(date)


def _spellings(date: str) -> Iterator[str]:
    try:
        day = dt.date.fromisoformat(date)
    except ValueError:
        return
    year, month, number = f"{day.year:04d}", f"{day.month:02d}", f"{day.day:02d}"
    yield year + month + number
    for mark in "./-":
        yield mark.join((number, month, year))
        yield mark.join((month, number, year))
        yield mark.join((str(day.day), str(day.month), year))
        yield mark.join((str(day.month), str(day.day), year))
        yield mark.join((year, month, number))

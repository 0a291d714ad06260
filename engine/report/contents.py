"""Contents of a report: scans with their findings, the reader's statement, options."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from engine.birads import BiRads
from engine.finding import Finding
from engine.measurement import Measurement
from engine.model.model_card import ModelCard
from engine.patient import PatientIdentity
from engine.scan import Scan


class Paper(enum.StrEnum):
    """The size of a page."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class ReaderStatement:
    """Statement of the person who read the scan; every field may be empty.

    Attributes
    ----------
    name : str
        Of the reader.
    finding : str
        Their own finding, in a few words.
    birads : BiRads or None
        Their assessment category.
    text : str
        Anything else; may have several lines.
    """

    name: str = ""
    finding: str = ""
    birads: BiRads | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ReportScan:
    """One section of a report.

    Attributes
    ----------
    scan : Scan
        The picture and its acquisition.
    finding : Finding
        The answer for one of its frames, which is the frame that is shown.
    card : ModelCard or None
        Of the model that answered; None where no model was asked.
    patient : PatientIdentity or None
        As in the file or as typed; None when unknown. Left out of a de-identified report.
    measurements : tuple of Measurement
        Listed, and drawn where they belong to the frame shown.
    reader : ReaderStatement or None
        What the person who read the scan found.
    """

    scan: Scan
    finding: Finding
    card: ModelCard | None
    patient: PatientIdentity | None = None
    measurements: tuple[Measurement, ...] = ()
    reader: ReaderStatement | None = None


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Options of a report.

    Attributes
    ----------
    resources : Path
        The program's folder of resources, which holds ``fonts`` and ``report``.
    date : datetime
        When it was made, with its time zone; the same date and contents give the same bytes.
    paper : Paper
        Size of the pages.
    deidentified : bool
        Leave out who the scan is of: identity, dates but for the year of the report, the name of
        the file, and the hospital that the file names. What is known of the patient is also taken
        out of typed text. Institution and logo of these options stay: they say who made the
        report. Text that is part of the picture itself stays as well.
    institution : str
        Printed at the head of each page; may be empty.
    logo : Path or None
        A PNG, JPEG, TIFF or BMP picture, printed at the head of each page.

    Raises
    ------
    ValueError
        If the date has no time zone.
    """

    resources: Path
    date: dt.datetime = field(default_factory=_now)
    paper: Paper = Paper.A4
    deidentified: bool = False
    institution: str = ""
    logo: Path | None = None

    def __post_init__(self) -> None:
        if self.date.utcoffset() is None:
            raise ValueError("the date of a report needs its time zone")


def _no_thumbnail(_path: str) -> None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class BatchSummary:
    """Facts that the summary of a batch states beside its rows.

    Attributes
    ----------
    name : str
        Of the batch, such as the name of its folder; left out of a de-identified summary.
    seconds : float or None
        How long it took.
    thumbnail : callable
        Takes the ``path`` of a row and returns its picture, uint8 of shape (rows, columns) or
        (rows, columns, 3), or None where there is none to show. Called for the rows that are
        printed with a picture, at most `engine.report.tally.LISTED`, and in their order.
    """

    name: str = ""
    seconds: float | None = None
    thumbnail: Callable[[str], NDArray[Any] | None] = _no_thumbnail

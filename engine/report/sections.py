"""Sections of the report of one scan, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from engine.finding import Finding, Status
from engine.model.model_card import ModelCard
from engine.patient import PatientIdentity
from engine.readers.dicom.identity import patient_identity
from engine.report import words
from engine.report.contents import ReaderStatement, ReportOptions, ReportScan
from engine.report.deidentify import without_identity
from engine.report.drawings.charts import ClassBars, ProbabilityScale
from engine.report.drawings.headline import Headline
from engine.report.fonts import REGULAR
from engine.report.model_section import card_section, model_line
from engine.report.page import COLUMN_GAP, NAME_COLUMN, Page
from engine.report.picture_section import pictures
from engine.report.style import (
    BODY,
    CELL,
    GAP,
    GRID,
    HEAD,
    LABEL,
    LEAD,
    SECTION,
    SMALL,
    STRONG_BODY,
    beside,
    pairs,
    together,
)
from engine.report.text import has_all, markup
from engine.wording import percent

_MEASUREMENTS: Final = 40
_REMARKS: Final = BODY.clone(
    "remarks",
    leftIndent=NAME_COLUMN,
    bulletFontName=REGULAR,
    bulletFontSize=LABEL.fontSize,
    bulletColor=LABEL.textColor,
)


def scan_section(content: ReportScan, page: Page, title: str) -> list[Flowable]:
    """Return everything about one scan.

    Parameters
    ----------
    content : ReportScan
        The scan and what is known of it.
    page : Page
        Where it goes.
    title : str
        Markup that stands above it.
    """
    content = _as_shown(content, page.options)
    parts: list[Flowable] = [Paragraph(title, SECTION)]
    parts += _who_and_what(content, page)
    parts += pictures(content, page)
    parts += _finding(content.finding, content.card, page)
    parts += _measurements(content, page)
    parts += _reader(content.reader, page)
    return parts


def models_section(contents: Sequence[ReportScan], page: Page) -> list[Flowable]:
    """Return what is on the cards of the models that answered, each once."""
    cards = {content.card.identity: content.card for content in contents if content.card}
    parts: list[Flowable] = []
    for card in cards.values():
        parts += card_section(card, page.fonts, page.width)
    return parts


def _as_shown(content: ReportScan, options: ReportOptions) -> ReportScan:
    if not options.deidentified:
        return content

    def clean(text: str) -> str:
        # What was typed may differ from what the file states, and may name either.
        known = (content.patient, patient_identity(content.scan))
        return without_identity(without_identity(text, known[0]), known[1])

    reader = content.reader
    if reader is not None:
        reader = replace(
            reader,
            name=clean(reader.name),
            finding=clean(reader.finding),
            text=clean(reader.text),
        )
    return replace(
        content,
        patient=None,
        reader=reader,
        measurements=tuple(replace(one, label=clean(one.label)) for one in content.measurements),
    )


def _who_and_what(content: ReportScan, page: Page) -> list[Flowable]:
    left = _patient_rows(content.patient, page)
    right = [(name, page.cell(value)) for name, value in words.facts(content.scan, content.finding)]
    if not page.options.deidentified:
        right.append(("File", page.cell(content.scan.path.name)))
    value = (page.width - COLUMN_GAP) / 2 - NAME_COLUMN
    widths = (NAME_COLUMN, value)
    return [beside(pairs(left, widths), pairs(right, widths), page.width, COLUMN_GAP)]


def _patient_rows(patient: PatientIdentity | None, page: Page) -> list[tuple[str, str]]:
    if page.options.deidentified:
        return [("Patient", "De-identified: name, numbers and dates are left out.")]
    known = patient or PatientIdentity()
    stated = [
        ("Patient", known.name or "not stated"),
        ("Patient ID", known.patient_id or "not stated"),
        ("Born", known.birth_date),
        ("Sex", words.SEXES.get(known.sex.upper(), known.sex)),
        ("Study date", known.study_date),
        ("Accession no.", known.accession_number),
        ("Made at", known.institution),
    ]
    rows = [(name, page.cell(value)) for name, value in stated if value]
    rows[1:1] = _other_names(known, page)
    return rows


def _other_names(patient: PatientIdentity, page: Page) -> list[tuple[str, str]]:
    others = (("Ideographic", patient.ideographic_name), ("Phonetic", patient.phonetic_name))
    rows = [(name, page.cell(value)) for name, value in others if value]
    names = (patient.name, patient.ideographic_name, patient.phonetic_name)
    if not all(has_all(name, page.fonts) for name in names):
        rows.append(("", "Characters in brackets: not in the fonts of this report."))
    return rows


def _finding(finding: Finding, card: ModelCard | None, page: Page) -> list[Flowable]:
    answer: list[Flowable] = [Headline(finding)]
    is_answer = finding.status is Status.OK
    if is_answer and finding.confidence is not None:
        confidence = together(percent(finding.confidence))
        answer += [Spacer(0, 0.5 * GAP), Paragraph(f"Confidence <b>{confidence}</b>", LEAD)]
    if finding.reason is not None:
        answer.append(Spacer(0, 0.5 * GAP))
        answer.append(Paragraph(page.cell(finding.reason.summary), STRONG_BODY))
        answer.append(Paragraph(page.cell(finding.reason.hint), BODY))
    parts: list[Flowable] = [Paragraph("Finding of the model", SECTION)]
    model = [] if finding.model is None else [model_line(finding.model, page.fonts)]
    if not finding.probabilities:
        return [KeepTogether([*parts, *answer, Spacer(0, 0.5 * GAP), *model])]
    stated = finding.class_name if is_answer else None
    bars = [
        Paragraph("Probability of each class", LABEL),
        ClassBars(finding.probabilities, stated),
    ]
    parts.append(beside(answer, bars, page.width, COLUMN_GAP))
    return [KeepTogether([*parts, *_malignancy(finding, card, page), *model])]


def _malignancy(finding: Finding, card: ModelCard | None, page: Page) -> list[Flowable]:
    probability, point = finding.malignancy_probability, finding.operating_point
    if probability is None:
        return []
    zone = finding.inconclusive_zone
    parts: list[Flowable] = [
        Spacer(0, GAP),
        Paragraph(page.prose(words.capital(words.probability_of(finding.positive_class))), LABEL),
        ProbabilityScale(probability, point, zone),
        Spacer(0, 0.5 * GAP),
    ]
    if point is not None:
        parts.append(Paragraph(page.prose(words.operating_point(finding, point)), BODY))
    if zone is not None:
        parts.append(Paragraph(words.zone(zone), BODY))
    if card is not None:
        parts.append(Paragraph(page.prose(words.calibration(card)), SMALL))
    return parts


def _measurements(content: ReportScan, page: Page) -> list[Flowable]:
    listed = content.measurements[:_MEASUREMENTS]
    if not listed:
        return []
    rows = [[Paragraph(name, HEAD) for name in ("Measurement", "Length", "In pixels", "Frame")]]
    for one in listed:
        length = (
            "not calibrated" if one.millimetres is None else together(f"{one.millimetres:.1f} mm")
        )
        cells = (page.cell(one.label), length, f"{one.pixels:.0f}", str(one.frame + 1))
        rows.append([Paragraph(cell, CELL) for cell in cells])
    widths = [page.width * part for part in (0.4, 0.25, 0.2, 0.15)]
    parts: list[Flowable] = [
        Paragraph("Measurements", SECTION),
        Table(rows, colWidths=widths, style=GRID, repeatRows=1),
    ]
    more = len(content.measurements) - len(listed)
    if more:
        parts.append(Paragraph(f"and {more} more, not listed", SMALL))
    if any(one.millimetres is None for one in listed):
        parts.append(
            Paragraph("Where the file states no size of a pixel, lengths are in pixels.", SMALL)
        )
    return parts


def _reader(reader: ReaderStatement | None, page: Page) -> list[Flowable]:
    if reader is None or reader == ReaderStatement():
        return []
    rows: list[tuple[str, str]] = []
    if reader.finding.strip():
        rows.append(("Finding", page.cell(reader.finding)))
    if reader.birads is not None:
        rows.append(("BI-RADS", f"<b>{reader.birads}</b>, {reader.birads.meaning}"))
    if reader.name.strip():
        rows.append(("Read by", page.cell(reader.name)))
    head: list[Flowable] = [Paragraph("Finding of the reader", SECTION)]
    if rows:
        head.append(pairs(rows, (NAME_COLUMN, page.width - NAME_COLUMN)))
    if reader.text.strip():
        # Outside the table: free text may be longer than a page.
        lines = reader.text.strip().splitlines()
        for line in lines:
            first = None if line is not lines[0] else "Remarks"
            head.append(Paragraph(markup(line, page.fonts) or "<br/>", _REMARKS, first))
    return [*head, *_signature(page)]


def _signature(page: Page) -> list[Flowable]:
    cells = [[Paragraph("Signature", LABEL), "", Paragraph("Date", LABEL)]]
    gap = COLUMN_GAP
    widths = (page.width * 0.5, gap, page.width * 0.3)
    rules: list[tuple[object, ...]] = [
        ("LINEABOVE", (place, 0), (place, 0), 0.5, LABEL.textColor) for place in (0, 2)
    ]
    table = Table(cells, colWidths=widths, hAlign="LEFT")
    inset = ("LEFTPADDING", (0, 0), (-1, -1), 0)
    table.setStyle([("FONTNAME", (0, 0), (-1, -1), REGULAR), inset, *rules])
    return [KeepTogether([Spacer(0, 6 * GAP), table])]

"""Whole documents, made and written: the report of scans, and the summary of a batch."""

from __future__ import annotations

import datetime as dt
import io
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable, PageBreak

from engine.records.finding_record import FindingRecord
from engine.report.archive import Metadata, read_profile
from engine.report.batch import batch_parts
from engine.report.contents import BatchSummary, ReportOptions, ReportScan
from engine.report.fonts import load_fonts
from engine.report.logo import read_logo
from engine.report.page import Page
from engine.report.running_foot import RunningFoot, running_foot_of
from engine.report.sections import models_section, scan_section
from engine.report.sheet import Sheet
from engine.system.atomic_write import write_atomically

_TITLE: Final = "Report of a second reading"
_BATCH_TITLE: Final = "Summary of a batch"
_SUBJECT: Final = "Breast scan, for research and education only"

# Fonts that are being embedded are shared by all documents.
_lock = threading.Lock()


def write_report(target: Path, scans: Sequence[ReportScan], options: ReportOptions) -> None:
    """Write the report of one scan, or of several with a section each, whole or not at all.

    Parameters
    ----------
    target : Path
        The PDF file; its folder must exist.
    scans : sequence of ReportScan
        At least one.
    options : ReportOptions
        How it is made.

    Raises
    ------
    UserFacingError
        If it cannot be written, or the logo cannot be read. An older file stays as it was.
    ValueError
        If there is no scan.
    """
    write_atomically(target, render_report(scans, options))


def write_batch_report(
    target: Path,
    rows: Iterable[FindingRecord],
    summary: BatchSummary,
    options: ReportOptions,
) -> None:
    """Write the summary of a batch: counts, a histogram, and the most suspicious with pictures.

    Parameters
    ----------
    target : Path
        The PDF file; its folder must exist.
    rows : iterable of FindingRecord
        One a file. Read once, so that it may be a generator.
    summary : BatchSummary
        Name, duration and thumbnails.
    options : ReportOptions
        How it is made.

    Raises
    ------
    UserFacingError
        As for `write_report`.
    """
    write_atomically(target, render_batch_report(rows, summary, options))


def render_report(scans: Sequence[ReportScan], options: ReportOptions) -> bytes:
    """Return the bytes that `write_report` writes; the same contents and date give the same."""
    if not scans:
        raise ValueError("a report needs a scan")
    with _lock:
        sheet = _sheet(options, _TITLE)
        page = Page(sheet.fonts, sheet.width, options)
        parts: list[Flowable] = []
        for number, content in enumerate(scans, start=1):
            title = "Scan" if len(scans) == 1 else f"Scan {number} of {len(scans)}"
            parts += [PageBreak()] if parts else []
            parts.append(
                RunningFoot(sheet.running_feet, running_foot_of(content, options, sheet.fonts))
            )
            parts += scan_section(content, page, title)
        if len(scans) > 1:
            # What is on the cards is about nobody.
            parts += [PageBreak(), RunningFoot(sheet.running_feet, "")]
        parts += models_section(scans, page)
        return _rendered(sheet, parts)


def render_batch_report(
    rows: Iterable[FindingRecord], summary: BatchSummary, options: ReportOptions
) -> bytes:
    """Return the bytes that `write_batch_report` writes."""
    with _lock:
        sheet = _sheet(options, _BATCH_TITLE)
        page = Page(sheet.fonts, sheet.width, options)
        return _rendered(sheet, batch_parts(rows, summary, page))


def _sheet(options: ReportOptions, title: str) -> Sheet:
    logo = None if options.logo is None else read_logo(options.logo)
    return Sheet(options, title, load_fonts(options.resources), logo)


def _rendered(sheet: Sheet, parts: list[Flowable]) -> bytes:
    options = sheet.options
    metadata = Metadata(
        sheet.title, _SUBJECT, _stated_date(options), read_profile(options.resources)
    )
    buffer = io.BytesIO()
    sheet.build(buffer, parts, metadata)
    return buffer.getvalue()


def _stated_date(options: ReportOptions) -> dt.datetime:
    if options.deidentified:
        return dt.datetime(options.date.year, 1, 1, tzinfo=dt.UTC)
    return options.date.replace(microsecond=0)

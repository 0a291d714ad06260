"""Work of the report dialog in the worker thread: preview pages, and the file."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2
from PySide6.QtGui import QImage

from desktop.jobs import Cancelled, CancelledError, OnProgress
from engine.report import ReportOptions, ReportScan, render_report, write_report

MOST_PAGES: Final = 30
"""Pages in the preview; the saved file has all pages."""

# PDFium has global state and is not safe for threads.
_pdfium = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """A report as it would be saved.

    Attributes
    ----------
    pdf : bytes
        The file.
    pages : tuple of QImage
        Its first pages.
    count : int
        Number of all pages.
    """

    pdf: bytes
    pages: tuple[QImage, ...]
    count: int


def make_proof(
    contents: Sequence[ReportScan],
    options: ReportOptions,
    width: int,
    on_progress: OnProgress,
    cancelled: Cancelled,
) -> Proof:
    """Make a report and the pictures of its pages.

    Parameters
    ----------
    contents : sequence of ReportScan
        What is reported.
    options : ReportOptions
        How.
    width : int
        Of a page, in pixels of the screen.

    Raises
    ------
    UserFacingError
        If the logo or the program's own files cannot be read.
    CancelledError
        If the job was cancelled.
    """
    pdf = render_report(contents, options)
    on_progress(0.6)
    return draw_pages(pdf, width, on_progress, cancelled)


def draw_pages(pdf: bytes, width: int, _on_progress: OnProgress, cancelled: Cancelled) -> Proof:
    """Draw the pages of a report that was made before, so many pixels wide."""
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            count = len(document)
            pages = []
            for number in range(min(count, MOST_PAGES)):
                if cancelled():
                    raise CancelledError
                pages.append(_picture(document, number, width))
        finally:
            document.close()
    return Proof(pdf, tuple(pages), count)


def save(
    target: Path,
    contents: Sequence[ReportScan],
    options: ReportOptions,
    _on_progress: OnProgress,
    _cancelled: Cancelled,
) -> Path:
    """Write the report, whole or not at all, and return where it is.

    Raises
    ------
    UserFacingError
        If it cannot be written.
    """
    write_report(target, contents, options)
    return target


def _picture(document: pypdfium2.PdfDocument, number: int, width: int) -> QImage:
    page = document[number]
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
    form = QImage.Format.Format_RGBX8888
    # Without the copy the image would read memory that PDFium frees.
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
    bitmap.close()
    page.close()
    return image

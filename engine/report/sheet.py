"""Sheet: head and foot of every page (institution; intended use, date, patient, page number)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from engine.report.archive import ArchiveCanvas, Metadata
from engine.report.contents import ReportOptions
from engine.report.fonts import REGULAR, STRONG, Fonts
from engine.report.logo import Logo
from engine.report.style import INK, LINE, MARGIN, MUTED, SIZES
from engine.report.text import plain
from engine.version import VERSION
from engine.wording import RESEARCH_USE

_TOP: Final = 27 * mm
_BOTTOM: Final = 23 * mm
_LOGO: Final = (42 * mm, 11 * mm)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Empty page with its head and foot.

    Attributes
    ----------
    options : ReportOptions
        Paper, institution, date.
    title : str
        What the document is, at the head of each page.
    fonts : Fonts
        What can be drawn.
    logo : Logo or None
        At the head of each page.
    running_feet : dict
        From the number of a page to the line at its foot that names the patient, and at the foot
        of those that follow.
    """

    options: ReportOptions
    title: str
    fonts: Fonts
    logo: Logo | None
    running_feet: dict[int, str] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return SIZES[self.options.paper]

    @property
    def width(self) -> float:
        """Between the margins, in points."""
        return float(self.size[0] - 2 * MARGIN)

    def build(self, target: Any, parts: list[Flowable], metadata: Metadata) -> None:  # noqa: ANN401
        """Lay the parts out on as many pages as they need, and write the file.

        Parameters
        ----------
        target : binary file
            Written to.
        parts : list of Flowable
            In order; used up.
        metadata : Metadata
            Of the file.
        """
        width, height = self.size
        frame = Frame(
            MARGIN,
            _BOTTOM,
            self.width,
            height - _TOP - _BOTTOM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        document = BaseDocTemplate(target, pagesize=(width, height))
        document.addPageTemplates(PageTemplate("page", [frame]))
        maker = partial(ArchiveCanvas, metadata=metadata, finish_page=self._finish)
        document.build(parts, canvasmaker=maker)

    def _finish(self, canvas: Canvas, number: int, pages: int) -> None:
        self._draw_head(canvas)
        self._draw_foot(canvas, number, pages)

    def _draw_head(self, canvas: Canvas) -> None:
        width, height = self.size
        line = height - 21 * mm
        left = MARGIN
        if self.logo is not None:
            left += self.logo.draw(canvas, MARGIN, line + 2.4 * mm, *_LOGO) + 4 * mm
        canvas.setFillColor(INK)
        canvas.setFont(STRONG, 11)
        name = plain(self.options.institution, self.fonts)
        right = stringWidth(self.title, REGULAR, 9)
        canvas.drawString(
            left, line + 3 * mm, fitted(name, STRONG, 11, width - MARGIN - left - right - 12)
        )
        canvas.setFillColor(MUTED)
        canvas.setFont(REGULAR, 9)
        canvas.drawRightString(width - MARGIN, line + 3 * mm, self.title)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.7)
        canvas.line(MARGIN, line, width - MARGIN, line)

    def _draw_foot(self, canvas: Canvas, number: int, pages: int) -> None:
        width, _ = self.size
        line = 18 * mm
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.7)
        canvas.line(MARGIN, line, width - MARGIN, line)
        canvas.setFillColor(INK)
        canvas.setFont(STRONG, 7.6)
        canvas.drawString(MARGIN, line - 11, RESEARCH_USE)
        canvas.setFillColor(MUTED)
        canvas.setFont(REGULAR, 7.6)
        canvas.drawString(MARGIN, line - 22, f"Second Reader {VERSION}, {made_on(self.options)}")
        canvas.drawRightString(width - MARGIN, line - 22, f"{number} of {pages}")
        running_foot = self._running_foot(number)
        room = width - 2 * MARGIN - stringWidth(RESEARCH_USE, STRONG, 7.6) - 16
        canvas.drawRightString(width - MARGIN, line - 11, fitted(running_foot, REGULAR, 7.6, room))

    def _running_foot(self, number: int) -> str:
        begun = [page for page in self.running_feet if page <= number]
        return self.running_feet[max(begun)] if begun else ""


def made_on(options: ReportOptions) -> str:
    """Return when the report was made; of a de-identified one only the year."""
    date = options.date
    if options.deidentified:
        return f"{date:%Y}"
    return f"{date:%Y-%m-%d %H:%M} {_zone(date)}"


def _zone(date: dt.datetime) -> str:
    offset = date.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}" if offset and offset != "+0000" else "UTC"


def fitted(text: str, font: str, size: float, room: float) -> str:
    """Return text cut, with an ellipsis, to what fits into so many points."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(text + "…", font, size) > room:
        text = text[:-1]
    return f"{text}…" if text else ""

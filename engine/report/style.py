"""Style of a report: distances, colours, type. Every colour keeps its meaning in grey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table

from engine.report.contents import Paper
from engine.report.fonts import REGULAR, STRONG

SIZES: Final[dict[Paper, tuple[float, float]]] = {Paper.A4: A4, Paper.LETTER: letter}
MARGIN: Final = 18 * mm
GAP: Final = 6.0
"""Points; the distances of a page are multiples of it."""

INK: Final = HexColor("#14191d")
MUTED: Final = HexColor("#505a62")
LINE: Final = HexColor("#c3cad0")
TRACK: Final = HexColor("#e6eaed")
ACCENT: Final = HexColor("#0a5c6b")
WHITE: Final = Color(1, 1, 1)

BODY: Final = ParagraphStyle(
    "body",
    fontName=REGULAR,
    fontSize=9,
    leading=12.6,
    textColor=INK,
    splitLongWords=1,
    allowWidows=0,
    allowOrphans=0,
)
STRONG_BODY: Final = ParagraphStyle("strong", BODY, fontName=STRONG)
SMALL: Final = ParagraphStyle("small", BODY, fontSize=7.6, leading=10.6, textColor=MUTED)
LABEL: Final = ParagraphStyle("label", SMALL, leading=12.6)
LEAD: Final = ParagraphStyle("lead", BODY, fontSize=11, leading=15)
HEADLINE: Final = ParagraphStyle("headline", BODY, fontName=STRONG, fontSize=21, leading=25)
TITLE: Final = ParagraphStyle("title", BODY, fontName=STRONG, fontSize=15, leading=19)
SECTION: Final = ParagraphStyle(
    "section",
    BODY,
    fontName=STRONG,
    fontSize=10.5,
    leading=14,
    textColor=ACCENT,
    spaceBefore=2.6 * GAP,
    spaceAfter=0.7 * GAP,
    keepWithNext=1,
)
CELL: Final = ParagraphStyle("cell", BODY, fontSize=8.4, leading=11.4)
HEAD: Final = ParagraphStyle("head", SMALL, fontName=STRONG)

NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def together(text: str) -> str:
    """Return a figure with its unit so that no line breaks between them."""
    return text.replace(" ", NO_BREAK)


def pairs(rows: Sequence[tuple[str, str]], widths: tuple[float, float]) -> Table:
    """Return names and values below each other.

    Parameters
    ----------
    rows : sequence of pairs
        A name and the markup of its value.
    widths : tuple of float
        Of the two columns, in points.
    """
    cells = [[Paragraph(name, LABEL), Paragraph(value, BODY)] for name, value in rows]
    return Table(cells, colWidths=widths, style=_TIGHT, hAlign="LEFT")


def beside(
    left: Flowable | Sequence[Flowable],
    right: Flowable | Sequence[Flowable],
    width: float,
    gap: float,
) -> Table:
    """Return two blocks beside each other, each as wide as half of what is left of ``width``."""
    column = (width - gap) / 2
    table = Table([[left, "", right]], colWidths=(column, gap, column), style=_BARE)
    table.hAlign = "LEFT"
    return table


_BARE: Final = (
    # A table sets its font even for an empty cell, and its own default is not embedded.
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)
_TIGHT: Final = (
    *_BARE,
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
    # The smaller names stand on the line of their values.
    ("TOPPADDING", (0, 0), (0, -1), 0.9),
)

GRID: Final = (
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
    ("TOPPADDING", (0, 0), (-1, -1), 2.4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.7, MUTED),
    ("LINEBELOW", (0, 1), (-1, -1), 0.35, LINE),
)
"""Of a table whose first row names its columns."""

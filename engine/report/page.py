"""Page: the fonts, width and options that its parts share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.report.contents import ReportOptions
from engine.report.fonts import Fonts
from engine.report.style import GAP
from engine.report.text import markup, shortened

COLUMN_GAP: Final = 4 * GAP
NAME_COLUMN: Final = 78.0
"""Width of the names in pairs of a name and a value, in points."""


@dataclass(frozen=True, slots=True)
class Page:
    """Fonts, width and options of a page.

    Attributes
    ----------
    fonts : Fonts
        What can be drawn.
    width : float
        Between the margins, in points.
    options : ReportOptions
        How the report is made.
    """

    fonts: Fonts
    width: float
    options: ReportOptions

    def cell(self, text: str) -> str:
        """Return text of any origin as the markup of a line or two."""
        return markup(shortened(text), self.fonts)

    def prose(self, text: str) -> str:
        """Return text that may be longer, but never runs over more than a part of a page."""
        return markup(shortened(text, 1200), self.fonts)

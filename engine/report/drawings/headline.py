"""Headline of a finding: the answer, and its sign, whose shape is readable without colour."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph

from engine.finding import Finding, Status
from engine.report.style import HEADLINE, INK, WHITE
from engine.report.words import headline

_SIDE = 19.0
_GAP = 8.0


class Headline(Flowable):  # type: ignore[misc]
    """A sign and the answer in a word or two.

    A triangle is the class that is looked for, such as malignant, a circle benign, a square
    another class, a diamond inconclusive and a crossed circle out of scope.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        self._text = Paragraph(headline(finding), HEADLINE)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size of the text."""
        _, self.height = self._text.wrap(width - _SIDE - _GAP, height)
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw sign and text."""
        self._text.drawOn(self.canv, _SIDE + _GAP, 0)
        canvas = self.canv
        canvas.saveState()
        canvas.translate(0, self.height - HEADLINE.leading + 2)
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        canvas.setLineWidth(1.5)
        canvas.setLineJoin(1)
        self._draw_sign()
        canvas.restoreState()

    def _draw_sign(self) -> None:
        canvas, middle, radius = self.canv, _SIDE / 2, _SIDE / 2 - 1
        if self._finding.status is Status.INCONCLUSIVE:
            corners = [(middle, 1), (_SIDE - 1, middle), (middle, _SIDE - 1), (1, middle)]
            self._draw_shape(corners, filled=False)
            self._draw_mark("?")
        elif self._finding.status is not Status.OK:
            canvas.circle(middle, middle, radius)
            reach = radius * 0.7
            canvas.line(middle - reach, middle - reach, middle + reach, middle + reach)
        elif self._finding.class_name == self._finding.positive_class:
            self._draw_shape([(middle, _SIDE - 1), (0.5, 2), (_SIDE - 0.5, 2)], filled=True)
            canvas.setFillColor(WHITE)
            self._draw_mark("!", lower=1.5)
        elif self._finding.class_name == "benign":
            canvas.circle(middle, middle, radius)
            canvas.circle(middle, middle, radius * 0.42, fill=1)
        else:
            canvas.rect(1.5, 1.5, _SIDE - 3, _SIDE - 3)

    def _draw_shape(self, corners: list[tuple[float, float]], *, filled: bool) -> None:
        path = self.canv.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
        self.canv.drawPath(path, fill=int(filled))

    def _draw_mark(self, mark: str, lower: float = 0.0) -> None:
        self.canv.setFont(HEADLINE.fontName, 10)
        self.canv.drawCentredString(_SIDE / 2, _SIDE / 2 - 3.6 - lower, mark)

"""Charts of probabilities: scale, bars, histogram; readable without colour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from engine.finding import InconclusiveZone, OperatingPoint
from engine.report.fonts import REGULAR, STRONG
from engine.report.style import ACCENT, INK, LINE, MUTED, TRACK, WHITE, together
from engine.report.words import capital
from engine.wording import percent

_BAR: Final = 11.0
_SCALE_HEIGHT: Final = 47.0
_BAR_BOTTOM: Final = 17.0
_ROW: Final = 15.0


class ProbabilityScale(Flowable):  # type: ignore[misc]
    """Malignancy probability from 0 to 100 %: a marker above, the operating point across.

    The inconclusive zone is hatched, the operating point a line with a flag below, and the
    probability a triangle with its figure above the bar.
    """

    def __init__(
        self, probability: float, point: OperatingPoint | None, zone: InconclusiveZone | None
    ) -> None:
        super().__init__()
        self._probability = probability
        self._point = point
        self._zone = zone

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return a strip as wide as its column."""
        self.width, self.height = width, _SCALE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw bar, zone, operating point, marker and axis."""
        canvas = self.canv
        canvas.setFillColor(TRACK)
        canvas.rect(0, _BAR_BOTTOM, self.width, _BAR, stroke=0, fill=1)
        if self._zone is not None:
            hatch(canvas, self._x(self._zone.low), _BAR_BOTTOM, self._x(self._zone.high), _BAR)
        canvas.setFillColor(ACCENT)
        canvas.rect(0, _BAR_BOTTOM + 3.5, self._x(self._probability), 4, stroke=0, fill=1)
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.5)
        canvas.rect(0, _BAR_BOTTOM, self.width, _BAR)
        self._draw_axis()
        self._draw_point()
        self._draw_marker()

    def _x(self, probability: float) -> float:
        return min(max(probability, 0.0), 1.0) * float(self.width)

    def _draw_axis(self) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, 7)
        taken = None if self._point is None else self._x(self._point.threshold)
        for step in range(5):
            x = self._x(step / 4)
            text = together(f"{25 * step} %")
            width = stringWidth(text, REGULAR, 7)
            left = min(max(x - width / 2, 0), self.width - width)
            canvas.setStrokeColor(MUTED)
            canvas.setLineWidth(0.5)
            canvas.line(x, _BAR_BOTTOM, x, _BAR_BOTTOM - 2.5)
            if taken is None or not left - 60 < taken < left + width + 60:
                canvas.setFillColor(MUTED)
                canvas.drawString(left, 5, text)

    def _draw_point(self) -> None:
        if self._point is None:
            return
        canvas, x = self.canv, self._x(self._point.threshold)
        for ink, thickness in ((WHITE, 3.6), (INK, 1.6)):
            canvas.setStrokeColor(ink)
            canvas.setLineWidth(thickness)
            canvas.line(x, _BAR_BOTTOM - 4, x, _BAR_BOTTOM + _BAR + 3)
        text = f"operating point {together(percent(self._point.threshold))}"
        width = stringWidth(text, REGULAR, 7)
        left = min(max(x - width / 2, 0), self.width - width)
        canvas.setFillColor(INK)
        canvas.setFont(REGULAR, 7)
        canvas.drawString(left, 5, text)

    def _draw_marker(self) -> None:
        canvas, x, top = self.canv, self._x(self._probability), _BAR_BOTTOM + _BAR
        marker = canvas.beginPath()
        marker.moveTo(x, top + 0.5)
        marker.lineTo(x - 4, top + 7)
        marker.lineTo(x + 4, top + 7)
        marker.close()
        canvas.setFillColor(INK)
        canvas.drawPath(marker, stroke=0, fill=1)
        text = together(percent(self._probability))
        width = stringWidth(text, STRONG, 9)
        canvas.setFont(STRONG, 9)
        canvas.drawString(min(max(x - width / 2, 0), self.width - width), top + 9.5, text)


class ClassBars(Flowable):  # type: ignore[misc]
    """One line a class: name, bar, per cent; the class that is stated is set in bold."""

    def __init__(self, probabilities: Mapping[str, float], stated: str | None) -> None:
        super().__init__()
        self._probabilities = probabilities
        self._stated = stated

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return a row for each class."""
        self.width, self.height = width, _ROW * len(self._probabilities)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the rows."""
        names = [capital(name) for name in self._probabilities]
        left = max((stringWidth(name, STRONG, 9) for name in names), default=0) + 10
        right = stringWidth(together("100.0 %"), STRONG, 9) + 8
        for index, (name, value) in enumerate(self._probabilities.items()):
            y = self.height - (index + 1) * _ROW
            self.canv.setFillColor(INK)
            self.canv.setFont(STRONG if name == self._stated else REGULAR, 9)
            self.canv.drawString(0, y + 4, capital(name))
            self.canv.drawRightString(self.width, y + 4, together(percent(value)))
            length = self.width - left - right
            self.canv.setFillColor(TRACK)
            self.canv.rect(left, y + 4.5, length, 5, stroke=0, fill=1)
            self.canv.setFillColor(ACCENT if name == self._stated else MUTED)
            self.canv.rect(left, y + 4.5, length * value, 5, stroke=0, fill=1)


class Histogram(Flowable):  # type: ignore[misc]
    """Histogram of the malignancy probabilities of scans.

    Parameters
    ----------
    counts : tuple of int
        Scans in each of so many equal parts of 0 to 100 %.
    point : OperatingPoint or None
        Drawn where all scans were measured against the same.
    zone : InconclusiveZone or None
        Hatched, likewise.
    """

    def __init__(
        self,
        counts: tuple[int, ...],
        point: OperatingPoint | None,
        zone: InconclusiveZone | None = None,
    ) -> None:
        super().__init__()
        self._counts = counts
        self._point = point
        self._zone = zone

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return a strip as wide as its column."""
        self.width, self.height = width, 118.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw bars, axis and operating point."""
        canvas, base, tallest = self.canv, 24.0, 74.0
        most = max(*self._counts, 1)
        column = self.width / len(self._counts)
        if self._zone is not None:
            low, high = self._zone.low * self.width, self._zone.high * self.width
            hatch(canvas, low, base, high, tallest)
        for index, count in enumerate(self._counts):
            height = tallest * count / most
            canvas.setFillColor(ACCENT)
            canvas.rect(index * column + 0.8, base, column - 1.6, height, stroke=0, fill=1)
            if count:
                canvas.setFillColor(INK)
                canvas.setFont(REGULAR, 6.6)
                canvas.drawCentredString((index + 0.5) * column, base + height + 2.4, str(count))
        self._draw_axis(base)
        if self._point is not None:
            self._draw_point(self._point, base, tallest)

    def _draw_axis(self, base: float) -> None:
        canvas = self.canv
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.6)
        canvas.line(0, base, self.width, base)
        canvas.setFillColor(MUTED)
        canvas.setFont(REGULAR, 7)
        for step in range(11):
            text = together(f"{10 * step} %")
            width = stringWidth(text, REGULAR, 7)
            x = step / 10 * self.width
            canvas.line(x, base, x, base - 2.5)
            canvas.drawString(min(max(x - width / 2, 0), self.width - width), base - 11, text)
        canvas.drawCentredString(self.width / 2, 2, "malignancy probability, number of scans")

    def _draw_point(self, point: OperatingPoint, base: float, tallest: float) -> None:
        canvas, x = self.canv, point.threshold * self.width
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1)
        canvas.setDash(3, 2)
        canvas.line(x, base, x, base + tallest + 10)
        canvas.setDash()
        text = f"operating point {together(percent(point.threshold))}"
        width = stringWidth(text, REGULAR, 7)
        canvas.setFillColor(INK)
        canvas.drawString(min(max(x + 3, 0), self.width - width), base + tallest + 12, text)


def hatch(canvas: Flowable, left: float, bottom: float, right: float, height: float) -> None:
    """Hatch an area between two places."""
    right = max(right, left + 2)
    canvas.saveState()
    area = canvas.beginPath()
    area.rect(left, bottom, right - left, height)
    canvas.clipPath(area, stroke=0, fill=0)
    canvas.setFillColor(WHITE)
    canvas.rect(left, bottom, right - left, height, stroke=0, fill=1)
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.5)
    x = left - height
    while x < right:
        canvas.line(x, bottom, x + height, bottom + height)
        x += 3.2
    canvas.setStrokeColor(LINE)
    canvas.restoreState()
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.5)
    for edge in (left, right):
        canvas.line(edge, bottom, edge, bottom + height)

"""Overlay of a scan: the heatmap, the lesion's outline, measured distances and the crosshair."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QTransform

from desktop.viewer.measuring import calipers
from desktop.viewer.pictures import Picture
from desktop.viewer.view.frame_painter import paint_over
from engine.measurement import Measurement


class Overlay:
    """What lies over a frame, and which of it is painted.

    Attributes
    ----------
    heat : QImage or None
        See `desktop.viewer.pictures.heat_image`.
    opacity : float
        Of the strongest evidence, from 0 to 1.
    shows_heat, shows_outlines : bool
        Whether they are painted where they are there.
    outlines : tuple of QPolygonF
        Of the lesion, in pixels of the frame.
    lines : tuple of Measurement
        Distances that were measured.
    selected : str or None
        The label of the distance that stands out.
    preview : Measurement or None
        A distance that is being measured.
    replaced : str or None
        The label of the distance that the preview stands for.
    crosshair : QPointF or None
        Of the keyboard, a point of the frame.
    is_hidden : bool
        Whether nothing at all is painted, for as long as a key is held.
    """

    def __init__(self) -> None:
        self.heat: QImage | None = None
        self.opacity = 1.0
        self.shows_heat = True
        self.shows_outlines = False
        self.outlines: tuple[QPolygonF, ...] = ()
        self.lines: tuple[Measurement, ...] = ()
        self.selected: str | None = None
        self.preview: Measurement | None = None
        self.replaced: str | None = None
        self.crosshair: QPointF | None = None
        self.is_hidden = False

    def paint(
        self, painter: QPainter, place: QTransform, picture: Picture, *, has_focus: bool
    ) -> None:
        """Paint all that is to be seen.

        Parameters
        ----------
        painter : QPainter
            Of the view, in its points.
        place : QTransform
            From pixels of the frame to points of the view.
        picture : Picture
            The frame below.
        has_focus : bool
            Whether the keyboard acts on the view: only then does it have a crosshair.
        """
        if self.is_hidden:
            return
        if self.heat is not None and self.shows_heat:
            painter.setOpacity(self.opacity)
            paint_over(painter, self.heat, place, picture)
            painter.setOpacity(1.0)
        if self.shows_outlines:
            self._paint_outlines(painter, place)
        lines = [line for line in self.lines if line.label != self.replaced]
        if self.preview is not None:
            lines.append(self.preview)
        calipers.paint(painter, lines, place, self.replaced or self.selected)
        if self.crosshair is not None and has_focus:
            calipers.paint_crosshair(painter, place.map(self.crosshair))

    def _paint_outlines(self, painter: QPainter, place: QTransform) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # White on a dark edge is seen on any tissue and on any colour of the heatmap.
        for colour, width in ((QColor(0, 0, 0, 150), 3.5), (QColor(255, 255, 255), 1.5)):
            painter.setPen(QPen(colour, width))
            for outline in self.outlines:
                painter.drawPolygon(place.map(outline))

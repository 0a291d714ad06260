"""Overlay of a scan: the heatmap, the lesion's outline, measured distances and the crosshair."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QTransform

from desktop.viewer.measuring import calipers
from desktop.viewer.pictures import Picture
from desktop.viewer.view.frame_painter import paint_over
from engine.measurement import Measurement


class Overlay(QObject):
    """What lies over a frame, and which of it is painted.

    Attributes
    ----------
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

    Signals
    -------
    changed()
        The view is to be painted anew.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heat: QImage | None = None
        self._opacity = 1.0
        self._shows_heat = True
        self._outlines: tuple[QPolygonF, ...] = ()
        self._shows_outlines = False
        self._is_hidden = False
        self.lines: tuple[Measurement, ...] = ()
        self.selected: str | None = None
        self.preview: Measurement | None = None
        self.replaced: str | None = None
        self.crosshair: QPointF | None = None

    def set_heat(self, heat: QImage | None) -> None:
        """Lay a heatmap over the frame (see `desktop.viewer.pictures.heat_image`), or none."""
        self._heat = heat
        self.changed.emit()

    def set_opacity(self, opacity: float) -> None:
        """Set the opacity of the strongest evidence, from 0 to 1."""
        self._opacity = opacity
        self.changed.emit()

    def set_heat_shown(self, shown: bool) -> None:
        """Show or hide the heatmap."""
        self._shows_heat = shown
        self.changed.emit()

    def set_outlines(self, outlines: tuple[QPolygonF, ...]) -> None:
        """Set the outlines of the lesion, in pixels of the frame."""
        self._outlines = outlines
        self.changed.emit()

    @Slot(bool)
    def set_outlines_shown(self, shown: bool) -> None:
        """Show or hide the outlines of the lesion."""
        self._shows_outlines = shown
        self.changed.emit()

    def set_hidden(self, hidden: bool) -> None:
        """Hide everything that lies over the frame, or show it again."""
        self._is_hidden = hidden
        self.changed.emit()

    def drop_evidence(self) -> None:
        """Remove heatmap and outlines: they are those of another frame."""
        self._heat, self._outlines = None, ()
        self.changed.emit()

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
        if self._is_hidden:
            return
        if self._heat is not None and self._shows_heat:
            painter.setOpacity(self._opacity)
            paint_over(painter, self._heat, place, picture)
            painter.setOpacity(1.0)
        if self._shows_outlines:
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
            for outline in self._outlines:
                painter.drawPolygon(place.map(outline))

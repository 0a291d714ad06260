"""Tools of the mouse: one small object per drag, from press to release."""

from __future__ import annotations

import enum
import math
from typing import Protocol

from PySide6.QtCore import QPointF, QSizeF, Qt, SignalInstance

from desktop.viewer.windowing.windowing import DisplaySettings
from engine.measurement import Measurement, Point

# Exponential: a drag of 115 points doubles the size, wherever it begins.
_ZOOM_PER_POINT = 0.006
# Points; a shorter drag is a click with an unsteady hand.
_SHORTEST = 2.0


class Tool(enum.StrEnum):
    """Tool of the left mouse button."""

    PAN = "pan"
    WINDOW = "window"
    ZOOM = "zoom"
    MEASURE = "measure"


CURSORS = {
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.WINDOW: Qt.CursorShape.SizeAllCursor,
    Tool.ZOOM: Qt.CursorShape.SizeVerCursor,
    Tool.MEASURE: Qt.CursorShape.CrossCursor,
}


class DragTarget(Protocol):
    """The part of a view that drags act on."""

    @property
    def display_settings(self) -> DisplaySettings:
        """How the grey values are displayed."""

    @property
    def extent(self) -> QSizeF:
        """Width and height of the frame in pixels."""

    @property
    def measured(self) -> SignalInstance:
        """Signal with both ends of a new distance."""

    @property
    def end_moved(self) -> SignalInstance:
        """Signal with the label of a distance and both of its new ends."""

    def setCursor(self, cursor: Qt.CursorShape) -> None:  # noqa: N802 - the name is Qt's
        """Show another cursor."""

    def to_frame(self, point: QPointF) -> QPointF:
        """Return the point of the frame at a point of the view."""

    def pan_by(self, right: float, down: float) -> None:
        """Move the picture by points of the view."""

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Enlarge by a factor around a point of the view."""

    def drag_window(self, settings: DisplaySettings, wider: float, brighter: float) -> None:
        """Display the grey values through a window wider and brighter than that of `settings`."""

    def preview(
        self, start: Point | None, end: Point | None, instead_of: str | None = None
    ) -> None:
        """Draw a distance that is not kept yet; None removes it."""


class Drag(Protocol):
    """A drag in progress."""

    def move(self, at: QPointF) -> None:
        """Follow the cursor to a point of the view."""

    def end(self, at: QPointF) -> None:
        """Finish at the point where the button was released."""


class PanDrag:
    """Moves the picture with the cursor."""

    def __init__(self, view: DragTarget, at: QPointF) -> None:
        self._view, self._at = view, at
        view.setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, at: QPointF) -> None:
        """Move the picture."""
        moved = at - self._at
        self._at = at
        self._view.pan_by(moved.x(), moved.y())

    def end(self, at: QPointF) -> None:
        """Move the picture one last time."""
        self.move(at)


class ZoomDrag:
    """Enlarges upwards and reduces downwards, around the point that was pressed."""

    def __init__(self, view: DragTarget, at: QPointF) -> None:
        self._view, self._anchor, self._at = view, at, at

    def move(self, at: QPointF) -> None:
        """Zoom."""
        moved = self._at.y() - at.y()
        self._at = at
        self._view.zoom_by(math.exp(_ZOOM_PER_POINT * moved), self._anchor)

    def end(self, at: QPointF) -> None:
        """Follow the cursor one last time."""
        self.move(at)


class WindowDrag:
    """Widens the window to the right and brightens upwards."""

    def __init__(self, view: DragTarget, at: QPointF) -> None:
        self._view, self._from, self._display_settings = view, at, view.display_settings

    def move(self, at: QPointF) -> None:
        """Change the window by the distance from where the drag began."""
        moved = at - self._from
        # A click with the right button must not replace the default window by an equal one.
        if moved.manhattanLength() > 0:
            self._view.drag_window(self._display_settings, moved.x(), -moved.y())

    def end(self, at: QPointF) -> None:
        """Follow the cursor one last time."""
        self.move(at)


class MeasureDrag:
    """Draws a distance from the point that was pressed."""

    def __init__(self, view: DragTarget, at: QPointF) -> None:
        self._view, self._pressed = view, at
        self._start = point_of(view, at)

    def move(self, at: QPointF) -> None:
        """Show the distance so far."""
        self._view.preview(self._start, point_of(self._view, at))

    def end(self, at: QPointF) -> None:
        """Keep the distance, unless the mouse was only clicked."""
        self._view.preview(None, None)
        if (at - self._pressed).manhattanLength() > _SHORTEST:
            self._view.measured.emit(self._start, point_of(self._view, at))


class EndDrag:
    """Moves one end of a distance."""

    def __init__(self, view: DragTarget, line: Measurement, *, is_start: bool) -> None:
        self._view, self._line = view, line
        self._fixed = line.end if is_start else line.start
        self._is_start = is_start
        self._has_moved = False

    def move(self, at: QPointF) -> None:
        """Show the end at the cursor."""
        self._has_moved = True
        self._view.preview(*self._ends(at), instead_of=self._line.label)

    def end(self, at: QPointF) -> None:
        """Keep the end where it is."""
        self._view.preview(None, None)
        if self._has_moved:
            self._view.end_moved.emit(self._line.label, *self._ends(at))

    def _ends(self, at: QPointF) -> tuple[Point, Point]:
        moved = point_of(self._view, at)
        return (moved, self._fixed) if self._is_start else (self._fixed, moved)


def point_of(view: DragTarget, at: QPointF) -> Point:
    """Return the point of the frame at a point of the view, kept inside the frame."""
    point = view.to_frame(at)
    extent = view.extent
    return (
        # A distance cannot end beside the picture: there is nothing to measure.
        min(max(point.x(), 0.0), extent.width()),
        min(max(point.y(), 0.0), extent.height()),
    )

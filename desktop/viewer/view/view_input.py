"""Mouse and keys of the view: begins drags, and measures without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QPointF, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTransform, QWheelEvent

from desktop.viewer.measuring import calipers
from desktop.viewer.view.tools import (
    CURSORS,
    Drag,
    DragTarget,
    EndDrag,
    MeasureDrag,
    PanDrag,
    Tool,
    WindowDrag,
    ZoomDrag,
)
from engine.measurement import Measurement

_STEP: Final = 1.25
# Qt counts the wheel in eighths of a degree; a usual notch has 15 degrees.
_WHEEL_NOTCH: Final = 120.0
# Points of the view for one press of an arrow key: panning, and moving the crosshair.
_PAN: Final = 48.0
_NUDGE: Final = 8.0
_DIRECTIONS: Final = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_SETS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class InputTarget(DragTarget, Protocol):
    """The part of a view that mouse and keys act on."""

    @property
    def has_picture(self) -> bool:
        """Whether a scan is shown."""

    @property
    def has_frames(self) -> bool:
        """Whether the scan has more than one frame."""

    @property
    def lines(self) -> tuple[Measurement, ...]:
        """The distances that are drawn."""

    @property
    def selected(self) -> SignalInstance:
        """Signal with the label of the distance that was pressed, or None."""

    @property
    def stepped(self) -> SignalInstance:
        """Signal with the number of frames to go on by."""

    def width(self) -> int:
        """Return the width in points."""

    def height(self) -> int:
        """Return the height in points."""

    def place(self) -> QTransform:
        """Return the mapping from pixels of the frame to points of the view."""

    def to_view(self, point: QPointF) -> QPointF:
        """Return the point of the view at a point of the frame."""

    def set_crosshair(self, crosshair: QPointF | None) -> None:
        """Draw the crosshair of the keyboard at a point of the frame, or none."""


class ViewInput:
    """Turns events of a view into calls of its methods.

    Parameters
    ----------
    view : InputTarget
        Hands its events over, and is acted on.
    """

    def __init__(self, view: InputTarget) -> None:
        self._view = view
        self._drag: Drag | None = None
        self._button = Qt.MouseButton.NoButton
        self._notches = 0.0
        self._crosshair: QPointF | None = None
        self._start: QPointF | None = None
        self.tool = Tool.PAN

    def set_tool(self, tool: Tool) -> None:
        """Choose the tool of the left button."""
        self.tool = tool
        self._drop_crosshair()
        self._view.setCursor(CURSORS[tool])

    def press(self, event: QMouseEvent) -> None:
        """Begin the drag of a button."""
        # A second button, pressed during a drag, is ignored.
        if not self._view.has_picture or self._drag is not None:
            return
        self._drop_crosshair()
        self._drag = self._drag_for(event)
        self._button = event.button()

    def _drag_for(self, event: QMouseEvent) -> Drag | None:
        view, at = self._view, event.position()
        if event.button() is Qt.MouseButton.MiddleButton:
            return PanDrag(view, at)
        if event.button() is Qt.MouseButton.RightButton:
            return WindowDrag(view, at)
        if event.button() is not Qt.MouseButton.LeftButton:
            return None
        # The end of a distance can be moved with any tool.
        grasped = calipers.end_at(view.lines, view.place(), at)
        if grasped is not None:
            view.selected.emit(grasped[0].label)
            return EndDrag(view, grasped[0], is_start=grasped[1])
        view.selected.emit(None)
        kinds: dict[Tool, Callable[[DragTarget, QPointF], Drag]] = {
            Tool.PAN: PanDrag,
            Tool.WINDOW: WindowDrag,
            Tool.ZOOM: ZoomDrag,
            Tool.MEASURE: MeasureDrag,
        }
        return kinds[self.tool](view, at)

    def move(self, event: QMouseEvent) -> None:
        """Continue the drag."""
        if self._drag is not None:
            self._drag.move(event.position())

    def release(self, event: QMouseEvent) -> None:
        """End the drag when its own button is released."""
        # The button of the drag ends it, not one that was pressed meanwhile.
        if self._drag is None or event.button() is not self._button:
            return
        drag, self._drag = self._drag, None
        drag.end(event.position())
        self._view.setCursor(CURSORS[self.tool])

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom to the cursor; through the frames where there are several, unless Ctrl is held."""
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        zooms = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        event.accept()
        if not self._view.has_frames or zooms:
            if notches:
                self._view.zoom_by(_STEP**notches, event.position())
            return
        # A touch pad sends fractions of a notch.
        self._notches -= notches
        frames = int(self._notches)
        if frames:
            self._notches -= frames
            self._view.stepped.emit(frames)

    def claims(self, event: QKeyEvent) -> bool:
        """Tell whether the view needs a key that is also the shortcut of an action."""
        return (
            # Esc also dismisses messages; while a distance is being drawn, it drops that first.
            event.type() is QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self._start is not None
        )

    def key(self, event: QKeyEvent) -> bool:
        """Handle a key, and tell whether the view uses it."""
        key = Qt.Key(event.key())
        if key in _DIRECTIONS:
            x, y = _DIRECTIONS[key]
            if self.tool is Tool.MEASURE and self._view.has_picture:
                is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._move_crosshair(QPointF(x, y) * (1.0 if is_fine else _NUDGE))
            else:
                self._view.pan_by(-_PAN * x, -_PAN * y)
            return True
        if self.tool is Tool.MEASURE and key in _SETS and self._view.has_picture:
            self._set_point()
            return True
        if key == Qt.Key.Key_Escape and self._start is not None:
            self._drop_crosshair()
            return True
        return False

    def _move_crosshair(self, by: QPointF) -> None:
        view = self._view
        moved = view.to_frame(view.to_view(self._crosshair_point()) + by)
        extent = view.extent
        self._crosshair = QPointF(
            min(max(moved.x(), 0.0), extent.width()), min(max(moved.y(), 0.0), extent.height())
        )
        view.set_crosshair(self._crosshair)
        if self._start is not None:
            view.preview(self._start.toTuple(), self._crosshair.toTuple())

    def _crosshair_point(self) -> QPointF:
        middle = QPointF(self._view.width() / 2, self._view.height() / 2)
        return self._crosshair if self._crosshair is not None else self._view.to_frame(middle)

    def _set_point(self) -> None:
        crosshair = self._crosshair_point()
        # The first press of Enter sets one end, the second one the other.
        if self._start is None or self._start == crosshair:
            self._start = self._crosshair = crosshair
            self._view.set_crosshair(crosshair)
            return
        start = self._start
        self._drop_crosshair()
        self._view.measured.emit(start.toTuple(), crosshair.toTuple())

    def _drop_crosshair(self) -> None:
        self._crosshair = self._start = None
        self._view.set_crosshair(None)
        self._view.preview(None, None)

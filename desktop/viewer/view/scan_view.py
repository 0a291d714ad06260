"""View of a scan with its heatmap and its measurements, to be zoomed, panned and turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.style.theme import SURROUND
from desktop.viewer.pictures import Picture
from desktop.viewer.view.frame_painter import FramePainter
from desktop.viewer.view.orientation import Orientation
from desktop.viewer.view.overlay import Overlay
from desktop.viewer.view.placement import Placement
from desktop.viewer.view.tools import Tool
from desktop.viewer.view.view_input import ViewInput
from desktop.viewer.view.viewport import Viewport
from desktop.viewer.windowing.windowing import DisplaySettings, GreyDisplay
from engine.measurement import Measurement, Point, measure
from engine.scan import Scan, VoiWindow

STEP: Final = 1.25


class ScanView(QWidget):
    """Paints a frame, a heatmap over it, the outline of a lesion and measured distances.

    The wheel zooms to the cursor, or goes through the frames of a scan that has several. The left
    button uses the chosen tool, the middle one pans, the right one changes the window; a double
    click fits the picture to the view.

    Signals
    -------
    zoomed(float)
        Pixels of the screen per pixel of the picture.
    display_changed(object)
        The `desktop.viewer.windowing.windowing.DisplaySettings` in force.
    stepped(int)
        Frames to go on by, negative to go back: the wheel was turned.
    measured(object, object)
        The ends of a new distance, (x, y) in pixels of the frame.
    end_moved(str, object, object)
        The label of a distance and its new ends.
    selected(object)
        The label of the distance that was pressed, or None.
    """

    zoomed = Signal(float)
    display_changed = Signal(object)
    stepped = Signal(int)
    measured = Signal(object, object)
    end_moved = Signal(str, object, object)
    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scan: Scan | None = None
        self._display: GreyDisplay | None = None
        self._display_settings = DisplaySettings()
        self._frame = FramePainter()
        self.overlay = Overlay(self)
        self.overlay.changed.connect(self.update)
        self._placement = Placement()
        # Decides whether a focus frame is painted.
        self._focus_came_by_key = False
        self._input = ViewInput(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)
        # paintEvent() paints every pixel, so Qt need not clear the widget first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Scan"))

    @property
    def viewport(self) -> Viewport:
        """Scale and shift of the oriented picture."""
        return self._placement.viewport

    @property
    def orientation(self) -> Orientation:
        """How the picture is turned and mirrored."""
        return self._placement.orientation

    @property
    def zoom(self) -> float:
        """Pixels of the screen per pixel of the picture."""
        return self._placement.viewport.scale * self.devicePixelRatioF()

    @property
    def display_settings(self) -> DisplaySettings:
        """How the grey values are displayed."""
        return self._display_settings

    @property
    def tool(self) -> Tool:
        """The tool of the left button."""
        return self._input.tool

    @property
    def lines(self) -> tuple[Measurement, ...]:
        """The distances that are drawn."""
        return self.overlay.lines

    @property
    def extent(self) -> QSizeF:
        """Width and height of the frame in pixels, before it is turned."""
        return self._placement.extent

    @property
    def has_frames(self) -> bool:
        """Whether the scan has more than one frame."""
        return self._scan is not None and self._scan.frames > 1

    @property
    def has_picture(self) -> bool:
        """Whether a scan is shown."""
        return self._frame.picture is not None

    def set_tool(self, tool: Tool) -> None:
        """Choose the tool of the left button."""
        self._input.set_tool(tool)

    def place(self) -> QTransform:
        """Return the mapping from pixels of the frame to points of the view."""
        return self._placement.transform()

    def to_frame(self, point: QPointF) -> QPointF:
        """Return the point of the frame at a point of the view."""
        return self._placement.to_frame(point)

    def to_view(self, point: QPointF) -> QPointF:
        """Return the point of the view at a point of the frame."""
        return self._placement.to_view(point)

    def show_scan(
        self, scan: Scan | None, display: GreyDisplay | None, picture: Picture | None
    ) -> None:
        """Show another scan, fitted to the view, with the default window and without a heatmap."""
        self._scan, self._display = scan, display
        self._placement.orientation = Orientation()
        self.overlay.crosshair = self.overlay.preview = None
        self.show_frame(picture)
        self.set_display_settings(DisplaySettings())
        self.fit()

    def show_frame(self, picture: Picture | None) -> None:
        """Show another frame of the same scan in the same place, without a heatmap."""
        self._frame.set_picture(picture)
        size = (1, 1) if picture is None else (picture.columns, picture.rows)
        self._placement.extent = QSizeF(*size)
        self.overlay.drop_evidence()

    def set_lines(self, lines: Sequence[Measurement], selected: str | None) -> None:
        """Draw other distances."""
        self.overlay.lines, self.overlay.selected = tuple(lines), selected
        self.update()

    def preview(
        self, start: Point | None, end: Point | None, instead_of: str | None = None
    ) -> None:
        """Draw a distance that is not kept yet, perhaps in place of another; None removes it."""
        overlay = self.overlay
        overlay.preview, overlay.replaced = None, None
        if start is not None and end is not None and self._scan is not None:
            overlay.preview = measure(self._scan, instead_of or "", start, end)
            overlay.replaced = instead_of
        self.update()

    def set_crosshair(self, crosshair: QPointF | None) -> None:
        """Draw the crosshair of the keyboard at a point of the frame, or none."""
        self.overlay.crosshair = crosshair
        self.update()

    def set_display_settings(self, settings: DisplaySettings) -> None:
        """Display the grey values in another way."""
        self._display_settings = settings
        if self._display is not None:
            self._frame.set_table(self._display.table(settings))
        self.update()
        self.display_changed.emit(settings)

    def set_window(self, window: VoiWindow | None) -> None:
        """Display the grey values through a window; None for the default of the file."""
        self.set_display_settings(DisplaySettings(window, self._display_settings.is_inverted))

    def drag_window(self, settings: DisplaySettings, wider: float, brighter: float) -> None:
        """Change the window of some settings, see `GreyDisplay.dragged`."""
        if self._display is not None:
            self.set_display_settings(self._display.dragged(settings, wider, brighter))

    @Slot(bool)
    def set_inverted(self, inverted: bool) -> None:
        """Exchange black and white, or change them back."""
        self.set_display_settings(DisplaySettings(self._display_settings.window, inverted))

    @Slot()
    def flip(self) -> None:
        """Exchange left and right."""
        self._orient(self.orientation.flipped())

    @Slot()
    def flip_upside_down(self) -> None:
        """Exchange top and bottom."""
        self._orient(self.orientation.flipped(upside_down=True))

    @Slot()
    def turn_left(self) -> None:
        """Turn by a quarter, counterclockwise."""
        self._orient(self.orientation.turned(-1))

    @Slot()
    def turn_right(self) -> None:
        """Turn by a quarter, clockwise."""
        self._orient(self.orientation.turned(1))

    @Slot()
    def reset(self) -> None:
        """Show the scan as it was when it was opened."""
        self._placement.orientation = Orientation()
        self.set_display_settings(DisplaySettings())
        self.fit()

    def reserve(self, right: float) -> None:
        """Keep a fitted picture clear of some points on the right, for the colour bar."""
        self._placement.reserved = right
        if self._placement.is_fitted:
            self.fit()

    @Slot()
    def fit(self) -> None:
        """Show the whole picture, and keep it fitted when the view changes its size."""
        self._placement.fit(self._size())
        self._on_placed()

    @Slot()
    def actual_size(self) -> None:
        """Show a pixel of the picture as one pixel of the screen."""
        self._placement.actual_size(self._size(), self.devicePixelRatioF())
        self._on_placed()

    @Slot()
    def zoom_in(self) -> None:
        """Enlarge around the middle."""
        self.zoom_by(STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Reduce around the middle."""
        self.zoom_by(1 / STEP)

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Enlarge by a factor; what is seen at the anchor, or in the middle, stays there."""
        if not self.has_picture:
            return
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._placement.zoom_by(factor, middle if anchor is None else anchor)
        self._on_placed()

    def pan_by(self, right: float, down: float) -> None:
        """Move the picture by points of the view."""
        if not self.has_picture:
            return
        self._placement.pan_by(right, down, self._size())
        self._on_placed()

    def _orient(self, orientation: Orientation) -> None:
        self._placement.orient(orientation, self._size())
        self._on_placed()

    def _size(self) -> QSizeF:
        return QSizeF(self.size())

    def _on_placed(self) -> None:
        self.update()
        self.zoomed.emit(self.zoom)

    # Qt calls these by their own names.

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep a fitted picture fitted, and any other one in sight."""
        super().resizeEvent(event)
        self._placement.refit(self._size())
        self._on_placed()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of a distance that is being measured from the window's shortcuts."""
        if isinstance(event, QKeyEvent) and self._input.claims(event):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom to the cursor, or go through the frames."""
        self._input.wheel(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a drag."""
        self._input.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Continue a drag."""
        self._input.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag."""
        self._input.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Fit the picture to the view."""
        if event.button() is Qt.MouseButton.LeftButton and self.tool is not Tool.MEASURE:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Pan, or measure, with the keyboard."""
        if not self._input.key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Draw a focus frame if the focus came by keyboard: after a click it would distract."""
        self._focus_came_by_key = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Remove the focus frame."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint surround, picture and overlay."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(SURROUND))
        picture = self._frame.picture
        if picture is not None:
            place = self.place()
            self._frame.paint(painter, place, QRectF(self.rect()), self.zoom)
            self.overlay.paint(painter, place, picture, has_focus=self.hasFocus())
        if self.hasFocus() and self._focus_came_by_key:
            self._paint_focus(painter)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().accent().color(), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

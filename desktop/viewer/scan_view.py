"""The scan itself, with its heatmap and its measurements, to be zoomed, panned and turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.style.theme import GRID, SURROUND
from desktop.viewer.frame_painter import FramePainter, paint_over
from desktop.viewer.measuring import calipers
from desktop.viewer.orientation import Orientation
from desktop.viewer.pictures import Picture
from desktop.viewer.tools import Tool
from desktop.viewer.view_input import ViewInput
from desktop.viewer.viewport import Viewport
from desktop.viewer.windowing.windowing import DisplaySettings, GreyDisplay
from engine.measurement import Measurement, Point, measure
from engine.scan import Scan, VoiWindow

STEP: Final = 1.25
_MARGIN: Final = 2.0 * GRID


class ScanView(QWidget):
    """Paints a frame, a heatmap over it, the outline of a lesion and measured distances.

    The wheel zooms to the cursor, or goes through the frames of a scan that has several. The left
    button does what the tool says, the middle one pans, the right one changes the window; a double
    click fits the picture to the view.

    Signals
    -------
    zoomed(float)
        Pixels of the screen for a pixel of the picture.
    display_changed(object)
        The `desktop.viewer.windowing.windowing.DisplaySettings` in force.
    stepped(int)
        Frames to go on by, as the wheel asks for.
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
        self._heat: QImage | None = None
        self._outlines: tuple[QPolygonF, ...] = ()
        self._lines: tuple[Measurement, ...] = ()
        self._chosen_line: str | None = None
        self._preview: Measurement | None = None
        self._replaced: str | None = None
        self._crosshair: QPointF | None = None
        self._heat_is_shown = True
        self._is_peeking = False
        self._outline_is_shown = False
        self._opacity = 1.0
        self._viewport = Viewport()
        self._orientation = Orientation()
        self._reserved = 0.0
        self._fits = True
        self._focus_came_by_key = False
        self._input = ViewInput(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)
        # Every pixel is painted below, so Qt need not clear it first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Scan"))

    @property
    def viewport(self) -> Viewport:
        """Where the picture, turned as it is, lies now."""
        return self._viewport

    @property
    def orientation(self) -> Orientation:
        """How the picture is turned and mirrored."""
        return self._orientation

    @property
    def zoom(self) -> float:
        """Pixels of the screen for a pixel of the picture."""
        return self._viewport.scale * self.devicePixelRatioF()

    @property
    def display_settings(self) -> DisplaySettings:
        """How the grey values are displayed."""
        return self._display_settings

    @property
    def tool(self) -> Tool:
        """What the left button does."""
        return self._input.tool

    @property
    def lines(self) -> tuple[Measurement, ...]:
        """The distances that are drawn."""
        return self._lines

    @property
    def extent(self) -> QSizeF:
        """Size of the frame in pixels, not turned."""
        picture = self._frame.picture
        return QSizeF(1, 1) if picture is None else QSizeF(picture.columns, picture.rows)

    @property
    def has_frames(self) -> bool:
        """Whether the scan has more than one frame."""
        return self._scan is not None and self._scan.frames > 1

    @property
    def has_picture(self) -> bool:
        """Whether a scan is shown."""
        return self._frame.picture is not None

    def set_tool(self, tool: Tool) -> None:
        """Choose what the left button does."""
        self._input.set_tool(tool)

    def place(self) -> QTransform:
        """Return the mapping from pixels of the frame to points of the view."""
        seen = QTransform.fromTranslate(self._viewport.left, self._viewport.top)
        seen.scale(self._viewport.scale, self._viewport.scale)
        return self._orientation.transform(self.extent) * seen

    def to_frame(self, point: QPointF) -> QPointF:
        """Return which point of the frame is seen at a point of the view."""
        return self.place().inverted()[0].map(point)

    def to_view(self, point: QPointF) -> QPointF:
        """Return where a point of the frame is seen."""
        return self.place().map(point)

    def show_scan(
        self, scan: Scan | None, display: GreyDisplay | None, picture: Picture | None
    ) -> None:
        """Show another scan, fitted to the view, as its file asks for and without a heatmap."""
        self._scan, self._display = scan, display
        self._orientation = Orientation()
        self._crosshair = self._preview = None
        self.show_frame(picture)
        self.set_display_settings(DisplaySettings())
        self.fit()

    def show_frame(self, picture: Picture | None) -> None:
        """Show another frame of the same scan in the same place, without a heatmap."""
        self._frame.set_picture(picture)
        self._heat, self._outlines = None, ()
        self.update()

    def set_outlines(self, outlines: tuple[QPolygonF, ...]) -> None:
        """Set the outline of the lesion, in pixels of the frame."""
        self._outlines = outlines
        self.update()

    def set_heat(self, heat: QImage | None) -> None:
        """Lay a heatmap over the picture (see `desktop.viewer.pictures.heat_image`), or none."""
        self._heat = heat
        self.update()

    def set_heat_shown(self, shown: bool) -> None:
        """Show or hide the heatmap."""
        self._heat_is_shown = shown
        self.update()

    def set_peeking(self, peeking: bool) -> None:
        """Hide all that lies over the scan for a moment."""
        self._is_peeking = peeking
        self.update()

    @Slot(bool)
    def set_outline_shown(self, shown: bool) -> None:
        """Show or hide the outline of the lesion."""
        self._outline_is_shown = shown
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """Set how opaque the strongest evidence is, from 0 to 1."""
        self._opacity = opacity
        self.update()

    def set_lines(self, lines: Sequence[Measurement], selected: str | None) -> None:
        """Draw other distances."""
        self._lines, self._chosen_line = tuple(lines), selected
        self.update()

    def preview(
        self, start: Point | None, end: Point | None, instead_of: str | None = None
    ) -> None:
        """Draw a distance that is not measured yet, perhaps in place of another; None ends it."""
        self._preview, self._replaced = None, None
        if start is not None and end is not None and self._scan is not None:
            self._preview = measure(self._scan, instead_of or "", start, end)
            self._replaced = instead_of
        self.update()

    def set_crosshair(self, crosshair: QPointF | None) -> None:
        """Draw the cross of the keyboard at a point of the frame, or none."""
        self._crosshair = crosshair
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
        """Exchange black and white, or do not."""
        self.set_display_settings(DisplaySettings(self._display_settings.window, inverted))

    @Slot()
    def flip(self) -> None:
        """Exchange left and right."""
        self._orient(self._orientation.flipped())

    @Slot()
    def flip_upside_down(self) -> None:
        """Exchange top and bottom."""
        self._orient(self._orientation.flipped(upside_down=True))

    @Slot()
    def turn_left(self) -> None:
        """Turn a quarter, counterclockwise."""
        self._orient(self._orientation.turned(-1))

    @Slot()
    def turn_right(self) -> None:
        """Turn a quarter, clockwise."""
        self._orient(self._orientation.turned(1))

    @Slot()
    def reset(self) -> None:
        """Show the scan as it was when it was opened."""
        self._orientation = Orientation()
        self.set_display_settings(DisplaySettings())
        self.fit()

    def reserve(self, right: float) -> None:
        """Keep a fitted picture clear of a strip on the right, where its legend lies."""
        self._reserved = right
        if self._fits:
            self.fit()

    @Slot()
    def fit(self) -> None:
        """Show the whole picture, and keep doing so when the view changes its size."""
        self._fits = True
        self._put(Viewport.fit(self._seen(), self._free_area()))

    @Slot()
    def actual_size(self) -> None:
        """Show a pixel of the picture as one pixel of the screen."""
        self._fits = False
        density = self.devicePixelRatioF()
        centred = Viewport.centred(self._seen(), self._free_area(), 1 / density)
        # Between two pixels of the screen, each pixel of the scan would be smeared over both.
        self._put(centred.snapped(density))

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
        self._fits = False
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._put(self._viewport.zoomed(factor, middle if anchor is None else anchor))

    def pan_by(self, right: float, down: float) -> None:
        """Move the picture by points of the view."""
        if not self.has_picture:
            return
        self._fits = False
        self._put(self._viewport.panned(right, down, self._seen(), QSizeF(self.size())))

    def _orient(self, orientation: Orientation) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        looked_at = self.to_frame(middle)
        self._orientation = orientation
        if self._fits:
            self.fit()
            return
        moved = middle - self.to_view(looked_at)
        self.pan_by(moved.x(), moved.y())

    def _seen(self) -> QSizeF:
        return self._orientation.size(self.extent)

    def _free_area(self) -> QRectF:
        width = max(1.0, self.width() - 2 * _MARGIN - self._reserved)
        return QRectF(_MARGIN, _MARGIN, width, max(1.0, self.height() - 2 * _MARGIN))

    def _put(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self.update()
        self.zoomed.emit(self.zoom)

    # Qt calls these by their own names.

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep a fitted picture fitted, and any other one in sight."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()
        else:
            self.pan_by(0, 0)

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
        """Go on with it."""
        self._input.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End it."""
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
        """Show the focus to those who move it with the keyboard, and spare the others the frame."""
        self._focus_came_by_key = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the frame away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint surround, picture, heatmap, outline and distances."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(SURROUND))
        if self.has_picture:
            place = self.place()
            self._frame.paint(painter, place, QRectF(self.rect()), self.zoom)
            if not self._is_peeking:
                self._paint_over(painter, place)
        if self.hasFocus() and self._focus_came_by_key:
            self._paint_focus(painter)
        painter.end()

    def _paint_over(self, painter: QPainter, place: QTransform) -> None:
        picture = self._frame.picture
        if self._heat is not None and self._heat_is_shown and picture is not None:
            painter.setOpacity(self._opacity)
            paint_over(painter, self._heat, place, picture)
            painter.setOpacity(1.0)
        if self._outline_is_shown:
            self._paint_outlines(painter, place)
        lines = [line for line in self._lines if line.label != self._replaced]
        if self._preview is not None:
            lines.append(self._preview)
        calipers.paint(painter, lines, place, self._replaced or self._chosen_line)
        if self._crosshair is not None and self.hasFocus():
            calipers.paint_crosshair(painter, place.map(self._crosshair))

    def _paint_outlines(self, painter: QPainter, place: QTransform) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # White on a dark edge is seen on any tissue and on any colour of the heatmap.
        for colour, width in ((QColor(0, 0, 0, 150), 3.5), (QColor(255, 255, 255), 1.5)):
            painter.setPen(QPen(colour, width))
            for outline in self._outlines:
                painter.drawPolygon(place.map(outline))

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().accent().color(), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

"""The scan itself, with its heatmap, to be zoomed and panned."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
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

from desktop.pictures import Picture
from desktop.theme import GRID, SURROUND
from desktop.widgets.viewport import Viewport

STEP: Final = 1.25
_WHEEL_NOTCH: Final = 120.0
_PAN: Final = 48.0
_MARGIN: Final = 2.0 * GRID


class ScanView(QWidget):
    """Paints a picture, a heatmap over it and the outline of a lesion, on a dark surround.

    The wheel zooms to the cursor, dragging pans, a double click fits the picture to the view.

    Signals
    -------
    zoomed(float)
        Pixels of the screen for a pixel of the picture.
    """

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._heat: QImage | None = None
        self._outlines: tuple[QPolygonF, ...] = ()
        self._heat_is_shown = True
        self._outline_is_shown = False
        self._opacity = 1.0
        self._viewport = Viewport()
        self._reserved = 0.0
        self._fits = True
        self._grip: QPointF | None = None
        self._focus_came_by_key = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        # Every pixel is painted below, so Qt need not clear it first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Scan"))

    @property
    def viewport(self) -> Viewport:
        """Where the picture lies now."""
        return self._viewport

    @property
    def zoom(self) -> float:
        """Pixels of the screen for a pixel of the picture."""
        return self._viewport.scale * self.devicePixelRatioF()

    def show_picture(self, picture: Picture | None, outlines: tuple[QPolygonF, ...] = ()) -> None:
        """Show another picture, fitted to the view and without a heatmap."""
        self._picture = picture
        self._heat = None
        self._outlines = outlines
        self.fit()

    def set_heat(self, heat: QImage | None) -> None:
        """Lay a heatmap over the picture (see `desktop.pictures.heat_image`), or none."""
        self._heat = heat
        self.update()

    def set_heat_shown(self, shown: bool) -> None:
        """Show or hide the heatmap."""
        self._heat_is_shown = shown
        self.update()

    def set_outline_shown(self, shown: bool) -> None:
        """Show or hide the outline of the lesion."""
        self._outline_is_shown = shown
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """Set how opaque the strongest evidence is, from 0 to 1."""
        self._opacity = opacity
        self.update()

    def reserve(self, right: float) -> None:
        """Keep a fitted picture clear of a strip on the right, where its legend lies."""
        self._reserved = right
        if self._fits:
            self.fit()

    def fit(self) -> None:
        """Show the whole picture, and keep doing so when the view changes its size."""
        self._fits = True
        self._place(Viewport.fit(self._extent(), self._free_area()))

    def actual_size(self) -> None:
        """Show a pixel of the picture as one pixel of the screen."""
        self._fits = False
        density = self.devicePixelRatioF()
        centred = Viewport.centred(self._extent(), self._free_area(), 1 / density)
        # Between two pixels of the screen, each pixel of the scan would be smeared over both.
        self._place(centred.snapped(density))

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Enlarge by a factor; what is seen at the anchor, or in the middle, stays there."""
        if self._picture is None:
            return
        self._fits = False
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._place(self._viewport.zoomed(factor, middle if anchor is None else anchor))

    def pan_by(self, right: float, down: float) -> None:
        """Move the picture by points of the view."""
        if self._picture is None:
            return
        self._fits = False
        self._place(self._viewport.panned(right, down, self._extent(), QSizeF(self.size())))

    def _free_area(self) -> QRectF:
        width = max(1.0, self.width() - 2 * _MARGIN - self._reserved)
        return QRectF(_MARGIN, _MARGIN, width, max(1.0, self.height() - 2 * _MARGIN))

    def _extent(self) -> QSizeF:
        if self._picture is None:
            return QSizeF(1, 1)
        return QSizeF(self._picture.columns, self._picture.rows)

    def _place(self, viewport: Viewport) -> None:
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

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom to the cursor."""
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        if notches:
            self.zoom_by(STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the picture."""
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan while the picture is held."""
        if self._grip is not None:
            moved = event.position() - self._grip
            self._grip = event.position()
            self.pan_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802
        """Let go of the picture."""
        self._grip = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802
        """Fit the picture to the view."""
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Pan with the arrow keys."""
        directions = {
            Qt.Key.Key_Left: (_PAN, 0.0),
            Qt.Key.Key_Right: (-_PAN, 0.0),
            Qt.Key.Key_Up: (0.0, _PAN),
            Qt.Key.Key_Down: (0.0, -_PAN),
        }
        direction = directions.get(Qt.Key(event.key()))
        if direction is None:
            super().keyPressEvent(event)
        else:
            self.pan_by(*direction)

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
        """Paint surround, picture, heatmap and outline."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(SURROUND))
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            area = self._viewport.area(self._extent())
            painter.drawImage(area, self._picture.level_for(self.zoom))
            self._paint_heat(painter, area)
            self._paint_outlines(painter)
        if self.hasFocus() and self._focus_came_by_key:
            self._paint_focus(painter)
        painter.end()

    def _paint_heat(self, painter: QPainter, area: QRectF) -> None:
        if self._heat is not None and self._heat_is_shown:
            painter.setOpacity(self._opacity)
            painter.drawImage(area, self._heat)
            painter.setOpacity(1.0)

    def _paint_outlines(self, painter: QPainter) -> None:
        if not self._outline_is_shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QTransform.fromTranslate(self._viewport.left, self._viewport.top)
        place.scale(self._viewport.scale, self._viewport.scale)
        # White on a dark edge is seen on any tissue and on any colour of the heatmap.
        for colour, width in ((QColor(0, 0, 0, 150), 3.5), (QColor(255, 255, 255), 1.5)):
            painter.setPen(QPen(colour, width))
            for outline in self._outlines:
                painter.drawPolygon(place.map(outline))

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().accent().color(), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

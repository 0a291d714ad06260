"""Preview of a report: its pages on the screen, with a bar to zoom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.style import icons
from desktop.style.theme import GRID
from desktop.widgets.page import label

_GAP: Final = 2 * GRID
_STEP: Final = 1.25
_LARGEST: Final = _STEP**5
_SHADOW: Final = 4
_LEAST: Final = 200


class Pages(QWidget):
    """The pages below each other, each with a faint shadow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[QImage, ...] = ()
        self._width = _LEAST
        self.setAccessibleName(self.tr("Pages of the report"))

    @property
    def pages(self) -> tuple[QImage, ...]:
        """What is shown."""
        return self._pages

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show other pages."""
        self._pages = tuple(pages)
        self._resize()

    def set_page_width(self, width: int) -> None:
        """Set the width of the pages in points; they are scaled until they are drawn again."""
        self._width = width
        self._resize()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of all pages."""
        height = sum(self._height(page) + _GAP for page in self._pages) + _GAP
        return QSize(self._width + 2 * _GAP, height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pages below each other, in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, top = (self.width() - self._width) / 2, float(_GAP)
        # The surround has colours of the theme; the paper is white in both themes.
        shade = QColor(0, 0, 0, 18)
        for page in self._pages:
            area = QRectF(left, top, self._width, self._height(page))
            for reach in range(1, _SHADOW):
                painter.fillRect(area.adjusted(-reach, -reach + 1, reach, reach + 1), shade)
            painter.drawImage(area, page)
            top += self._height(page) + _GAP
        painter.end()

    def _height(self, page: QImage) -> int:
        return round(self._width * page.height() / max(1, page.width()))

    def _resize(self) -> None:
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()


class Preview(QWidget):
    """The pages and a bar to zoom them.

    Signals
    -------
    width_changed()
        The pages are shown at another width and should be drawn again.
    """

    width_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self.pages = Pages()
        self.area = QScrollArea()
        self.area.setObjectName("proof")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.pages)
        # Always on: if it came and went, the width of the pages would change each time, and could
        # do so endlessly.
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setAccessibleName(self.tr("Preview"))
        self.area.viewport().installEventFilter(self)
        self.count = label("", "small", wraps=False)
        self._buttons = [
            self._button("zoom-out", self.tr("Smaller"), self.zoom_out),
            self._button("fit", self.tr("As wide as the window"), self.fit),
            self._button("zoom-in", self.tr("Larger"), self.zoom_in),
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(self._bar())
        self._apply_palette()

    def _button(self, icon: str, name: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setProperty("icon_name", icon)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(slot)
        return button

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("viewBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.count, 1)
        for button in self._buttons:
            layout.addWidget(button)
        return bar

    @property
    def page_width(self) -> int:
        """How wide a page is to be drawn, in pixels of the screen."""
        return round(self._page_points() * self.devicePixelRatioF())

    def show_pages(self, pages: Sequence[QImage], count: int) -> None:
        """Show the first pages of a report that has `count` pages."""
        self.pages.show_pages(pages)
        shown = len(pages)
        if shown < count:
            text = self.tr("The first {} of {} pages").format(shown, count)
        else:
            text = self.tr("1 page") if count == 1 else self.tr("{} pages").format(count)
        self.count.setText(text)

    @Slot()
    def zoom_in(self) -> None:
        """Enlarge the pages."""
        self._set_zoom(self._zoom * _STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Reduce the pages, down to the width of the window."""
        self._set_zoom(self._zoom / _STEP)

    @Slot()
    def fit(self) -> None:
        """Show the pages as wide as the window."""
        self._set_zoom(1.0)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, 1.0), _LARGEST)
        self._apply_width()

    def _page_points(self) -> int:
        room = self.area.viewport().width() - 2 * _GAP
        return max(_LEAST, round(room * self._zoom))

    def _apply_width(self) -> None:
        self.pages.set_page_width(self._page_points())
        self._buttons[0].setEnabled(self._zoom > 1.0)
        self._buttons[2].setEnabled(self._zoom < _LARGEST)
        self.width_changed.emit()

    def _apply_palette(self) -> None:
        for button in self._buttons:
            button.setIcon(icons.icon(str(button.property("icon_name")), self.palette()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep the pages as wide as the room for them."""
        if event.type() is QEvent.Type.Resize:
            self._apply_width()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()

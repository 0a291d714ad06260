"""Stage: the part of the window that a scan is read in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.language import wording
from desktop.style.theme import GRID, Theme
from desktop.viewer.empty_state import EmptyState
from desktop.viewer.frames.cine_bar import CineBar
from desktop.viewer.heatmap.colour_bar import ColourBar
from desktop.viewer.pictures import Picture, heat_image
from desktop.viewer.reading import Reading
from desktop.viewer.stage_header import StageHeader
from desktop.viewer.tool_rail import ToolRail
from desktop.viewer.view.scan_view import ScanView
from desktop.viewer.view_bar import ViewBar
from desktop.widgets.banner import Banner
from desktop.widgets.busy_line import BusyLine
from engine.model.heatmap import colour_map


class Stage(QWidget):
    """Header, messages, the scan or an invitation to open one, and the bars around it.

    Parameters
    ----------
    actions : mapping
        The window's actions by name.
    theme : Theme
        Colours of the header.
    strip : QWidget
        The other scans of the folder, between the tools and the scan.
    """

    def __init__(
        self,
        actions: Mapping[str, QAction],
        theme: Theme,
        strip: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._heatmap_action = actions["heatmap"]
        self._reading: Reading | None = None
        self.header = StageHeader(actions["open"], theme)
        self.busy_line = BusyLine()
        self.banner = Banner()
        self.view = ScanView()
        self.empty = EmptyState(actions["open"], actions["demo"])
        self.bar = ViewBar(actions)
        self.cine_bar = CineBar(actions)
        self.rail = ToolRail(actions)
        self._colours = colour_map()
        self._colour_bar = ColourBar(self._colours, self.view)
        self._frame = 0
        self._lay_out(strip)
        self.view.zoomed.connect(self.bar.show_zoom)
        self.view.installEventFilter(self)
        self.bar.heatmap.map_chosen.connect(self._on_map_chosen)
        self.bar.heatmap.opacity_changed.connect(self.view.overlay.set_opacity)
        self.bar.heatmap.threshold_changed.connect(self._on_threshold_changed)
        self.show_reading(None)

    def _lay_out(self, strip: QWidget) -> None:
        self._pages = QStackedLayout()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.view)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(strip)
        middle.addLayout(self._pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.header, self.busy_line, self.banner):
            layout.addWidget(part)
        layout.addLayout(middle, 1)
        layout.addWidget(self.cine_bar)
        layout.addWidget(self.bar)

    @property
    def is_empty(self) -> bool:
        """Whether no scan is shown."""
        return self._reading is None

    def show_reading(self, reading: Reading | None) -> None:
        """Show another scan, another reading of the same scan, or none."""
        before, self._reading = self._reading, reading
        if reading is None or before is None or reading.scan is not before.scan:
            self._show_scan(reading)
        layers = () if reading is None else reading.layers
        # Reserved even while the heatmap is hidden: switching it must not move the scan.
        self.view.reserve(self._colour_bar.width() + GRID if layers else 0)
        self.bar.heatmap.set_maps([wording.evidence(layer.class_name) for layer in layers])
        if before is None and reading is not None:
            # The arrow keys move the scan at once.
            self.view.setFocus()
        self._lay_over()

    def _show_scan(self, reading: Reading | None) -> None:
        self._frame = 0
        for part in (self.header, self.bar, self.rail):
            part.setVisible(reading is not None)
        self._pages.setCurrentWidget(self.empty if reading is None else self.view)
        if reading is None:
            self.view.show_scan(None, None, None)
            return
        self.view.show_scan(reading.scan, reading.display, reading.picture)
        name = wording.file_name(reading.scan.path)
        details = f"{reading.scan.file_format} · {wording.size(reading.scan)}"
        self.header.show_scan(name, details)
        self.view.setAccessibleDescription(f"{name}, {details}")

    @Slot(int, object)
    def show_frame(self, frame: int, picture: Picture) -> None:
        """Show another frame; its heatmap follows once it has been read."""
        self._frame = frame
        self.view.show_frame(picture)

    def _lay_over(self) -> None:
        """Lay the evidence of the shown frame over it, if it has been read."""
        reading = self._reading
        # A reading that arrives late may be of a frame that is no longer shown.
        if reading is not None and reading.frame == self._frame:
            self.view.overlay.set_outlines(reading.outlines)
            self._on_map_chosen(self.bar.heatmap.map_index)
        else:
            self._update_colour_bar()

    def show_heatmap(self, shown: bool) -> None:
        """Show or hide the heatmap and its legend."""
        self.view.overlay.set_heat_shown(shown)
        self._update_colour_bar()

    @Slot(int)
    def _on_map_chosen(self, index: int) -> None:
        reading = self._reading
        layers = () if reading is None or reading.frame != self._frame else reading.layers
        if layers:
            layer = layers[index]
            threshold = self.bar.heatmap.threshold
            self.view.overlay.set_heat(heat_image(layer.levels, self._colours, threshold))
            self._colour_bar.set_meaning(wording.evidence(layer.class_name))
        else:
            self.view.overlay.set_heat(None)
        self._update_colour_bar()

    @Slot(float)
    def _on_threshold_changed(self, threshold: float) -> None:
        self._colour_bar.set_threshold(threshold)
        self._on_map_chosen(self.bar.heatmap.map_index)

    def _update_colour_bar(self) -> None:
        has_layers = self._reading is not None and bool(self._reading.layers)
        self._colour_bar.setVisible(has_layers and self._heatmap_action.isChecked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep the colour bar in the upper right corner of the view."""
        if watched is self.view and event.type() is QEvent.Type.Resize:
            right = self.view.width() - self._colour_bar.width() - 2 * GRID
            self._colour_bar.move(right, 2 * GRID)
        return super().eventFilter(watched, event)

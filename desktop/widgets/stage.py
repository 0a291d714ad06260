"""The area that a scan is read in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop import wording
from desktop.reading import Reading
from desktop.theme import GRID, Theme
from desktop.widgets.banner import Banner
from desktop.widgets.busy_line import BusyLine
from desktop.widgets.colour_bar import ColourBar
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.header import Header
from desktop.widgets.scan_view import ScanView
from desktop.widgets.view_bar import ViewBar
from engine.heatmap import colour_map


class Stage(QWidget):
    """Header, messages, the scan or an invitation to open one, and the controls of the view.

    Parameters
    ----------
    actions : mapping
        The window's actions by name.
    theme : Theme
        Of the chrome.
    """

    def __init__(
        self, actions: Mapping[str, QAction], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._heatmap_action = actions["heatmap"]
        self._reading: Reading | None = None
        self.header = Header(actions["open"], theme)
        self.busy_line = BusyLine()
        self.banner = Banner()
        self.view = ScanView()
        self.empty = EmptyState(actions["open"], actions["demo"])
        self.bar = ViewBar(actions)
        self._colour_bar = ColourBar(colour_map(), self.view)
        self._lay_out()
        self.view.zoomed.connect(self.bar.show_zoom)
        self.view.installEventFilter(self)
        self.bar.heatmap.map_chosen.connect(self._on_map_chosen)
        self.bar.heatmap.opacity_changed.connect(self.view.set_opacity)
        self.show_reading(None)

    def _lay_out(self) -> None:
        self._pages = QStackedLayout()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.header, self.busy_line, self.banner):
            layout.addWidget(part)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.bar)

    @property
    def is_empty(self) -> bool:
        """Whether no scan is shown."""
        return self._reading is None

    def show_reading(self, reading: Reading | None) -> None:
        """Show a scan in place of the one before, or none."""
        was_empty, self._reading = self.is_empty, reading
        layers = () if reading is None else reading.layers
        self.header.setVisible(reading is not None)
        self.bar.setVisible(reading is not None)
        self._pages.setCurrentWidget(self.empty if reading is None else self.view)
        self.view.reserve(self._colour_bar.width() + GRID if layers else 0)
        self.view.show_picture(
            None if reading is None else reading.picture,
            () if reading is None else reading.outlines,
        )
        self.bar.heatmap.set_maps([wording.evidence(layer.class_name) for layer in layers])
        if reading is not None:
            name = wording.file_name(reading.scan.path)
            details = f"{reading.scan.file_format} · {wording.size(reading.scan)}"
            self.header.show_scan(name, details)
            self.view.setAccessibleDescription(f"{name}, {details}")
        if was_empty and reading is not None:
            # So that the arrow keys move the scan at once.
            self.view.setFocus()
        self._on_map_chosen(0)

    def show_heatmap(self, shown: bool) -> None:
        """Show or hide the heatmap and its legend."""
        self.view.set_heat_shown(shown)
        self._update_colour_bar()

    @Slot(int)
    def _on_map_chosen(self, index: int) -> None:
        layers = () if self._reading is None else self._reading.layers
        self.view.set_heat(layers[index].image if layers else None)
        if layers:
            self._colour_bar.set_meaning(wording.evidence(layers[index].class_name))
        self._update_colour_bar()

    def _update_colour_bar(self) -> None:
        has_layers = self._reading is not None and bool(self._reading.layers)
        self._colour_bar.setVisible(has_layers and self._heatmap_action.isChecked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep the colour bar in the upper right corner of the view."""
        if watched is self.view and event.type() is QEvent.Type.Resize:
            right = self.view.width() - self._colour_bar.width() - 2 * GRID
            self._colour_bar.move(right, 2 * GRID)
        return super().eventFilter(watched, event)

"""Bar below the scan: the heatmap on the left, the zoom on the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.language import wording
from desktop.style.theme import GRID
from desktop.viewer.heatmap.heatmap_controls import HeatmapControls
from desktop.viewer.tool_buttons import tool_button
from desktop.widgets.page import label

_ZOOMING: Final = ("zoom_out", "zoom_in", "fit", "actual")
# Widths of the bar, in points, from which on values, captions and the zoom are shown.
_ROOMY: Final = 1040
_USUAL: Final = 860
_SPARSE: Final = 640


class ViewBar(QWidget):
    """Heatmap controls, zoom buttons and the present zoom.

    Parameters
    ----------
    actions : mapping
        The window's actions by name.
    """

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heatmap = HeatmapControls(actions["heatmap"])
        self._zoom = label("", "muted", wraps=False)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._zoom.setFixedWidth(6 * GRID)
        self._zoom.setAccessibleName(self.tr("Zoom"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(4)
        layout.addWidget(self.heatmap)
        layout.addSpacing(GRID)
        divider = QFrame()
        divider.setObjectName("barRule")
        layout.addWidget(divider)
        layout.addSpacing(GRID)
        self._about = tool_button(actions["reliability"])
        layout.addWidget(tool_button(actions["outline"]))
        layout.addWidget(self._about)
        layout.addStretch(1)
        layout.addWidget(self._zoom)
        layout.addSpacing(GRID)
        self._buttons = {name: tool_button(actions[name]) for name in _ZOOMING}
        for button in self._buttons.values():
            layout.addWidget(button)

    @Slot(float)
    def show_zoom(self, zoom: float) -> None:
        """Show the zoom, pixels of the screen per pixel of the scan, as a percentage."""
        self._zoom.setText(f"{round(100 * zoom)}{wording.NO_BREAK}%")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Hide what a narrow window has no room for; wheel, keys and menu still zoom."""
        width = event.size().width()
        self.heatmap.set_room(has_captions=width >= _USUAL, has_values=width >= _ROOMY)
        for name in ("zoom_in", "zoom_out"):
            self._buttons[name].setVisible(width >= _ROOMY)
        self._zoom.setVisible(width >= _SPARSE)
        self._about.setVisible(width >= _SPARSE)
        super().resizeEvent(event)

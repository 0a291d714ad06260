"""Choice of the tool of the left mouse button: exactly one of the four."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup

from desktop.viewer.view.scan_view import ScanView
from desktop.viewer.view.tools import Tool


class ToolControl(QObject):
    """Hands the chosen tool to the view.

    Parameters
    ----------
    view : ScanView
        Uses the tool.
    actions : mapping
        The window's actions by name; each tool has an action of the same name.
    """

    def __init__(
        self, view: ScanView, actions: Mapping[str, QAction], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        group = QActionGroup(self)
        for tool in Tool:
            group.addAction(actions[tool.value])
        # A QActionGroup is exclusive, but begins with nothing checked.
        actions[Tool.PAN.value].setChecked(True)
        view.set_tool(Tool.PAN)

    @Slot(bool)
    def pan(self, chosen: bool) -> None:
        """Let the left button move the scan."""
        self._choose(Tool.PAN, chosen)

    @Slot(bool)
    def window(self, chosen: bool) -> None:
        """Let the left button change the window."""
        self._choose(Tool.WINDOW, chosen)

    @Slot(bool)
    def zoom(self, chosen: bool) -> None:
        """Let the left button zoom."""
        self._choose(Tool.ZOOM, chosen)

    @Slot(bool)
    def measure(self, chosen: bool) -> None:
        """Let the left button measure a distance."""
        self._choose(Tool.MEASURE, chosen)
        if chosen:
            # The arrow keys move the crosshair at once.
            self._view.setFocus()

    def _choose(self, tool: Tool, chosen: bool) -> None:
        if chosen:
            self._view.set_tool(tool)

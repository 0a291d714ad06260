"""Column of tools beside the scan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.style.theme import GRID
from desktop.viewer.tool_buttons import tool_button

_GROUPS: Final = (
    ("pan", "window", "zoom", "measure"),
    ("invert", "turn_right", "flip", "reset"),
    ("strip", "header"),
)


class ToolRail(QWidget):
    """Buttons for the tools of the left mouse button, for turning the scan, and for its panels.

    Parameters
    ----------
    actions : mapping
        The window's actions by name.
    """

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Tools"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, GRID, 4, GRID)
        layout.setSpacing(1)
        for number, names in enumerate(_GROUPS):
            if number:
                rule = QFrame()
                rule.setObjectName("rule")
                layout.addSpacing(3)
                layout.addWidget(rule)
                layout.addSpacing(3)
            for name in names:
                layout.addWidget(tool_button(actions[name]))
        layout.addStretch(1)

"""Tool buttons: an action shown by its icon alone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from desktop.actions import plain_text

_ICON = 18


def tool_button(action: QAction) -> QToolButton:
    """Return a button for an action: an icon, its name as tool tip, reachable with Tab."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(_ICON, _ICON))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAccessibleName(plain_text(action))
    return button

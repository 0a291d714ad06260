"""Check box with a tick that follows the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from desktop.style import icons


class CheckBox(QCheckBox):
    """A check box whose tick is the project's own icon; a style sheet cannot tint one."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "tick")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the tick over the box."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        area = QRectF(self.style().subElementRect(part, option, self))
        painter = QPainter(self)
        colour = self.palette().color(QPalette.ColorRole.HighlightedText)
        icons.paint(painter, "tick", colour, area.adjusted(1, 1, -1, -1))
        painter.end()

"""A list to choose from, with an arrow that follows the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox

from desktop import icons


class DropDown(QComboBox):
    """A combo box whose arrow is the project's own icon; a style sheet cannot tint one."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the arrow over the box."""
        super().paintEvent(event)
        painter = QPainter(self)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        colour = self.palette().color(group, QPalette.ColorRole.ButtonText)
        painter.setOpacity(colour.alphaF())
        area = QRectF(self.width() - 23, (self.height() - 14) / 2, 14, 14)
        icons.paint(painter, "chevron-down", colour, area)
        painter.end()

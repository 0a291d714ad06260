"""Drop-down list with an arrow that follows the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from desktop.style import icons


class DropDown(QComboBox):
    """A combo box whose arrow is the project's own icon; a style sheet cannot tint one."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the box, its text, shortened to fit, and the arrow."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text = self.currentText() or self.placeholderText()
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        # The arrow is painted by hand, so the colour of a disabled box must be asked for.
        colour = self.palette().color(group, QPalette.ColorRole.ButtonText)
        painter.setOpacity(colour.alphaF())
        area = QRectF(self.width() - 23, (self.height() - 14) / 2, 14, 14)
        icons.paint(painter, "chevron-down", colour, area)
        painter.end()

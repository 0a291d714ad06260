"""Glyph: an icon as a widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from desktop.style import icons


class Glyph(QWidget):
    """Shows one icon in a colour of the present palette.

    Parameters
    ----------
    name : str
        A file of ``resources/icons``; empty for none.
    side : int
        Width and height in points.
    role : QPalette.ColorRole
        The colour of the palette.
    colour : QColor or None
        Used in place of the palette, on a background that never changes.
    """

    def __init__(
        self,
        name: str,
        side: int,
        role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
        parent: QWidget | None = None,
        *,
        colour: QColor | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self._colour = colour
        self.setFixedSize(side, side)

    @property
    def name(self) -> str:
        """Name of the icon that is shown."""
        return self._name

    def show_icon(self, name: str, role: QPalette.ColorRole) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Paint anew when the palette changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the icon."""
        if not self._name:
            return
        painter = QPainter(self)
        colour = self._colour or self.palette().color(self._role)
        icons.paint(painter, self._name, colour, QRectF(self.rect()))
        painter.end()

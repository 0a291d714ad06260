"""Invitation to open a scan, shown while none is open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.actions import plain_text
from desktop.style import icons
from desktop.style.theme import DARK, GRID, ON_SURROUND, ON_SURROUND_MUTED, SURROUND
from desktop.widgets.glyph import Glyph


class EmptyState(QWidget):
    """A headline, a line of text and two buttons, in a frame to drop a scan into.

    Parameters
    ----------
    open_action, demo_action : QAction
        Triggered by the two buttons.
    """

    def __init__(
        self, open_action: QAction, demo_action: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        title = QLabel(self.tr("Drop a scan here"))
        title.setProperty("role", "headline")
        text = QLabel(self.tr("DICOM, JPEG, PNG, TIFF or BMP. Everything stays on this computer."))
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(0)
        layout.addStretch(1)
        glyph = Glyph("scan", 7 * GRID, colour=QColor(ON_SURROUND_MUTED))
        layout.addWidget(glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(2 * GRID)
        layout.addWidget(title)
        layout.addSpacing(GRID)
        layout.addWidget(text)
        layout.addSpacing(3 * GRID)
        layout.addLayout(self._buttons(open_action, demo_action))
        layout.addStretch(1)

    def _buttons(self, open_action: QAction, demo_action: QAction) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID + 4)
        row.addStretch(1)
        for action, icon, kind, ink in (
            (open_action, "open", "primary", DARK.on_accent),
            (demo_action, "scan", "plain", ON_SURROUND),
        ):
            button = QPushButton(
                icons.plain_icon(icon, QColor(ink)), action.text().replace("&", "")
            )
            button.setIconSize(QSize(20, 20))
            button.setProperty("kind", kind)
            button.setAccessibleName(plain_text(action))
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the dark surround and a dashed frame to drop into."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(SURROUND))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Slightly lighter than the surround, on which it is always drawn.
        pen = QPen(QColor("#2c353b"), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 5])
        painter.setPen(pen)
        inset = 3 * GRID
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 12, 12)
        painter.end()

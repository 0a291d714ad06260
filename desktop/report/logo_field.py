"""Field for the logo of a report: a picture file, or none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.language import wording
from desktop.style import icons
from desktop.style.theme import GRID


class LogoField(QWidget):
    """A button with the name of the file, and one that removes it.

    Signals
    -------
    changed()
        Another file was chosen, or none.
    """

    changed = Signal()

    def __init__(self, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.choose = QPushButton()
        self.choose.setProperty("kind", "field")
        self.choose.clicked.connect(self._on_choose)
        self.clear = QToolButton()
        self.clear.setIcon(icons.icon("close", self.palette()))
        self.clear.setToolTip(self.tr("No logo"))
        self.clear.setAccessibleName(self.tr("No logo"))
        self.clear.clicked.connect(self._on_clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.choose, 1)
        layout.addWidget(self.clear)
        self.setFocusProxy(self.choose)
        self._show()

    def take(self, path: Path | None) -> None:
        """Use another file, or none."""
        self.path = path
        self._show()
        self.changed.emit()

    @Slot()
    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a logo"), "", self.tr("Pictures (*.png *.jpg *.jpeg *.tif *.bmp)")
        )
        if name:
            self.take(Path(name))

    @Slot()
    def _on_clear(self) -> None:
        self.take(None)

    def _show(self) -> None:
        name = None if self.path is None else wording.file_name(self.path)
        shown = self.fontMetrics().elidedText(
            name or self.tr("Choose…"), Qt.TextElideMode.ElideMiddle, 24 * GRID
        )
        self.choose.setText(shown.replace("&", "&&"))
        self.choose.setToolTip(wording.tip(name or ""))
        self.clear.setVisible(self.path is not None)

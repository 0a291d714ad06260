"""Bar above the scan: its name and facts, its windows, and a button to open another one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.actions import plain_text
from desktop.language import wording
from desktop.style import icons
from desktop.style.theme import GRID, Theme
from desktop.viewer.windowing.window_list import WindowList
from desktop.widgets.page import label

_ROOMY: Final = 640


class StageHeader(QWidget):
    """Name, file format and size of the scan, the list of its windows, and a button to open one.

    Parameters
    ----------
    open_action : QAction
        Triggered by the button.
    theme : Theme
        Its colours tint the button's icon.
    """

    def __init__(self, open_action: QAction, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._button = QPushButton(open_action.text().replace("&", ""))
        self._button.setProperty("kind", "primary")
        self._button.setProperty("size", "small")
        self._button.setIconSize(QSize(18, 18))
        self._button.setToolTip(open_action.toolTip())
        self._button.setAccessibleName(plain_text(open_action))
        self._button.clicked.connect(open_action.trigger)
        self._name = label("", "strong", wraps=False)
        self._details = label("", "small", wraps=False)
        self._full_name = ""
        self.windows = WindowList()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._details)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._button)
        layout.addLayout(words, 1)
        layout.addWidget(self.windows)
        for part in (self._name, self._details):
            # Without it, a long name would set the minimum width of the whole window.
            part.setMinimumWidth(40)
        theme.changed.connect(self._apply_palette)
        self._apply_palette()

    @property
    def details(self) -> QLabel:
        """The line below the name."""
        return self._details

    def show_scan(self, name: str, details: str) -> None:
        """Show what is open; a long name is shortened in the middle."""
        self._full_name = name
        self._name.setToolTip(wording.tip(name))
        self._name.setAccessibleName(name)
        self._details.setText(details)
        self._shorten()

    def _shorten(self) -> None:
        metrics = self._name.fontMetrics()
        self._name.setText(
            metrics.elidedText(
                self._full_name, Qt.TextElideMode.ElideMiddle, max(40, self._name.width())
            )
        )

    def _apply_palette(self) -> None:
        self._button.setIcon(icons.plain_icon("open", QColor(self._theme.colours.on_accent)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the name to the new width."""
        super().resizeEvent(event)
        self.windows.set_compact(event.size().width() < _ROOMY)
        self._shorten()

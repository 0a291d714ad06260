"""About dialog: the version of the program and the licences of all that it contains."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.language import wording
from desktop.model_window.tabs import Tabs
from desktop.style import icons
from desktop.style.theme import GRID
from desktop.system.paths import notices_file, own_licence, resources_dir
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.page import close_box, label, rule
from engine.version import VERSION

_SIZE: Final = (92 * GRID, 72 * GRID)
_LOGO: Final = 6 * GRID


class About(QDialog):
    """Version, licence and notices; deleted when it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Second Reader"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() * 0.9))
        self.tabs = Tabs()
        self.tabs.set_pages(self._pages())
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.addStretch(1)
        foot.addWidget(close_box(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(_title())
        layout.addWidget(self.tabs, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    def _pages(self) -> list[tuple[str, QWidget]]:
        legal = resources_dir() / "notices"
        return [
            (self.tr("Licence"), self._page_of(own_licence())),
            (self.tr("Qt"), self._page_of(legal / "QT.txt")),
            (self.tr("All notices"), self._page_of(notices_file())),
            ("LGPL 3", self._page_of(legal / "LGPL-3.0.txt")),
            ("GPL 3", self._page_of(legal / "GPL-3.0.txt")),
        ]

    def _page_of(self, file: Path) -> QWidget:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return BlankPage(
                "report",
                self.tr("Not available here"),
                self.tr(
                    "Only the installed program contains this text. When run from source, each "
                    "package has its own."
                ),
            )
        return _text_page(text)


def _text_page(text: str) -> QPlainTextEdit:
    page = QPlainTextEdit(text)
    page.setObjectName("terms")
    page.setReadOnly(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.document().setDocumentMargin(3 * GRID)
    return page


def _title() -> QHBoxLayout:
    logo = QLabel()
    logo.setPixmap(icons.application_icon().pixmap(QSize(_LOGO, _LOGO)))
    version = label(f"Second Reader {VERSION}", "headline")
    version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(version)
    words.addWidget(label(wording.research_use(), "muted"))
    row = QHBoxLayout()
    row.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
    row.setSpacing(2 * GRID)
    row.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row

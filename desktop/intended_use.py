"""Intended use: the statement that is accepted once, before the window opens."""

from __future__ import annotations

import contextlib
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.language import wording
from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from desktop.settings.settings import Settings
from desktop.style import icons
from desktop.style.theme import GRID
from desktop.widgets.check_box import CheckBox
from desktop.widgets.glyph import Glyph
from desktop.widgets.page import label, rule
from engine.errors import UserFacingError

# Raised when the meaning of the statement changes: users are then asked again.
VERSION: Final = 1
_SIZE: Final = (80 * GRID, 68 * GRID)
_LOGO: Final = 6 * GRID
_PARTS: Final = (
    (
        "tick",
        QT_TRANSLATE_NOOP("intended use", "What it is for"),
        QT_TRANSLATE_NOOP(
            "intended use",
            "Research and education: a second look at a scan that you have read yourself first.",
        ),
    ),
    (
        "error",
        QT_TRANSLATE_NOOP("intended use", "What it is not for"),
        QT_TRANSLATE_NOOP(
            "intended use",
            "It is not a medical device. No decision about a person may rest on it: not screening, "
            "not triage, not biopsy, not follow-up.",
        ),
    ),
    (
        "info",
        QT_TRANSLATE_NOOP("intended use", "It can be wrong"),
        QT_TRANSLATE_NOOP(
            "intended use",
            "Also where its confidence is high and its heatmap convincing. How often, and on which "
            "scans it was measured, is stated in Help, About the models.",
        ),
    ),
    (
        "scan",
        QT_TRANSLATE_NOOP("intended use", "Your data"),
        QT_TRANSLATE_NOOP(
            "intended use",
            "Everything stays on this computer. A history of the scans that were read is kept "
            "here, without the names of patients; the settings can switch it off.",
        ),
    ),
)


class IntendedUse(QDialog):
    """Dialog with the statement, to be accepted or, once accepted, read again.

    Parameters
    ----------
    is_accepted : bool
        True leaves only a button that closes the dialog.
    """

    def __init__(self, *, is_accepted: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Intended use of Second Reader"))
        self.tick = CheckBox(self.tr("I have &read this and use the program only in this way."))
        self.go_on = QPushButton(self.tr("&Continue"))
        self.go_on.setProperty("kind", "primary")
        self.go_on.setDefault(True)
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self.accept)
        self.leave = QPushButton(self.tr("&Close") if is_accepted else self.tr("&Quit"))
        # Enter must not quit the program.
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        self.tick.toggled.connect(self._on_ticked)
        for part in (self.tick, self.go_on):
            part.setVisible(not is_accepted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._statement(), 1)
        layout.addWidget(rule())
        layout.addLayout(self._footer())
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() * 0.9))

    def _statement(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("panelBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addLayout(_title())
        for icon, name, text in _PARTS:
            layout.addLayout(
                _part(icon, translate("intended use", name), translate("intended use", text))
            )
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("panelScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        scroll.setAccessibleName(self.tr("Intended use"))
        return scroll

    def _footer(self) -> QVBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go_on)
        footer = QVBoxLayout()
        footer.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        footer.setSpacing(2 * GRID)
        footer.addWidget(self.tick)
        footer.addLayout(buttons)
        return footer

    @Slot(bool)
    def _on_ticked(self, ticked: bool) -> None:
        self.go_on.setEnabled(ticked)


def is_accepted(settings: Settings) -> bool:
    """Tell whether the present statement was accepted."""
    return settings.accepted_statement >= VERSION


def ask_once(settings: Settings) -> bool:
    """Ask for the statement unless it was accepted, and tell whether it is now."""
    if is_accepted(settings):
        return True
    if IntendedUse(is_accepted=False).exec() != QDialog.DialogCode.Accepted:
        return False
    settings.accepted_statement = VERSION
    # If it cannot be stored, the user is asked again at the next start.
    with contextlib.suppress(UserFacingError):
        settings.save()
    return True


def _title() -> QHBoxLayout:
    logo = QLabel()
    logo.setPixmap(icons.application_icon().pixmap(QSize(_LOGO, _LOGO)))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(wording.PROGRAM, "headline"))
    words.addWidget(label(wording.research_use(), "muted"))
    row = QHBoxLayout()
    row.setSpacing(2 * GRID)
    row.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row


def _part(icon: str, name: str, text: str) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(label(name, "strong"))
    words.addWidget(label(text))
    row = QHBoxLayout()
    row.setContentsMargins((_LOGO - 20) // 2, 0, 0, 0)
    row.setSpacing(2 * GRID + (_LOGO - 20) // 2)
    caution = icon == "error"
    role = QPalette.ColorRole.BrightText if caution else QPalette.ColorRole.Accent
    row.addWidget(Glyph(icon, 20, role), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row

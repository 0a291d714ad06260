"""Banner: a message inside a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.problems import Problem
from desktop.style import icons
from desktop.style.theme import GRID
from desktop.widgets.glyph import Glyph


class Banner(QFrame):
    """What happened, what to do about it, and a button to dismiss the message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._glyph = Glyph("error", 20, QPalette.ColorRole.BrightText)
        self._summary = QLabel()
        self._summary.setProperty("role", "strong")
        self._hint = QLabel()
        for label in (self._summary, self._hint):
            label.setWordWrap(True)
            # File names may hold HTML: it must not be rendered.
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._dismiss = QToolButton()
        self._dismiss.setAccessibleName(self.tr("Dismiss the message"))
        self._dismiss.setToolTip(self.tr("Dismiss (Esc)"))
        self._dismiss.clicked.connect(self.dismiss)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._summary)
        words.addWidget(self._hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 4, GRID, GRID + 4)
        layout.setSpacing(GRID + 4)
        layout.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)
        self._apply_palette()

    @property
    def text(self) -> str:
        """The whole message."""
        return " ".join(part for part in (self._summary.text(), self._hint.text()) if part)

    def show_problem(self, problem: Problem) -> None:
        """Show an error, with the file that it is about."""
        subject = f"{problem.subject}: " if problem.subject else ""
        self._show(f"{subject}{problem.summary}", problem.hint, "error")

    def show_notice(self, summary: str, hint: str = "") -> None:
        """Show a notice that is no error."""
        self._show(summary, hint, "notice")

    @Slot()
    def dismiss(self) -> None:
        """Hide the message."""
        self.hide()

    def _show(self, summary: str, hint: str, kind: str) -> None:
        error = kind == "error"
        self._summary.setText(summary)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._glyph.show_icon(
            kind if error else "info",
            QPalette.ColorRole.BrightText if error else QPalette.ColorRole.Accent,
        )
        self.setProperty("kind", kind)
        # A style sheet reads a property only when a widget is polished.
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(self.tr("Problem") if error else self.tr("Notice"))
        self.setAccessibleDescription(self.text)
        self.show()

    def _apply_palette(self) -> None:
        self._dismiss.setIcon(icons.icon("close", self.palette()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tint the icon anew when the palette changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()

"""Crash dialog: shown when the program itself has failed, now or in an earlier session."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.language import wording
from desktop.style.theme import GRID
from desktop.widgets.glyph import Glyph
from desktop.widgets.page import label, rule

_WIDTH: Final = 72 * GRID
_REPORT_HEIGHT: Final = 24 * GRID


class CrashDialog(QDialog):
    """Says what happened and what was kept; accepting it means to open the work again.

    Parameters
    ----------
    headline : str
        What happened.
    sentences : tuple of str
        What was kept, and what can be done.
    go_back, stay : str
        The names of the two buttons: the one that opens what was open, and the other.
    report : Path or None
        The report that was written, if any.
    """

    def __init__(
        self,
        headline: str,
        sentences: tuple[str, ...],
        go_back: str,
        stay: str,
        report: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(wording.PROGRAM)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        self.go_back = QPushButton(go_back)
        self.go_back.setProperty("kind", "primary")
        self.go_back.setDefault(True)
        self.go_back.clicked.connect(self.accept)
        self.stay = QPushButton(stay)
        self.stay.setAutoDefault(False)
        self.stay.clicked.connect(self.reject)
        self.show_report = QPushButton(self.tr("Show the &report"))
        self.show_report.setAutoDefault(False)
        self.show_report.setCheckable(True)
        self.show_report.toggled.connect(self._on_report_toggled)
        self.show_report.setVisible(report is not None)
        self.text = _report_box(self.tr("Report"))
        self._report = report
        self._compose(headline, sentences)
        self.go_back.setFocus()

    def _compose(self, headline: str, sentences: tuple[str, ...]) -> None:
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(label(headline, "headline"))
        for sentence in sentences:
            words.addWidget(label(sentence))
        words.addWidget(self._place())
        words.addWidget(self.text)
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        glyph = Glyph("error", 3 * GRID, QPalette.ColorRole.BrightText)
        top.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(top)
        layout.addWidget(rule())
        layout.addLayout(self._buttons())
        self._fit()

    def _place(self) -> QWidget:
        place = label("", "muted")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if self._report is not None:
            words = self.tr("The report names no patient and no file, and is not sent anywhere: {}")
            place.setText(words.format(self._report))
        place.setVisible(self._report is not None)
        return place

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.show_report)
        row.addStretch(1)
        row.addWidget(self.stay)
        row.addWidget(self.go_back)
        return row

    @Slot(bool)
    def _on_report_toggled(self, shown: bool) -> None:
        if shown and self._report is not None:
            with contextlib.suppress(OSError, ValueError):
                self.text.setPlainText(self._report.read_text(encoding="utf-8"))
        self.text.setVisible(shown)
        self._fit()

    def _fit(self) -> None:
        # A dialog does not ask its wrapped texts how high they are at this width.
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.heightForWidth(_WIDTH))


def _report_box(name: str) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    box.setFixedHeight(_REPORT_HEIGHT)
    box.setAccessibleName(name)
    box.hide()
    return box

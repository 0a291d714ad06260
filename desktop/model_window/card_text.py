"""Text of a model's card as a page, whole or some of its sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from desktop.style.theme import GRID, Colours, Theme

_SIZES: Final = {1: 20, 2: 16}
CARD_TEXT: Final = "CARD.md"
_HEADING: Final = re.compile(r"^## +(.+?) *$", re.MULTILINE)
# The plots have a tab of their own.
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\) *")


def card_text(folder: Path) -> str:
    """Return the card of a model as Markdown without its pictures; empty if there is none."""
    try:
        text = (folder / CARD_TEXT).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    return _PICTURE.sub("", text)


def parts_of(text: str, names: Sequence[str]) -> str:
    """Return the sections of a card with these headings, in this order."""
    pieces = _HEADING.split(text)
    found = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return "\n\n".join(f"## {name}\n{found[name].strip()}" for name in names if name in found)


class CardText(QTextBrowser):
    """Markdown in the colours of the theme; links do not open.

    Parameters
    ----------
    text : str
        As `card_text` returns it.
    theme : Theme
        Of the application.
    """

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._theme = text, theme
        self.setObjectName("card")
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The program makes no connections, and the card of an own model may name anything.
        self.setOpenLinks(False)
        self.document().setDocumentMargin(3 * GRID)
        # A SHA-256 has no place to break a line at.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        theme.changed.connect(self._apply_palette)
        self._apply_palette()

    def _apply_palette(self) -> None:
        # Setting the text scrolls to the top.
        place = self.verticalScrollBar().value()
        self.setMarkdown(self._text)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _rule(frame, self._theme.colours)
        self._space()
        self.verticalScrollBar().setValue(place)

    def _space(self) -> None:
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if not QTextCursor(block).currentTable():
                _set_apart(block, level)
            if level:
                _enlarge(block, level)
            block = block.next()


def _set_apart(block: QTextBlock, level: int) -> None:
    look = QTextBlockFormat()
    look.setTopMargin(2.5 * GRID if level and block.position() else 0)
    look.setBottomMargin(GRID if level or not block.textList() else 4)
    QTextCursor(block).mergeBlockFormat(look)


def _enlarge(block: QTextBlock, level: int) -> None:
    look = QTextCharFormat()
    look.setProperty(QTextFormat.Property.FontPixelSize, _SIZES.get(level, 14))
    look.setFontWeight(QFont.Weight.DemiBold)
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(look)


def _rule(table: QTextTable, colours: Colours) -> None:
    look = table.format().toTableFormat()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QBrush(colours.line))
    look.setBorderCollapse(True)
    look.setCellPadding(6)
    look.setCellSpacing(0)
    look.setTopMargin(GRID)
    look.setBottomMargin(GRID)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))
    # Qt gives columns of Markdown a fixed width, which may be more than the window has.
    look.clearColumnWidthConstraints()
    table.setFormat(look)

"""Text of a file and of its name is shown in the window and never obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.language import wording
from desktop.main_window import MainWindow
from engine.decoding.read_scan import read_scan
from tests.fakes.window import MakeWindow
from tests.reliability.hostile_text import TEXTS, hostile_file


def acts(text: str) -> bool:
    """Tell whether text would load, link or stress something, were it taken for markup."""
    document = QTextDocument()
    document.setHtml(text)
    block = document.begin()
    while block.isValid():
        for fragment in block:
            form = fragment.fragment().charFormat()
            if form.isImageFormat() or form.isAnchor() or form.fontWeight() > 400:
                return True
        block = block.next()
    return False


def tips(window: MainWindow) -> list[str]:
    """Return every tool tip there is, those of the lines of lists among them."""
    found = [widget.toolTip() for widget in window.findChildren(QWidget)]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            tips = (
                model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
                for row in range(min(model.rowCount(), 300))
            )
            found += [str(tip or "") for tip in tips]
    return found


@pytest.mark.parametrize("name", ["markup", "rich text", "newlines", "right to left", "64 KB"])
def test_text_of_a_file_is_only_shown(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, name: str
) -> None:
    path = hostile_file(tmp_path, TEXTS[name])
    window = make_window(read_scan)
    window.resize(1500, 900)
    window.open_paths([path])
    qtbot.waitUntil(lambda: window.session.finding is not None, timeout=60_000)
    window.actions_by_name["header"].trigger()
    for label in window.findChildren(QLabel):
        is_plain = label.textFormat() == Qt.TextFormat.PlainText
        assert is_plain or not acts(label.text()), label.text()[:200]
    assert [tip[:200] for tip in tips(window) if acts(tip)] == []
    assert window.windowTitle().replace("\u00a0", " ").isprintable()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_tool_tip_shows_text_as_it_is(text: str) -> None:
    assert not acts(wording.tip(text))
    document = QTextDocument()
    document.setHtml(wording.tip("<b>a & b</b>\n" + text))
    assert document.toPlainText().startswith("<b>a & b</b>\n")

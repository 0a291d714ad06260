"""Every window in German: no English is left, and no button's words are cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.batch.window import BatchWindow
from desktop.crash.dialog import CrashDialog
from desktop.finding.header_panel import HeaderPanel
from desktop.intended_use import IntendedUse
from desktop.language import languages
from desktop.main_window import MainWindow
from desktop.model_window.window import ModelWindow
from desktop.preferences.dialog import PreferencesDialog
from desktop.report.dialog import ReportDialog
from desktop.report.form import Draft
from desktop.settings.settings import Settings
from desktop.shortcut_sheet import ShortcutSheet
from desktop.style.theme import Theme
from desktop.viewer.heatmap.reliability import ReliabilityDialog
from engine.errors import DamagedFileError, ModelError, UserFacingError
from engine.finding import Finding, Reason
from engine.report import ReportScan
from engine.scan import Modality, Scan
from tests.fakes.batch_window import ByName, Pool
from tests.fakes.batch_window import opened as open_or_fail
from tests.fakes.german import entries
from tests.fakes.viewer import FRAMES, CardReader, CineReader, open_cine, open_deep, opened
from tests.fakes.window import DEMO, FakeReader, MakeWindow, finding, open_phantom

# Words that no German sentence has.
_ENGLISH = re.compile(
    r"\b(the|of|and|is|are|with|from|for|scan|scans|this|that|it|read|open|close|cancel|yes|no|sensitivity)\b",
    re.IGNORECASE,
)
# Of a model, as its card has it, and of a folder.
_NAMES = {"ultrasound", "scans"}


@pytest.fixture(autouse=True)
def german(qapp: QApplication) -> Iterator[None]:
    languages.install(qapp, "de")
    yield
    languages.install(qapp, "en")


@cache
def english_texts() -> frozenset[str]:
    return frozenset(_plain(each.text) for each in entries()) - german_texts()


@cache
def german_texts() -> frozenset[str]:
    return frozenset(_plain(each.german) for each in entries())


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…").strip()


def said_by(root: QWidget) -> Iterator[str]:
    """Yield every text of a window, seen or spoken."""
    for part in [root, *root.findChildren(QWidget)]:
        if isinstance(part.parent(), HeaderPanel) and isinstance(part, QTableView):
            continue
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription())
        yield part.windowTitle()
        if isinstance(part, (QLabel, QAbstractButton)):
            yield part.text()
        if isinstance(part, QLineEdit):
            yield part.placeholderText()
        if isinstance(part, QComboBox):
            yield from (part.itemText(row) for row in range(part.count()))
        if isinstance(part, QListWidget):
            yield from (part.item(row).text() for row in range(part.count()))
        if isinstance(part, QTableView):
            yield from said_by_table(part.model())
    for action in root.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def said_by_table(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount()):
            yield str(model.index(row, column).data() or "")


def english_in(root: QWidget) -> set[str]:
    texts = {re.sub(r"<[^>]*>|/\S+|\S+\.\w{3}\b", " ", text) for text in said_by(root) if text}
    return {
        text for text in texts - _NAMES if _plain(text) in english_texts() or _ENGLISH.search(text)
    }


def cut_off(root: QWidget) -> list[str]:
    """Return the words of buttons and labels of one line that have less room than they need."""
    found = []
    for part in root.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QPushButton) or (isinstance(part, QLabel) and not part.wordWrap()):
            if 0 < part.minimumWidth() < part.maximumWidth():
                # What names a file or folder may be shortened.
                continue
            lacks = part.minimumSizeHint().width() - part.width()
            if part.text() and lacks > 0:
                found.append(f"{part.text()!r} lacks {lacks} points")
        elif isinstance(part, QScrollArea) and part.widget() is not None:
            is_fixed = part.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            lacks = part.widget().width() - part.viewport().width()
            if is_fixed and lacks > 0:
                found.append(f"{part.accessibleName()!r} lacks {lacks} points")
        elif isinstance(part, QComboBox) and _plain(part.currentText()) in german_texts():
            lacks = part.fontMetrics().horizontalAdvance(part.currentText()) - _room_in(part)
            if lacks > 0:
                found.append(f"{part.currentText()!r} lacks {lacks} points")
    return found


def _room_in(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    option.initFrom(box)
    field = QStyle.SubControl.SC_ComboBoxEditField
    kind = QStyle.ComplexControl.CC_ComboBox
    return box.style().subControlRect(kind, option, field, box).width()


def check(root: QWidget) -> None:
    # A layout follows its texts when the window comes to it.
    QApplication.processEvents()
    assert english_in(root) == set()
    assert cut_off(root) == []


class Unsure(FakeReader):
    """Answers with the engine's own sentences."""

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        if self.kind == "no_model":
            raise ModelError(
                "The model ultrasound does not match its card.",
                "Install the application again, or put back the model that came with it.",
            )
        answered = super().classify(scan, modality, frame)
        reason = Reason(
            "The model cannot tell: the malignancy probability lies in the zone where it errs most."
            if self.kind == "inconclusive"
            else "This does not look like a breast ultrasound scan that the model can read.",
            "Check that the right file was opened, or read it without the program.",
        )
        return replace(answered, reason=reason)


@pytest.mark.parametrize("kind", ["malignant", "benign", "normal"])
def test_the_main_window(make_window: MakeWindow, qtbot: QtBot, kind: str) -> None:
    window = make_window(reader=FakeReader(kind))
    check(window)
    opened(qtbot, window, "a.png")
    check(window)


@pytest.mark.parametrize("kind", ["inconclusive", "out_of_scope", "no_model"])
def test_a_scan_without_a_plain_answer(make_window: MakeWindow, qtbot: QtBot, kind: str) -> None:
    window = make_window(reader=Unsure(kind))
    opened(qtbot, window, "a.png")
    check(window)


def test_frames_measurements_windows_and_the_header(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(open_cine, CineReader())
    opened(qtbot, window, "a.dcm")
    qtbot.waitUntil(lambda: len(window.frames.frame_findings.findings) == FRAMES)
    window.measuring.add((10.0, 10.0), (50.0, 40.0), 0)
    check(window)
    window.close_scan()
    window = make_window(open_deep)
    window.resize(1280, 800)
    opened(qtbot, window, "b.dcm")
    window.actions_by_name["header"].trigger()
    window.measuring.add((10.0, 10.0), (50.0, 40.0), 0)
    check(window)


def test_problems(make_window: MakeWindow) -> None:
    window = make_window()
    for error in (
        DamagedFileError("The PNG file is damaged and cannot be decoded.", "", Path("/x.png")),
        UserFacingError("The file is a PDF document, which is not read."),
        MemoryError(),
    ):
        window.report(error)
        check(window)


def shown(window: MainWindow, qtbot: QtBot, name: str, kind: type[QDialog]) -> QDialog:
    window.actions_by_name[name].trigger()
    dialog = window.findChild(kind)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("settings", PreferencesDialog),
        ("shortcuts", ShortcutSheet),
        ("about_models", ModelWindow),
        ("reliability", ReliabilityDialog),
        ("intended_use", IntendedUse),
    ],
)
def test_dialogs(make_window: MakeWindow, qtbot: QtBot, name: str, kind: type[QDialog]) -> None:
    window = make_window(reader=CardReader())
    opened(qtbot, window, "a.png")
    dialog = shown(window, qtbot, name, kind)
    check(dialog)
    if isinstance(dialog, PreferencesDialog):
        for row in range(dialog.page_list.count()):
            dialog.page_list.setCurrentRow(row)
            check(dialog)
    if isinstance(dialog, ModelWindow):
        for page in range(4):
            dialog.tabs.show_page(page)
            check(dialog)


def test_the_statement_that_is_accepted_once(qtbot: QtBot) -> None:
    page = IntendedUse(is_accepted=False)
    qtbot.addWidget(page)
    page.show()
    check(page)


def test_the_report(qtbot: QtBot, settings: Settings) -> None:
    content = ReportScan(open_phantom(DEMO), finding("malignant"), None)
    dialog = ReportDialog(content, Draft(), settings)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.pages_are_current, timeout=20_000)
    check(dialog)
    dialog.form.deidentified.setChecked(True)
    check(dialog)
    dialog.reject()
    assert dialog.jobs.close()


def test_the_history(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.actions_by_name["history"].trigger()
    history = window.history.window
    assert history is not None
    check(history)
    opened(qtbot, window, "a.png")
    qtbot.waitUntil(lambda: history.model.rowCount() == 1)
    check(history)
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4} \d\d:\d\d", history.model.index(0, 0).data())


def test_the_batch(qtbot: QtBot, chrome: Theme, tmp_path: Path) -> None:
    for name in ("malignant-1", "benign-1", "inconclusive-1", "out_of_scope-1"):
        (tmp_path / f"{name}.png").write_bytes(b"x")
    journal = tmp_path / "state" / "batch.journal"
    window = BatchWindow(open_or_fail, ByName(), chrome, journal, open_pool=Pool())
    qtbot.addWidget(window)
    window.show()
    check(window)
    window.resize(1280, 800)
    window.read_folders([tmp_path])
    qtbot.waitUntil(lambda: not window.run.is_running, timeout=10_000)
    assert window.controls.details.startswith("Fertig")
    assert {window.model.index(row, 1).data() for row in range(4)} >= {"Bösartig", "Gutartig"}
    window.strip.setAccessibleDescription("")
    check(window.controls)
    check(window.filter)
    check(window.strip)
    window.close()
    again = BatchWindow(open_or_fail, ByName(), chrome, journal, open_pool=Pool())
    qtbot.addWidget(again)
    again.show()
    check(again)
    again.close()
    for each in (window, again):
        assert each.run.shut_down()
        assert each.preview.shut_down()


def test_a_fault_of_the_program(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    parent: QObject = window
    assert isinstance(parent, QWidget)
    dialog = CrashDialog("Ein Fehler", ("Ein Satz.",), "&Weiter", "&Neu", Path("/x.txt"), parent)
    qtbot.addWidget(dialog)
    dialog.show()
    check(dialog)


def test_the_buttons_that_qt_brings(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
    assert {button.text().replace("&", "") for button in box.buttons()} == {"Ja", "Abbrechen"}
    close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(close)
    (button,) = close.buttons()
    assert button.text().replace("&", "") == "Schließen"


def test_keys_are_called_as_on_a_german_keyboard(make_window: MakeWindow) -> None:
    window = make_window()
    tips = [action.toolTip() for action in window.actions_by_name.values()]
    assert any("(Strg+" in tip for tip in tips)
    assert not any("Ctrl" in tip for tip in tips)
    assert isinstance(window.findChild(QToolButton), QToolButton)

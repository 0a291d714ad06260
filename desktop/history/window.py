"""History window: entries are searched, opened again, exported and wiped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.batch.columns import path_of
from desktop.history.bar import HistoryBar
from desktop.history.columns import COLUMNS, FOLDER, FRAME, PATIENT, ROW_STYLE, WHEN, frame, patient
from desktop.history.recorder import Recorder
from desktop.jobs import Cancelled, Jobs, OnProgress
from desktop.language import wording
from desktop.language.languages import count
from desktop.problems import describe
from desktop.settings.settings import Settings
from desktop.style.theme import Theme
from desktop.widgets.banner import Banner
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.listing import Listing
from desktop.widgets.listing_view import answer_icons, set_up
from engine.records.history import HistoryEntry, export_history

_SIZE: Final = (1280, 800)
_LEAST: Final = (640, 360)
_DASH: Final = "\N{EN DASH}"


class HistoryWindow(QMainWindow):
    """Table of the entries, the latest first, with the bar above it.

    Parameters
    ----------
    recorder : Recorder
        Writes the history.
    settings : Settings
        Whether exports name patients, and whether a history is kept at all.
    theme : Theme
        Of the application.

    Signals
    -------
    scan_chosen(object, int)
        The path of a scan to open in the main window, and the index of its frame.
    closed()
        The window was closed and its work has ended.
    """

    scan_chosen = Signal(object, int)
    closed = Signal()

    def __init__(self, recorder: Recorder, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._recorder, self._settings, self._theme = recorder, settings, theme
        # Jobs of their own: starting one must not cancel another.
        self._loads, self._wipes, self._exports = Jobs(self), Jobs(self), Jobs(self)
        self.model: Listing[HistoryEntry] = Listing(ROW_STYLE, self)
        self.bar = HistoryBar()
        self.banner = Banner()
        self.view = QTableView()
        self.blank = BlankPage("history", "", "")
        self._pages = QStackedWidget()
        self._compose()
        self._connect()
        self._apply_palette()
        self._show_counts()
        self.reload()

    def _compose(self) -> None:
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.tr("Entries of the history"))
        set_up(self.view, COLUMNS)
        self.view.sortByColumn(WHEN, Qt.SortOrder.DescendingOrder)
        for column in (FRAME, PATIENT):
            self.view.setColumnHidden(column, True)
        stretch = QHeaderView.ResizeMode.Stretch
        self.view.horizontalHeader().setSectionResizeMode(FOLDER, stretch)
        self._pages.addWidget(self.blank)
        self._pages.addWidget(self.view)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self.banner):
            layout.addWidget(part)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(body)
        self.setMinimumSize(*_LEAST)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        name = self.tr("History")
        self.setWindowTitle(f"{name} {_DASH} Second Reader")

    def _connect(self) -> None:
        self._recorder.recorded.connect(self._on_recorded)
        self._theme.changed.connect(self._apply_palette)
        self.bar.changed.connect(self._on_searched)
        self.bar.csv.clicked.connect(self.export_csv)
        self.bar.wipe.clicked.connect(self.ask_to_wipe)
        self.view.activated.connect(self._on_activated)
        self._loads.finished.connect(self._on_loaded)
        self._wipes.finished.connect(self._on_wiped)
        self._exports.finished.connect(self._on_exported)
        for jobs in (self._loads, self._wipes, self._exports):
            jobs.failed.connect(self._on_failed)
        for keys, slot in (
            ("Ctrl+S", self.export_csv),
            ("Ctrl+F", self._search),
            ("Ctrl+W", self.close),
            ("Esc", self.banner.dismiss),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @Slot()
    def reload(self) -> None:
        """Load all entries anew."""
        history = self._recorder.history

        def work(_progress: OnProgress, _cancelled: Cancelled) -> object:
            return history.entries()

        self._loads.start(work)

    @Slot()
    def export_csv(self) -> None:
        """Ask for a file and write the entries shown to it, in their order."""
        entries = [self.model.row_at(line) for line in range(self.model.rowCount())]
        if not entries:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the history"), "history.csv", self.tr("Tables (*.csv)")
        )
        if not name:
            return
        target = Path(name) if Path(name).suffix else Path(name).with_suffix(".csv")
        identity = self._settings.history_identity

        def work(_progress: OnProgress, _cancelled: Cancelled) -> object:
            export_history(target, entries, identity=identity)
            return target

        self._exports.start(work)

    @Slot()
    def ask_to_wipe(self) -> None:
        """Ask whether to remove all entries, and remove them."""
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Wipe the history"))
        box.setText(self.tr("Remove all {} entries for good?").format(count(len(self.model.rows))))
        box.setInformativeText(
            self.tr("This cannot be undone. Scans, reports and exported files stay as they are.")
        )
        wipe = QPushButton(self.tr("Wipe"))
        box.addButton(wipe, QMessageBox.ButtonRole.DestructiveRole)
        # Enter must not wipe.
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is wipe:
            self.wipe()

    def wipe(self) -> None:
        """Remove all entries."""
        # Entries that wait would come back after the wipe.
        self._recorder.forget()
        history = self._recorder.history

        def work(_progress: OnProgress, _cancelled: Cancelled) -> object:
            history.wipe()
            return None

        self._wipes.start(work)

    @Slot(int, object)
    def _on_loaded(self, _job: int, entries: Sequence[HistoryEntry]) -> None:
        self.model.clear()
        self.model.append(entries)
        self._show_all()
        if entries and not self.bar.search.text():
            # The arrow keys and Enter work at once; Ctrl+F moves to the search.
            self.view.setFocus()

    @Slot(object)
    def _on_recorded(self, entries: Sequence[HistoryEntry]) -> None:
        if self._loads.busy:
            # The load in progress may or may not include them: start it again.
            self.reload()
            return
        self.model.append(entries)
        self._show_all()

    def _show_all(self) -> None:
        # Columns that are empty in all rows are hidden.
        for column, text in ((FRAME, frame), (PATIENT, patient)):
            self.view.setColumnHidden(column, not any(map(text, self.model.rows)))
        self._show_counts()

    @Slot(int, object)
    def _on_wiped(self, _job: int, _nothing: None) -> None:
        self.banner.show_notice(self.tr("The history is empty."))
        self.reload()

    @Slot(int, object)
    def _on_exported(self, _job: int, target: Path) -> None:
        self.banner.show_notice(self.tr("Written: {}").format(wording.file_name(target)))

    @Slot(int, object)
    def _on_failed(self, _job: int, error: BaseException) -> None:
        self.banner.show_problem(describe(error))

    @Slot()
    def _on_searched(self) -> None:
        self.model.set_filter(self.bar.wants)
        self._show_counts()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row()).row
        self.scan_chosen.emit(path_of(row), row.frame or 0)

    @Slot()
    def _search(self) -> None:
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def _show_counts(self) -> None:
        shown, total = self.model.rowCount(), len(self.model.rows)
        self.bar.show_count(shown, total)
        self._pages.setCurrentWidget(self.view if shown else self.blank)
        if total:
            self.blank.say(
                self.tr("Nothing found"), self.tr("No entry holds all the words of the search.")
            )
        elif self._settings.keeps_history:
            self.blank.say(
                self.tr("Nothing was read yet"),
                self.tr(
                    "Each scan that is read appears here: when, what was found, and by which "
                    "model. The history stays on this computer."
                ),
            )
        else:
            self.blank.say(
                self.tr("No history is kept"), self.tr("It can be switched on in the settings.")
            )

    @Slot()
    def _apply_palette(self) -> None:
        self.model.set_icons(answer_icons(self._theme.colours))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """End the work; what is being written is finished."""
        self.hide()
        for jobs in (self._loads, self._wipes, self._exports):
            jobs.close()
        super().closeEvent(event)
        self.closed.emit()

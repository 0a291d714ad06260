"""The window: puts its parts together and carries out its actions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QMessageBox, QWidget

from desktop import actions, wording
from desktop.menus import Menus
from desktop.paths import resources_dir
from desktop.problems import Problem, describe
from desktop.reading import OpenScan, Reader, Reading
from desktop.session import Session
from desktop.settings import Appearance, Settings
from desktop.theme import Theme
from desktop.widgets.finding_panel import FindingPanel
from desktop.widgets.scan_view import STEP
from desktop.widgets.stage import Stage
from engine.finding import Status
from engine.version import VERSION

TITLE: Final = "Second Reader"
_DASH: Final = "\N{EN DASH}"
_SIZE: Final = (1280, 800)
# What a laptop of 1366 x 768 pixels has room for at a scale of 150 %.
_LEAST: Final = (900, 480)


class MainWindow(QMainWindow):
    """Shows one scan and its finding.

    Parameters
    ----------
    open_scan : callable
        Turns a path into a scan; called in the worker thread.
    reader : Reader
        Classifies scans; called in the worker thread.
    settings : Settings
        What is remembered.
    theme : Theme
        Of the application.
    """

    def __init__(
        self, open_scan: OpenScan, reader: Reader, settings: Settings, theme: Theme
    ) -> None:
        super().__init__()
        self._settings = settings
        self._theme = theme
        self.actions_by_name = actions.create(self)
        self.session = Session(open_scan, reader, self)
        self.stage = Stage(self.actions_by_name, theme)
        self.panel = FindingPanel()
        self.menus = Menus(self, self.actions_by_name, settings)
        self._compose()
        self._connect()
        self._restore()

    def _compose(self) -> None:
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.panel)
        self.setCentralWidget(body)
        # So that every shortcut works wherever the focus is.
        self.addActions(list(self.actions_by_name.values()))
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        self._dress()

    def _connect(self) -> None:
        self.session.busy_changed.connect(self._on_busy_changed)
        self.session.arrived.connect(self._on_arrived)
        self.session.failed.connect(self._on_failed)
        self.menus.recent_chosen.connect(self.open_path)
        self.menus.appearance_chosen.connect(self._on_appearance_chosen)
        self._theme.changed.connect(self._dress)

    def _restore(self) -> None:
        # Before the first showing there is a screen, but nothing keeps the window inside it.
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        if self._settings.geometry is not None:
            self.restoreGeometry(self._settings.geometry)
        self.stage.bar.heatmap.set_opacity(self._settings.opacity)
        self.actions_by_name["heatmap"].setChecked(True)
        self._on_arrived(None)

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open a file in place of the present one."""
        self.stage.banner.dismiss()
        self.session.open(path)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first of several files, and say so if there are more."""
        if not paths:
            return
        self.open_path(paths[0])
        if len(paths) > 1:
            self.stage.banner.show_notice(
                self.tr("One scan is shown at a time: opening {}.").format(
                    wording.file_name(paths[0])
                ),
                self.tr("To read all {} of them, use “second-reader classify”.").format(len(paths)),
            )

    def report(self, error: BaseException) -> None:
        """Say above the scan that something went wrong."""
        self.stage.banner.show_problem(describe(error))

    @Slot()
    def open_by_dialog(self) -> None:
        """Ask for a file and open it."""
        folder = self._settings.last_folder
        # DICOM files often have no extension, so all files are offered.
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a scan"), "" if folder is None else str(folder)
        )
        if name:
            self.open_path(Path(name))

    @Slot()
    def open_demonstration(self) -> None:
        """Open the synthetic scan that comes with the program."""
        self.open_path(_demonstration())

    @Slot()
    def close_scan(self) -> None:
        """Show nothing any more."""
        self.stage.banner.dismiss()
        self.session.close_scan()

    @Slot(bool)
    def show_heatmap(self, shown: bool) -> None:
        """Show or hide the heatmap."""
        self.stage.show_heatmap(shown)

    @Slot(bool)
    def show_outline(self, shown: bool) -> None:
        """Show or hide the outline of the lesion."""
        self.stage.view.set_outline_shown(shown)

    @Slot()
    def zoom_to_fit(self) -> None:
        """Show the whole scan."""
        self.stage.view.fit()

    @Slot()
    def zoom_to_actual(self) -> None:
        """Show a pixel of the scan as one of the screen."""
        self.stage.view.actual_size()

    @Slot()
    def zoom_in(self) -> None:
        """Enlarge around the middle."""
        self.stage.view.zoom_by(STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Reduce around the middle."""
        self.stage.view.zoom_by(1 / STEP)

    @Slot()
    def dismiss_message(self) -> None:
        """Take the message above the scan away."""
        self.stage.banner.dismiss()

    @Slot()
    def show_about(self) -> None:
        """Say what the program is, and what it is not for."""
        QMessageBox.about(
            self,
            self.tr("About Second Reader"),
            f"<h3>{TITLE} {VERSION}</h3><p>{wording.research_use()}</p>",
        )

    @Slot(object)
    def _on_busy_changed(self, path: Path | None) -> None:
        self.stage.busy_line.set_busy(path is not None)

    @Slot(object)
    def _on_arrived(self, reading: Reading | None) -> None:
        self.stage.show_reading(reading)
        for spec in actions.ACTIONS:
            if spec.needs_scan:
                self.actions_by_name[spec.name].setEnabled(reading is not None)
        if reading is None:
            self.panel.clear()
            self.setWindowTitle(TITLE)
            self.setWindowFilePath("")
            return
        if reading.scan.path != _demonstration():
            self._settings.remember(reading.scan.path)
        self._show_answer(reading)
        has_lesion = bool(reading.outlines)
        self.actions_by_name["outline"].setEnabled(has_lesion)
        self.actions_by_name["heatmap"].setEnabled(bool(reading.layers))

    def _show_answer(self, reading: Reading) -> None:
        if reading.finding is not None:
            self.panel.show_finding(reading.scan, reading.finding)
        elif reading.fault is not None:
            self.panel.show_fault(reading.scan, reading.fault)
        name = wording.file_name(reading.scan.path)
        self.setWindowTitle(f"{name}: {self._summary(reading)} {_DASH} {TITLE}")
        self.setWindowFilePath(str(reading.scan.path))

    def _summary(self, reading: Reading) -> str:
        finding = reading.finding
        if finding is None or finding.status is not Status.OK or finding.confidence is None:
            return self.panel.headline
        return f"{self.panel.headline}, {wording.percent(finding.confidence)}"

    @Slot(object, object)
    def _on_failed(self, path: Path | None, problem: Problem) -> None:
        self.stage.banner.show_problem(problem)
        if path is not None and problem.is_missing:
            self._settings.forget(path)

    @Slot(object)
    def _on_appearance_chosen(self, appearance: Appearance) -> None:
        self._settings.appearance = appearance
        self._theme.set_appearance(appearance)

    @Slot()
    def _dress(self) -> None:
        actions.dress(self.actions_by_name, self._theme.palette)

    # Qt calls these by their own names.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Accept files."""
        if _local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        event.acceptProposedAction()
        self.open_paths(_local_files(event))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Remember the window and end the work in the background."""
        self.hide()
        self._settings.geometry = self.saveGeometry()
        self._settings.opacity = self.stage.bar.heatmap.opacity
        self._settings.save()
        self.session.shut_down()
        super().closeEvent(event)


def _demonstration() -> Path:
    return resources_dir() / "demo" / "ultrasound_phantom.png"


def _local_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]

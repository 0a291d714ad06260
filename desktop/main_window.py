"""The window: puts its parts together and carries out its actions."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QWidget

from desktop import actions
from desktop.batch.opener import BatchOpener
from desktop.finding.finding_panel import FindingPanel
from desktop.finding.header_panel import HeaderPanel
from desktop.history.opener import HistoryOpener
from desktop.language import wording
from desktop.menus import Menus
from desktop.problems import Problem, describe
from desktop.report.controller import ReportController
from desktop.settings.preferences import Appearance, Preferences, decides_about_findings
from desktop.settings.setting import Setting
from desktop.settings.settings import Settings
from desktop.shortcuts import Shortcuts
from desktop.studies import dicomdir_words
from desktop.studies.folder import FolderContents
from desktop.studies.folder_control import FolderControl
from desktop.studies.thumbnail_strip import ThumbnailStrip
from desktop.style.theme import Theme
from desktop.system.paths import models_dir, resources_dir
from desktop.viewer import text_warning
from desktop.viewer.frames.frame_control import FrameControl
from desktop.viewer.hold_to_peek import HoldToPeek
from desktop.viewer.measuring.measuring import Measuring
from desktop.viewer.measuring.measuring_control import MeasuringControl
from desktop.viewer.reading import Reading
from desktop.viewer.session import Session
from desktop.viewer.stage import Stage
from desktop.viewer.tool_control import ToolControl
from desktop.viewer.windowing.windowing_control import WindowingControl
from engine.errors import UserFacingError
from engine.finding import Finding, Status
from engine.interfaces import FindingReader, OpenScan
from engine.measurement import Measurement
from engine.scan import Scan

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
    reader : FindingReader
        Classifies scans; called in the worker thread.
    settings : Settings
        What is remembered.
    theme : Theme
        Of the application.
    """

    def __init__(
        self, open_scan: OpenScan, reader: FindingReader, settings: Settings, theme: Theme
    ) -> None:
        super().__init__()
        self._settings = settings
        self._theme = theme
        self._open_scan = open_scan
        self._reader = reader
        self._announced: Scan | None = None
        self.actions_by_name = actions.create(self)
        self.session = Session(open_scan, reader, self)
        self.strip = ThumbnailStrip()
        self.stage = Stage(self.actions_by_name, theme, self.strip)
        self.panel = FindingPanel()
        self.header_panel = HeaderPanel()
        self.menus = Menus(self, self.actions_by_name, settings)
        self.shortcuts = Shortcuts(self.actions_by_name, settings)
        self._make_controls()
        self._compose()
        self._connect()
        self._restore()

    def _make_controls(self) -> None:
        named, stage = self.actions_by_name, self.stage
        self.hold_to_peek = HoldToPeek(stage.view, self)
        self.tool_control = ToolControl(stage.view, named, self)
        self.windowing_control = WindowingControl(stage.view, stage.header.windows, named, self)
        self.frames = FrameControl(self.session, stage.cine_bar, named, self)
        self.folder = FolderControl(self.session, self.strip, named, self._settings, self)
        self.measuring = Measuring(self)
        self.measuring_control = MeasuringControl(
            self.measuring, stage.view, self.panel.measurements, named, self
        )
        self.batch = BatchOpener(self._open_scan, self._reader, self._theme, parent=self)
        self.history = HistoryOpener(self._settings, self._theme, self)
        self.reports = ReportController(self, self._settings, self._reported)
        actions.connect(self, named)

    def _reported(self) -> tuple[Reading | None, tuple[Measurement, ...]]:
        return self.session.reading, self.measurements()

    def measurements(self) -> tuple[Measurement, ...]:
        """Return what was measured on the present scan, in the order it was done."""
        return self.measuring.lines

    def _compose(self) -> None:
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.header_panel)
        layout.addWidget(self.panel)
        self.setCentralWidget(body)
        self.header_panel.hide()
        # So that every shortcut works wherever the focus is.
        self.addActions(list(self.actions_by_name.values()))
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        self._apply_palette()

    def _connect(self) -> None:
        self.session.busy_changed.connect(self._on_busy_changed)
        self.session.arrived.connect(self._on_arrived)
        self.session.failed.connect(self._on_failed)
        self.menus.recent_chosen.connect(self.open_path)
        self.menus.appearance_chosen.connect(self._on_appearance_chosen)
        self._theme.changed.connect(self._apply_palette)
        self._settings.report_faults_to(self.report)
        self.reports.saved.connect(self._on_report_saved)
        self.folder.chosen.connect(self.open_path)
        self.batch.scan_chosen.connect(self.open_beside)
        self.history.scan_chosen.connect(self.open_beside)
        self.history.recorder.failed.connect(self.stage.banner.show_problem)
        self.folder.empty_found.connect(self._on_empty_folder)
        self.folder.incomplete_found.connect(self._on_incomplete_disc)
        self.frames.frame_chosen.connect(self.stage.show_frame)
        self.stage.view.stepped.connect(self.frames.step)
        self.frames.cine.frame_changed.connect(self.measuring_control.show_frame)
        self.frames.peak_changed.connect(self.folder.mark_peak)
        self.frames.peak_changed.connect(self._on_peak_changed)
        self.header_panel.closed.connect(self.actions_by_name["header"].toggle)
        self.panel.choices.modality_chosen.connect(self.session.read_as)
        self.panel.about_model.clicked.connect(self.actions_by_name["about_models"].trigger)
        self.panel.about_model.show()
        self.panel.choices.point_chosen.connect(self.session.choose_operating_point)

    def _restore(self) -> None:
        # Before the first showing there is a screen, but nothing keeps the window inside it.
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        if self._settings.geometry is not None:
            self.restoreGeometry(self._settings.geometry)
        self._show_heatmap_settings()
        self.actions_by_name["heatmap"].setChecked(True)
        self._on_arrived(None)

    @Slot()
    def _show_heatmap_settings(self) -> None:
        self.stage.bar.heatmap.set_opacity(self._settings.opacity)
        self.stage.bar.heatmap.set_threshold(self._settings.threshold)

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open a file in place of the present one."""
        self.stage.banner.dismiss()
        self.session.open(path)

    @Slot(object, int)
    def open_beside(self, path: Path, frame: int = 0) -> None:
        """Open a frame of a scan that was chosen in another window, and come to the front."""
        self.open_path(path)
        self.frames.begin_at(path, frame)
        self.activateWindow()

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first of several files, or a folder, and say so if there are more."""
        if not paths:
            return
        self.open_path(paths[0])
        if len(paths) > 1:
            self.stage.banner.show_notice(
                self.tr("One scan is shown at a time: opening {}.").format(
                    wording.file_name(paths[0])
                ),
                self.tr("To read all {} of them, use a batch (File menu).").format(len(paths)),
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
        self.open_path(_demonstration("ultrasound_phantom.png"))

    @Slot()
    def open_demonstration_cine(self) -> None:
        """Open the synthetic scan of several frames."""
        self.open_path(_demonstration("ultrasound_cine.dcm"))

    @Slot()
    def open_demonstration_mammogram(self) -> None:
        """Open the synthetic mammogram, which is calibrated and offers windows."""
        self.open_path(_demonstration("mammogram_phantom.dcm"))

    @Slot()
    def open_demonstration_thermogram(self) -> None:
        """Open the synthetic thermogram."""
        self.open_path(_demonstration("thermogram_phantom.png"))

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
    def show_header(self, shown: bool) -> None:
        """Show or hide the header of the file."""
        self.header_panel.setVisible(shown)

    @Slot()
    def show_reliability(self) -> None:
        """Say how well the heatmap was measured to be, and what it is not."""
        from desktop.viewer.heatmap.reliability import ReliabilityDialog

        reading = self.session.reading
        ReliabilityDialog(None if reading is None else reading.card, self).open()

    @Slot()
    def show_shortcuts(self) -> None:
        """Show the sheet of keys and gestures."""
        from desktop.shortcut_sheet import ShortcutSheet

        ShortcutSheet(self.shortcuts, self).open()

    @Slot()
    def show_models(self) -> None:
        """Say what the models are; the one that answered comes first."""
        from desktop.model_window.window import ModelWindow

        finding = self.session.finding
        chosen = None if finding is None else finding.model
        try:
            cards = self._reader.models()
        except UserFacingError as error:
            self.report(error)
            return
        own = {
            each.card.graph_sha256: each.folder
            for each in self._settings.installed_models
            if each.is_own
        }
        ModelWindow(cards, models_dir(), self._theme, chosen, self, own).open()

    @Slot()
    def show_settings(self) -> None:
        """Show the settings; what is changed there holds at once."""
        from desktop.preferences.dialog import PreferencesDialog

        self._remember_heatmap()
        dialog = PreferencesDialog(self._settings, self._theme, self)
        dialog.changed.connect(self._on_setting_changed)
        dialog.action_chosen.connect(self._on_action_chosen)
        dialog.open()

    @Slot(object)
    def _on_setting_changed(self, setting: Setting[Any]) -> None:
        if setting is Preferences.appearance:
            self._theme.set_appearance(self._settings.appearance)
            self.menus.show_appearance(self._settings.appearance)
        elif setting in {Preferences.opacity, Preferences.threshold}:
            self._show_heatmap_settings()
        elif decides_about_findings(setting):
            self._reader.prefer(self._settings.preferred_models)
            self.frames.forget()
            self.session.ask_again()

    @Slot(str)
    def _on_action_chosen(self, name: str) -> None:
        self.actions_by_name[name].trigger()

    @Slot()
    def show_intended_use(self) -> None:
        """Show again what the program is for, and what it is not for."""
        from desktop.intended_use import IntendedUse

        page = IntendedUse(is_accepted=True, parent=self)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.open()

    @Slot()
    def dismiss_message(self) -> None:
        """Take the message above the scan away."""
        self.stage.banner.dismiss()

    @Slot()
    def show_about(self) -> None:
        """Say what the program is, what it is not for, and on whose terms."""
        from desktop.about import About

        About(self).open()

    @Slot(object)
    def _on_busy_changed(self, path: Path | None) -> None:
        self.stage.busy_line.set_busy(path is not None)

    @Slot(object)
    def _on_arrived(self, reading: Reading | None) -> None:
        is_new = reading is not None and reading.scan is not self._announced
        self.stage.show_reading(reading)
        self._enable(reading)
        self.measuring.show_scan(None if reading is None else reading.scan)
        self.windowing_control.show_scan(None if reading is None else reading.display)
        self.folder.show_reading(reading)
        # Before its other frames, of which the most suspicious one is kept as well.
        self.history.recorder.record(reading)
        self.frames.show_reading(reading)
        self.measuring_control.show_frame(self.frames.frame)
        self._announced = None if reading is None else reading.scan
        if reading is None:
            self.panel.clear()
            self.header_panel.show_header(None)
            self.setWindowTitle(TITLE)
            self.setWindowFilePath("")
            return
        if is_new:
            self._announce(reading)
        self._show_answer(reading)

    @Slot(object)
    def _on_peak_changed(self, peak: Finding) -> None:
        reading, found = self.session.reading, self.frames.frame_findings.findings
        if reading is not None and len(found) == reading.scan.frames:
            self.history.recorder.record_peak(reading, peak)

    def _enable(self, reading: Reading | None) -> None:
        for spec in actions.ACTIONS:
            if spec.needs_scan:
                self.actions_by_name[spec.name].setEnabled(reading is not None)
        if reading is not None:
            self.actions_by_name["outline"].setEnabled(bool(reading.outlines))
            self.actions_by_name["heatmap"].setEnabled(bool(reading.layers))
            self.actions_by_name["report"].setEnabled(reading.finding is not None)

    def _announce(self, reading: Reading) -> None:
        scan = reading.scan
        is_demonstration = _is_demonstration(scan)
        self.header_panel.show_header(scan.header, text_warning.warning_of(reading))
        if not is_demonstration:
            self._settings.remember(scan.path)
        # Half of all stored ultrasound pictures hold letters: the panel tells of what is only seen.
        if scan.has_burned_in_annotation and not is_demonstration:
            self.stage.banner.show_notice(text_warning.warning_of(reading), text_warning.advice())

    def _show_answer(self, reading: Reading) -> None:
        if reading.finding is not None:
            self.panel.show_finding(reading.scan, reading.finding)
        elif reading.fault is not None:
            self.panel.show_fault(reading.scan, reading.fault)
        # The demonstration scans say that they are synthetic, and name nobody.
        if reading.shows_text and not _is_demonstration(reading.scan):
            self.panel.add_warning(text_warning.warning_of(reading))
        points = () if reading.card is None else reading.card.operating_points
        self.panel.show_choices(reading.modality, points, reading.finding)
        name = wording.file_name(reading.scan.path)
        self.setWindowTitle(f"{name}: {self._summary(reading)} {_DASH} {TITLE}")
        self.setWindowFilePath(str(reading.scan.path))

    def _summary(self, reading: Reading) -> str:
        finding = reading.finding
        if finding is None or finding.status is not Status.OK or finding.confidence is None:
            return self.panel.headline
        return f"{self.panel.headline}, {wording.percent(finding.confidence)}"

    @Slot(object)
    def _on_empty_folder(self, folder: Path) -> None:
        self.stage.banner.show_notice(
            self.tr("There is no scan in the folder {}.").format(wording.file_name(folder)),
            self.tr("Open one that holds DICOM files or pictures; its subfolders do not count."),
        )

    @Slot(object)
    def _on_incomplete_disc(self, found: FolderContents) -> None:
        self.stage.banner.show_notice(
            dicomdir_words.left_out_in_words(found.left_out, len(found.pictures)),
            self.tr("The files of the folder can be opened one by one."),
        )

    @Slot(object, object)
    def _on_failed(self, path: Path | None, problem: Problem) -> None:
        if path is not None and problem.is_folder:
            self.folder.open(path)
            return
        if path is not None and problem.index is not None:
            self.folder.open_index(path, problem.index)
            return
        self.stage.banner.show_problem(problem)
        if path is not None and problem.is_missing:
            self._settings.forget(path)

    @Slot(object)
    def _on_report_saved(self, path: Path) -> None:
        self.stage.banner.show_notice(
            self.tr("The report was saved as {}.").format(wording.file_name(path)), str(path.parent)
        )

    @Slot(object)
    def _on_appearance_chosen(self, appearance: Appearance) -> None:
        self._settings.appearance = appearance
        self._theme.set_appearance(appearance)

    @Slot()
    def _apply_palette(self) -> None:
        actions.apply_palette(self.actions_by_name, self._theme.palette)

    def _remember_heatmap(self) -> None:
        self._settings.opacity = self.stage.bar.heatmap.opacity
        self._settings.threshold = self.stage.bar.heatmap.threshold

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
        if not self.batch.may_close():
            event.ignore()
            return
        self.hide()
        self._settings.geometry = self.saveGeometry()
        self._remember_heatmap()
        # Nobody can be told any more; while the window was open, they were written and told of.
        with contextlib.suppress(UserFacingError):
            self._settings.save()
        self.batch.close()
        self.history.close()
        for part in (self.frames, self.folder, self.session):
            part.shut_down()
        super().closeEvent(event)


def _demonstration(name: str) -> Path:
    return resources_dir() / "demo" / name


def _is_demonstration(scan: Scan) -> bool:
    return scan.path.parent == _demonstration("")


def _local_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]

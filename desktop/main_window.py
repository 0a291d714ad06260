"""Main window: composes the viewer, the panels and the controls, and binds the actions."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QWidget

from desktop.actions import Actions
from desktop.batch.opener import BatchOpener
from desktop.demonstrations import Demonstrations
from desktop.dialogs import Dialogs
from desktop.finding.finding_panel import FindingPanel
from desktop.finding.header_panel import HeaderPanel
from desktop.history.opener import HistoryOpener
from desktop.menus import Menus
from desktop.notices import Notices
from desktop.problems import Problem, describe
from desktop.reading_presenter import ReadingPresenter
from desktop.report.controller import ReportController
from desktop.settings.settings import Settings
from desktop.settings_control import SettingsControl
from desktop.shortcuts import Shortcuts
from desktop.studies.folder_control import FolderControl
from desktop.studies.thumbnail_strip import ThumbnailStrip
from desktop.style.theme import Theme
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
from engine.finding import Finding
from engine.interfaces import FindingReader, OpenScan
from engine.measurement import Measurement

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
        Of this user.
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
        self.actions_by_name = Actions(self)
        self.session = Session(open_scan, reader, self)
        self.strip = ThumbnailStrip()
        self.stage = Stage(self.actions_by_name, theme, self.strip)
        self.panel = FindingPanel()
        self.header_panel = HeaderPanel()
        self.menus = Menus(self, self.actions_by_name, settings)
        self.shortcuts = Shortcuts(self.actions_by_name, settings)
        self._make_controls()
        self._bind_actions()
        self._bind_viewer_actions()
        self.actions_by_name.require_all_bound()
        self._compose()
        self._connect()
        self._restore()

    def _make_controls(self) -> None:
        named, stage = self.actions_by_name, self.stage
        self.hold_to_peek = HoldToPeek(stage.view.overlay, self)
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
        self.notices = Notices(stage.banner, self)
        self.demonstrations = Demonstrations(self)
        self.dialogs = Dialogs(
            self, self.session, self._reader, self._settings, self.shortcuts, self._theme
        )
        self.settings_control = SettingsControl(
            self._settings, self._theme, self.menus, stage.bar.heatmap, self
        )
        self._presenter = ReadingPresenter(
            self, self.panel, self.header_panel, stage.banner, self._settings
        )

    def _bind_actions(self) -> None:
        self.actions_by_name.on_trigger(
            {
                "open": self.open_by_dialog,
                "open_folder": self.folder.open_by_dialog,
                "batch": self.batch.show,
                "history": self.history.show,
                "demo": self.demonstrations.open_ultrasound,
                "demo_cine": self.demonstrations.open_cine,
                "demo_mammogram": self.demonstrations.open_mammogram,
                "demo_thermogram": self.demonstrations.open_thermogram,
                "report": self.reports.open,
                "close": self.close_scan,
                "settings": self.show_settings,
                "quit": self.close,
                "reliability": self.dialogs.show_reliability,
                "next_scan": self.folder.next_scan,
                "previous_scan": self.folder.previous_scan,
                "dismiss": self.stage.banner.dismiss,
                "shortcuts": self.dialogs.show_shortcuts,
                "about_models": self.dialogs.show_models,
                "intended_use": self.dialogs.show_intended_use,
                "about": self.dialogs.show_about,
            }
        )
        self.actions_by_name.on_toggle(
            {"header": self.header_panel.setVisible, "strip": self.folder.show_strip}
        )

    def _bind_viewer_actions(self) -> None:
        view, frames, tools = self.stage.view, self.frames, self.tool_control
        self.actions_by_name.on_trigger(
            {
                "peek": self.hold_to_peek.begin,
                "fit": view.fit,
                "actual": view.actual_size,
                "zoom_in": view.zoom_in,
                "zoom_out": view.zoom_out,
                "next_window": self.windowing_control.next_window,
                "flip": view.flip,
                "flip_down": view.flip_upside_down,
                "turn_right": view.turn_right,
                "turn_left": view.turn_left,
                "reset": view.reset,
                "delete_measurement": self.measuring_control.delete,
                "undo": self.measuring.undo_group.undo,
                "redo": self.measuring.undo_group.redo,
                "frame_back": frames.back,
                "frame_on": frames.on,
                "frame_first": frames.first,
                "frame_last": frames.last,
                "most_suspicious": frames.most_suspicious,
            }
        )
        self.actions_by_name.on_toggle(
            {
                "heatmap": self.stage.show_heatmap,
                "outline": view.overlay.set_outlines_shown,
                "invert": view.set_inverted,
                "play": frames.play,
                "pan": tools.pan,
                "window": tools.window,
                "zoom": tools.zoom,
                "measure": tools.measure,
            }
        )

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
        # An action of the window works wherever the focus is, one of a part only inside it.
        self.addActions(list(self.actions_by_name.values()))
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        self._apply_palette()

    def _connect(self) -> None:
        self.session.busy_changed.connect(self._on_busy_changed)
        self.session.arrived.connect(self._on_arrived)
        self.session.failed.connect(self._on_failed)
        self.menus.recent_chosen.connect(self.open_path)
        self._theme.changed.connect(self._apply_palette)
        self._settings.report_faults_to(self.report)
        self.reports.saved.connect(self.notices.report_saved)
        self.folder.chosen.connect(self.open_path)
        self.demonstrations.chosen.connect(self.open_path)
        self.dialogs.setting_changed.connect(self.settings_control.apply)
        self.settings_control.models_changed.connect(self._on_models_changed)
        self.dialogs.action_chosen.connect(self._on_action_chosen)
        self.dialogs.failed.connect(self.report)
        self.batch.scan_chosen.connect(self.open_beside)
        self.history.scan_chosen.connect(self.open_beside)
        self.history.recorder.failed.connect(self.stage.banner.show_problem)
        self.folder.empty_found.connect(self.notices.empty_folder)
        self.folder.incomplete_found.connect(self.notices.incomplete_disc)
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
        # Before it is shown first, no window manager keeps the window inside the screen.
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        if self._settings.geometry is not None:
            self.restoreGeometry(self._settings.geometry)
        self.actions_by_name["heatmap"].setChecked(True)
        self._on_arrived(None)

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
            self.notices.several_files(paths)

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Show an error above the scan."""
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
    def close_scan(self) -> None:
        """Close the scan and its message."""
        self.stage.banner.dismiss()
        self.session.close_scan()

    @Slot()
    def show_settings(self) -> None:
        """Show the preferences, with the heatmap's as they are in the window."""
        self.settings_control.remember_heatmap()
        self.dialogs.show_preferences()

    @Slot()
    def _on_models_changed(self) -> None:
        self._reader.prefer(self._settings.preferred_models)
        self.frames.forget()
        self.session.ask_again()

    @Slot(str)
    def _on_action_chosen(self, name: str) -> None:
        self.actions_by_name[name].trigger()

    @Slot(object)
    def _on_busy_changed(self, path: Path | None) -> None:
        self.stage.busy_line.set_busy(path is not None)

    @Slot(object)
    def _on_arrived(self, reading: Reading | None) -> None:
        self.stage.show_reading(reading)
        self._enable(reading)
        self.measuring.show_scan(None if reading is None else reading.scan)
        self.windowing_control.show_scan(None if reading is None else reading.display)
        self.folder.show_reading(reading)
        # Before the other frames: the most suspicious one of them is recorded after this one.
        self.history.recorder.record(reading)
        self.frames.show_reading(reading)
        self.measuring_control.show_frame(self.frames.frame)
        self._presenter.show(reading)

    @Slot(object)
    def _on_peak_changed(self, peak: Finding) -> None:
        reading, found = self.session.reading, self.frames.frame_findings.findings
        if reading is not None and len(found) == reading.scan.frames:
            self.history.recorder.record_peak(reading, peak)

    def _enable(self, reading: Reading | None) -> None:
        self.actions_by_name.enable_for_scan(is_open=reading is not None)
        if reading is not None:
            self.actions_by_name["outline"].setEnabled(bool(reading.outlines))
            self.actions_by_name["heatmap"].setEnabled(bool(reading.layers))
            self.actions_by_name["report"].setEnabled(reading.finding is not None)

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

    @Slot()
    def _apply_palette(self) -> None:
        self.actions_by_name.apply_palette(self._theme.palette)

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
        # At once: ending the work in the background may take a second or two.
        self.hide()
        self._settings.geometry = self.saveGeometry()
        self.settings_control.remember_heatmap()
        # No window is left to show an error in. Faults while it was open were shown.
        with contextlib.suppress(UserFacingError):
            self._settings.save()
        self.batch.close()
        self.history.close()
        for part in (self.frames, self.folder, self.session):
            part.shut_down()
        super().closeEvent(event)


def _local_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]

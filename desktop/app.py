"""Start of the window: application, settings, language, theme, and the crash guard."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import intended_use
from desktop.crash.guard import Guard
from desktop.crash.open_work import take_handed_over
from desktop.crash.session_marker import SessionMarker
from desktop.crash.window_work import reopen
from desktop.language import languages, wording
from desktop.main_window import MainWindow
from desktop.settings.settings import Settings
from desktop.style import icons, theme
from desktop.system.file_requests import FileRequests
from desktop.system.paths import models_dir, resources_dir
from desktop.system.preload import start_preloading
from engine.decoding.pool import shared_pool
from engine.decoding.read_scan import read_scan
from engine.model.second_reader import SecondReader
from engine.system.memory import give_back_freed_memory
from engine.version import VERSION

_log = logging.getLogger(__name__)


def run_window(paths: Sequence[Path]) -> int:
    """Open the window, and in it the first of the given files, until the user closes it.

    Parameters
    ----------
    paths : sequence of Path
        May be empty.

    Returns
    -------
    int
        Exit status, 0 when the window was closed in the usual way, or not opened because the
        intended use was not accepted.
    """
    # Before the first scan is decoded.
    give_back_freed_memory()
    application = create_application()
    settings = Settings()
    languages.install(application, settings.language)
    chrome = theme.Theme(application, settings.appearance)
    _obey_interrupts(application)
    if not intended_use.ask_once(settings):
        return 0
    reader = SecondReader(models_dir(), preferred=settings.preferred_models)
    window = MainWindow(read_scan, reader, settings, chrome)
    window.show()
    window.open_paths([path.absolute() for path in paths])
    if sys.platform == "darwin":
        # Elsewhere the system names files on the command line.
        FileRequests(application, window.open_paths)
    # The decoder's process takes time to start; it does so while the user still looks for a scan.
    QTimer.singleShot(0, shared_pool().warm_up)
    start_preloading(window)
    return _guarded(application, window, settings, has_files=bool(paths))


def create_application() -> QApplication:
    """Return the application with its names, icon, style and fonts."""
    # Linux desktops match the desktop file name with the launcher; the others go into the paths of
    # settings and data.
    QApplication.setApplicationName("second-reader")
    QApplication.setApplicationDisplayName(wording.PROGRAM)
    QApplication.setApplicationVersion(VERSION)
    QApplication.setOrganizationName("second-reader")
    QApplication.setDesktopFileName("second-reader")
    application = QApplication(["second-reader"])
    application.setWindowIcon(icons.application_icon())
    theme.prepare(application, resources_dir() / "fonts")
    return application


def _guarded(
    application: QApplication, window: MainWindow, settings: Settings, *, has_files: bool
) -> int:
    place = settings.data_folder / "running"
    _log.info("window opened, version %s", VERSION)
    guard = Guard(window, SessionMarker(place), keeps_names=settings.keeps_recent)
    guard.install()
    # Writing the marker must not delay the first sight of the window.
    QTimer.singleShot(0, guard.watch)
    handed_over = take_handed_over()
    guard.offer_to_reopen(is_wanted=not has_files and not handed_over)
    reopen(window, handed_over)
    try:
        return application.exec()
    finally:
        guard.end()
        _log.info("window closed")


def _obey_interrupts(application: QApplication) -> None:
    signal.signal(signal.SIGINT, lambda *_: application.closeAllWindows())
    # Python handles a signal between two of its own instructions, and an idle event loop of Qt runs
    # none: the timer gives it some.
    heartbeat = QTimer(application)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(250)

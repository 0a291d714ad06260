"""Starts the window."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import icons, intended_use, languages, theme
from desktop.main_window import TITLE, MainWindow
from desktop.paths import models_dir, resources_dir
from desktop.settings import Settings
from engine.decoding import shared_pool
from engine.prediction import SecondReader
from engine.readers import read_scan
from engine.version import VERSION


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
    application = create_application()
    settings = Settings()
    languages.install(application, settings.language)
    chrome = theme.Theme(application, settings.appearance)
    _obey_interrupts(application)
    if not intended_use.ask_once(settings):
        return 0
    window = MainWindow(read_scan, SecondReader(models_dir()), settings, chrome)
    window.show()
    window.open_paths([path.absolute() for path in paths])
    # The decoder's process starts while the user looks for a scan, not when one was chosen.
    QTimer.singleShot(0, shared_pool().warm_up)
    report_faults_in(window)
    return application.exec()


def create_application() -> QApplication:
    """Return the application, with its names, icon, style and type."""
    # The bare name is what Linux desktops match with the launcher; the rest go into file names.
    QApplication.setApplicationName("second-reader")
    QApplication.setApplicationDisplayName(TITLE)
    QApplication.setApplicationVersion(VERSION)
    QApplication.setOrganizationName("second-reader")
    QApplication.setDesktopFileName("second-reader")
    application = QApplication(["second-reader"])
    application.setWindowIcon(icons.application_icon())
    theme.prepare(application, resources_dir() / "fonts")
    return application


def report_faults_in(window: MainWindow) -> None:
    """Let a window tell of faults that nobody handled, where Qt would print a traceback."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and os.environ.get("SECOND_READER_DEBUG") != "1":
            window.report(error)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = report


def _obey_interrupts(application: QApplication) -> None:
    signal.signal(signal.SIGINT, lambda *_: application.closeAllWindows())
    # Python handles a signal only between its own instructions, of which an idle Qt runs none.
    heartbeat = QTimer(application)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(250)

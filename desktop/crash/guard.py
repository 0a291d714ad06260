"""Catches what nobody handled, wherever it was raised, and tells of it once."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.crash import report
from desktop.crash.dialog import CrashDialog
from desktop.crash.open_work import REOPEN, OpenWork
from desktop.crash.session_marker import SessionMarker
from desktop.crash.window_work import open_work, reopen
from desktop.system import logs

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

_NOTE_EVERY_MS: Final = 1000


class Guard(QObject):
    """Stands behind a window: faults become a report and a dialog, and its work is noted.

    Parameters
    ----------
    window : MainWindow
        Whose work is kept.
    marker : SessionMarker
        Notes what is open.
    keeps_names : bool
        Whether the file that is open may be noted on the disk.
    """

    _raised = Signal(object, str)

    def __init__(
        self, window: MainWindow, marker: SessionMarker, *, keeps_names: bool = True
    ) -> None:
        super().__init__(window)
        self._window = window
        self._marker = marker
        self._keeps_names = keeps_names
        self._told: set[str] = set()
        self.dialog: CrashDialog | None = None
        # Queued, so that the dialog opens outside of whatever just failed, in the window's thread.
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.note)

    def install(self) -> None:
        """Take faults over from Python, which would print them."""
        if os.environ.get("SECOND_READER_DEBUG") != "1":
            sys.excepthook = self._on_exception
            threading.excepthook = self._on_thread_exception
            sys.unraisablehook = _log_unraisable

    def watch(self) -> None:
        """Begin to note what is open, and tell of windows that died."""
        self._marker.begin()
        self._timer.start(_NOTE_EVERY_MS)

    def offer_to_reopen(self, *, is_wanted: bool = True) -> None:
        """Offer what windows that died had open.

        Parameters
        ----------
        is_wanted : bool
            False where something else is being opened: they are only forgotten then.
        """
        crashed = self._marker.crashed_sessions()
        works = [session.work for session in crashed if session.work]
        reports = [session.report for session in crashed if session.report is not None]
        if not is_wanted or not (works or reports):
            return
        dialog = CrashDialog(
            self.tr("Second Reader ended without being closed"),
            (
                self.tr(
                    "A fault of the program ended it, or the computer was switched off. Readings "
                    "that were in the history and the rows of a batch were kept."
                ),
            ),
            self.tr("&Open it again") if works else self.tr("&Continue"),
            self.tr("&Begin without it"),
            reports[-1] if reports else None,
            self._window,
        )
        dialog.stay.setVisible(bool(works))
        if works:
            dialog.accepted.connect(partial(reopen, self._window, works[-1]))
        self._show(dialog)

    @Slot()
    def note(self) -> None:
        """Note what is open now."""
        work = open_work(self._window)
        if not self._keeps_names:
            work = OpenWork(has_batch=work.has_batch)
        self._marker.note(work)

    @Slot()
    def restart(self) -> None:
        """Close the window and start the program again with what is open."""
        work = open_work(self._window)
        if not self._window.close():
            return  # Rows of a batch would be lost, and the user wants them first.
        _start_again(work)
        QApplication.quit()

    def end(self) -> None:
        """Give faults back to Python and take the note away: the window was closed."""
        self._timer.stop()
        for module, name in ((sys, "excepthook"), (threading, "excepthook")):
            setattr(module, name, getattr(module, f"__{name}__"))
        sys.unraisablehook = sys.__unraisablehook__
        self._marker.end()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self._raised.emit(error, "a slot of the window")
        else:
            sys.__excepthook__(kind, error, trace)

    def _on_thread_exception(self, failed: threading.ExceptHookArgs) -> None:
        if isinstance(failed.exc_value, Exception):
            self._raised.emit(failed.exc_value, "a thread")

    @Slot(object, str)
    def _on_raised(self, error: Exception, where: str) -> None:
        number = logs.record_fault(error)
        path = report.write(number, report.text_of_error(number, where, error))
        place = _place_of(error)
        # What fails with every movement of the mouse is told once; the log has them all.
        if place not in self._told and self.dialog is None:
            self._told.add(place)
            dialog = CrashDialog(*self._words(number), path, self._window)
            dialog.accepted.connect(self.restart)
            self._show(dialog)

    def _words(self, number: str) -> tuple[str, tuple[str, ...], str, str]:
        return (
            self.tr("A fault of the program itself"),
            (
                self.tr(
                    "This is a fault of the program, not of the scan and not yours. What is open "
                    "stays open, and what was read stays in the history and in the batch."
                ),
                self.tr(
                    "You can go on. If something does not answer any more, restart: the scan, "
                    "what you measured on it and the batch are opened again."
                ),
                self.tr("The log has the details, as fault {}.").format(number),
            ),
            self.tr("&Restart"),
            self.tr("&Go on"),
        )

    def _show(self, dialog: CrashDialog) -> None:
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_finished(self) -> None:
        self.dialog = None


def _start_again(work: OpenWork) -> None:
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments([] if getattr(sys, "frozen", False) else ["-m", "desktop"])
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert(REOPEN, work.as_text())
    process.setProcessEnvironment(environment)
    process.startDetached()


def _place_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__qualname__} {last}"


def _log_unraisable(failed: object) -> None:
    error = getattr(failed, "exc_value", None)
    if isinstance(error, BaseException):
        logs.record_fault(error)

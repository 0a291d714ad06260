"""Crash guard: catches unhandled exceptions of every thread and shows each once."""

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

# A crash loses at most the work of this time. Only a change is written.
_NOTE_EVERY_MS: Final = 1000


class Guard(QObject):
    """Turns unhandled exceptions into a report and a dialog, and notes what a window has open.

    Parameters
    ----------
    window : MainWindow
        Whose open work is noted.
    marker : SessionMarker
        Keeps the note on the disk.
    keeps_names : bool
        Whether the note may name the file that is open.
    """

    _raised = Signal(object, str)

    def __init__(
        self, window: MainWindow, marker: SessionMarker, *, keeps_names: bool = True
    ) -> None:
        super().__init__(window)
        self._window = window
        self._marker = marker
        self._keeps_names = keeps_names
        self._shown: set[str] = set()
        self.dialog: CrashDialog | None = None
        # Queued, so that the dialog opens outside of whatever just failed, in the window's thread.
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.note)

    def install(self) -> None:
        """Handle unhandled exceptions from now on; Python would print them.

        With ``SECOND_READER_DEBUG=1`` in the environment Python keeps printing them.
        """
        if os.environ.get("SECOND_READER_DEBUG") != "1":
            sys.excepthook = self._on_exception
            threading.excepthook = self._on_thread_exception
            sys.unraisablehook = _log_unraisable

    def watch(self) -> None:
        """Begin to note what is open."""
        self._marker.begin()
        self._timer.start(_NOTE_EVERY_MS)

    def offer_to_reopen(self, *, is_wanted: bool = True) -> None:
        """Offer to open again what crashed sessions had open.

        Parameters
        ----------
        is_wanted : bool
            False where something else is being opened: the sessions are only forgotten then.
        """
        crashed = self._marker.crashed_sessions()
        works = [session.work for session in crashed if session.work]
        reports = [session.report for session in crashed if session.report is not None]
        if not is_wanted or not (works or reports):
            return
        dialog = CrashDialog(
            self.tr("Second Reader closed unexpectedly"),
            (
                self.tr(
                    "It crashed, or the computer was switched off. The readings in the history and "
                    "the rows of a batch were kept."
                ),
            ),
            self.tr("&Open it again") if works else self.tr("&Continue"),
            self.tr("&Start without it"),
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
        # First: the new window reads the settings that this one writes when it closes.
        if not self._window.close():
            return  # The user wants to save the rows of a batch first.
        _start_again(work)
        QApplication.quit()

    def end(self) -> None:
        """Restore Python's own handlers and remove the note: the window was closed."""
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
        # A slot that fails at every movement of the mouse must not open a dialog each time. The log
        # has all of them.
        if place not in self._shown and self.dialog is None:
            self._shown.add(place)
            dialog = CrashDialog(*self._words(number), path, self._window)
            dialog.accepted.connect(self.restart)
            self._show(dialog)

    def _words(self, number: str) -> tuple[str, tuple[str, ...], str, str]:
        return (
            self.tr("An internal error"),
            (
                self.tr(
                    "This is a bug in the program; neither you nor the scan caused it. What is "
                    "open stays open, and what was read stays in the history and in the batch."
                ),
                self.tr(
                    "You can go on. If something no longer responds, restart: the scan, your "
                    "measurements and the batch are opened again."
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
    # In the environment, because every user of the computer can read the arguments of a process.
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

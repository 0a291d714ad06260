"""Session marker: a file that exists while a window is open, so that a crash is noticed later.

The file states what the window shows. Closing the window removes it; a file whose process is gone
is that of a crashed session. Where Python could still write them, the lines of code that ran last
lie beside it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from desktop.crash import report
from desktop.crash.open_work import OpenWork

_PREFIX: Final = "window-"
_WORK: Final = ".open"
_TRACE: Final = ".trace"
# The system derives the start of a process from its clock: two readings may differ a little.
_SAME_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class CrashedSession:
    """An earlier window that ended without being closed.

    Attributes
    ----------
    work : OpenWork
        What it had open.
    report : Path or None
        Where in the program it crashed; None if that is unknown, as after a power cut.
    """

    work: OpenWork
    report: Path | None


class SessionMarker:
    """The marker of this process, and those of crashed ones.

    Parameters
    ----------
    folder : Path
        Of the markers, one for each open window of this user.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stem = folder / f"{_PREFIX}{os.getpid()}"
        self._trace: TextIO | None = None
        self._noted: OpenWork | None = None

    def begin(self) -> None:
        """Create the marker, if its folder can be written."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._trace = _private(self._named(_TRACE), os.O_TRUNC)
            # For crashes in native code, which no handler of exceptions sees.
            faulthandler.enable(self._trace)
        self.note(OpenWork())

    def note(self, work: OpenWork) -> None:
        """Note what is open now."""
        if work == self._noted:
            return
        self._noted = work
        content = {"process": os.getpid(), "begun": _begun(os.getpid()), "work": work.as_text()}
        temporary = self._named(f".{secrets.token_hex(4)}.part")
        # No fsync: it could block the window, and without it only a power cut loses the note.
        with contextlib.suppress(OSError):
            try:
                with _private(temporary, os.O_EXCL) as file:
                    file.write(json.dumps(content))
                temporary.replace(self._named(_WORK))
            finally:
                temporary.unlink(missing_ok=True)

    def end(self) -> None:
        """Remove the marker: the window was closed."""
        if self._trace is not None:
            faulthandler.disable()
            self._trace.close()
            self._trace = None
        for ending in (_WORK, _TRACE):
            with contextlib.suppress(OSError):
                self._named(ending).unlink(missing_ok=True)

    def crashed_sessions(self) -> list[CrashedSession]:
        """Return the crashed sessions and remove their markers, so that each is returned once."""
        found = []
        with contextlib.suppress(OSError):
            for file in sorted(self._folder.glob(f"{_PREFIX}*{_WORK}")):
                session = None if file == self._named(_WORK) else _claimed(file)
                if session is not None:
                    found.append(session)
        return found

    def _named(self, ending: str) -> Path:
        return self._stem.with_name(self._stem.name + ending)


def _private(path: Path, flags: int) -> TextIO:
    # The marker names the file that is open: no other user may read it.
    return os.fdopen(os.open(path, flags | os.O_CREAT | os.O_WRONLY, 0o600), "w", encoding="utf-8")


def _claimed(file: Path) -> CrashedSession | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        process, begun = int(content["process"]), float(content["begun"])
        work = OpenWork.from_text(content["work"])
    except (OSError, KeyError, TypeError, ValueError):
        process, begun, work = 0, 0.0, OpenWork()
    if process and _is_running(process, begun):
        return None
    try:
        # Of two windows that start at once, the one that removes the file reports the crash.
        file.unlink()
    except OSError:
        return None
    return CrashedSession(work, _report_of(file.with_name(file.name.removesuffix(_WORK) + _TRACE)))


def _report_of(trace: Path) -> Path | None:
    text = ""
    with contextlib.suppress(OSError, ValueError):
        text = trace.read_text(encoding="utf-8")
        trace.unlink()
    if not text.strip():
        return None
    number = secrets.token_hex(4)
    return report.write(number, report.text_of(number, "the process crashed", text))


def _is_running(process: int, begun: float) -> bool:
    # The system reuses process numbers; the time of the start tells two processes apart.
    now = _begun(process)
    return now is not None and abs(now - begun) < _SAME_S


def _begun(process: int) -> float | None:
    import psutil

    try:
        return float(psutil.Process(process).create_time())
    except psutil.Error:
        return None

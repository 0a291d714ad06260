"""Notices that an earlier process of the window died, and what it had open.

While the window is open, a small file of its own says what it shows. A window that is closed takes
its file away; one that is found without its process is that of a window that died. Where Python can
still say so, the lines of code of its last moment stand beside it.
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
_SAME_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class CrashedSession:
    """That an earlier window ended without being closed.

    Attributes
    ----------
    work : OpenWork
        What it had open.
    report : Path or None
        Where in the program it died; None where nothing could say so, as after a power cut.
    """

    work: OpenWork
    report: Path | None


class SessionMarker:
    """The file of this process.

    Parameters
    ----------
    folder : Path
        Where such files lie, one for each open window of this user.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stem = folder / f"{_PREFIX}{os.getpid()}"
        self._trace: TextIO | None = None
        self._noted: OpenWork | None = None

    def begin(self) -> None:
        """Begin to note; a place that cannot be written is no reason not to run."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._trace = _private(self._named(_TRACE), os.O_TRUNC)
            faulthandler.enable(self._trace)
        self.note(OpenWork())

    def note(self, work: OpenWork) -> None:
        """Note what is open now."""
        if work == self._noted:
            return
        self._noted = work
        content = {"process": os.getpid(), "begun": _begun(os.getpid()), "work": work.as_text()}
        temporary = self._named(f".{secrets.token_hex(4)}.part")
        # Not forced to the disk: that could hold up the window, and only a power cut loses it.
        with contextlib.suppress(OSError):
            try:
                with _private(temporary, os.O_EXCL) as file:
                    file.write(json.dumps(content))
                temporary.replace(self._named(_WORK))
            finally:
                temporary.unlink(missing_ok=True)

    def end(self) -> None:
        """Take the file away: the window was closed."""
        if self._trace is not None:
            faulthandler.disable()
            self._trace.close()
            self._trace = None
        for ending in (_WORK, _TRACE):
            with contextlib.suppress(OSError):
                self._named(ending).unlink(missing_ok=True)

    def crashed_sessions(self) -> list[CrashedSession]:
        """Return the windows that died since, each once, and forget them."""
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
        # Two windows that start at once must not both tell of it.
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
    return report.write(number, report.text_of(number, "the process died", text))


def _is_running(process: int, begun: float) -> bool:
    # Numbers of processes are given again; the time tells them apart.
    now = _begun(process)
    return now is not None and abs(now - begun) < _SAME_S


def _begun(process: int) -> float | None:
    import psutil

    try:
        return float(psutil.Process(process).create_time())
    except psutil.Error:
        return None

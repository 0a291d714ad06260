"""Problems: exceptions put into words for the window."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from desktop.language import wording
from desktop.language.engine_texts import localised
from desktop.language.translation import translate
from desktop.system import logs
from engine.dicomdir import DicomdirIndex
from engine.errors import DicomdirError, FolderError, MissingFileError, UserFacingError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence that says what happened, and one that says what to do next.

    Attributes
    ----------
    summary, hint : str
        One sentence each; the hint may be empty.
    subject : str
        The name of the file concerned; empty if there is none.
    is_missing : bool
        Whether there is no such file.
    is_folder : bool
        Whether it is a folder.
    index : DicomdirIndex or None
        What it names, where it is the index of a disc.
    """

    summary: str
    hint: str
    subject: str = ""
    is_missing: bool = False
    is_folder: bool = False
    index: DicomdirIndex | None = None


def describe(error: BaseException, path: Path | None = None) -> Problem:
    """Put an exception into words.

    Parameters
    ----------
    error : BaseException
        A `UserFacingError` has its own words. Any other exception is a bug: it is logged, and the
        words are general.
    path : Path or None
        The file that was being opened; an error that names one of its own keeps it.
    """
    subject = "" if path is None else wording.file_name(path)
    if isinstance(error, UserFacingError):
        _log.warning("shown: %s", type(error).__name__)
        return Problem(
            localised(error.summary),
            localised(error.hint),
            wording.file_name(error.path) if error.path else subject,
            is_missing=isinstance(error, MissingFileError),
            is_folder=isinstance(error, FolderError),
            index=error.index if isinstance(error, DicomdirError) else None,
        )
    if isinstance(error, MemoryError):
        return Problem(_too_little_memory(), _close_others(), subject)
    return Problem(_unexpected(), _look_in_the_log().format(logs.record_fault(error)), subject)


def _too_little_memory() -> str:
    return translate("problems", "There is not enough memory for this scan.")


def _close_others() -> str:
    return translate("problems", "Close other programs, then open it again.")


def _unexpected() -> str:
    return translate("problems", "Something unexpected went wrong inside the program.")


def _look_in_the_log() -> str:
    return translate(
        "problems", "Try again or open another scan. The log has the details, as fault {}."
    )

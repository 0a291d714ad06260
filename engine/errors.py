"""Errors that are meant for the user: one sentence says what happened, one what to do next.

Everything that can be wrong with a file, a model or a disk is raised as a `UserFacingError`, with
sentences from `engine.messages`. Any other exception that leaves the engine is a bug.
"""

from __future__ import annotations

from pathlib import Path

from engine.dicomdir import DicomdirIndex
from engine.messages import dicom


class UserFacingError(Exception):
    """A fault that the user can understand and act on.

    Parameters
    ----------
    summary : str
        One sentence that says what happened, without jargon and without patient data. The engine
        gives a `Message`, which the window can translate.
    hint : str
        One sentence that says what to do next.
    path : Path or None
        The file concerned, if there is one.
    """

    def __init__(self, summary: str, hint: str = "", path: Path | None = None) -> None:
        super().__init__(summary)
        self.summary = summary
        self.hint = hint
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from the decoder process to the application by pickling.
        return type(self), (self.summary, self.hint, self.path)

    def __str__(self) -> str:
        return f"{self.summary} {self.hint}".strip()


class ScanError(UserFacingError):
    """A file cannot be opened as a scan."""


class FileAccessError(ScanError):
    """The file is missing, is a folder, or may not be read."""


class MissingFileError(FileAccessError):
    """There is no such file."""


class FolderError(FileAccessError):
    """The path is that of a folder."""


class UnsupportedFormatError(ScanError):
    """The file seems intact, but is of a kind that is not read."""


class NotAScanError(ScanError):
    """The file holds no scan but a report, a plan, a segmentation or the index of a disc."""


class DicomdirError(NotAScanError):
    """The file is the index of a disc (DICOMDIR): no scan itself, it names the files of scans.

    Parameters
    ----------
    index : DicomdirIndex
        What it names.
    path : Path or None
        The file.
    """

    def __init__(self, index: DicomdirIndex, path: Path | None = None) -> None:
        super().__init__(dicom.IS_INDEX, dicom.OPEN_INDEX_IN_WINDOW, path)
        self.index = index

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.index, self.path)


class DamagedFileError(ScanError):
    """The file is truncated, contradicts itself or cannot be decoded."""


class TooLargeError(ScanError):
    """The file needs more pixels, memory or time than a scan may take."""


class ModelError(UserFacingError):
    """A bundled model is missing, altered or does not fit its card."""

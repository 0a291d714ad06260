"""The one family of errors that is meant for the user.

Everything a file, a model or a disk can do wrong is raised as a `UserFacingError`: one clear
sentence that says what happened and one that says what to do next. Any other exception that
leaves the engine is a bug.
"""

from __future__ import annotations

from pathlib import Path

from engine.dicomdir import DiscIndex
from engine.messages import dicom


class UserFacingError(Exception):
    """Something went wrong that the user can understand and act on.

    Parameters
    ----------
    summary : str
        One sentence that says what happened, without jargon and without patient data.
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
    """It is a folder, and no file."""


class UnsupportedFormatError(ScanError):
    """The file is intact as far as one can tell, but of a kind that is not read."""


class NotAScanError(ScanError):
    """The file holds no scan: a report, a plan, a segmentation, an index of a disc."""


class DiscIndexError(NotAScanError):
    """The file is the index of a disc (DICOMDIR): no scan itself, it names the files of scans.

    Parameters
    ----------
    index : DiscIndex
        What it names.
    path : Path or None
        The file.
    """

    def __init__(self, index: DiscIndex, path: Path | None = None) -> None:
        super().__init__(dicom.IS_INDEX, dicom.OPEN_INDEX_IN_WINDOW, path)
        self.index = index

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.index, self.path)


class DamagedFileError(ScanError):
    """The file is truncated, contradicts itself or cannot be decoded."""


class TooLargeError(ScanError):
    """The file asks for more pixels, memory or time than a scan may take."""


class ModelError(UserFacingError):
    """A bundled model is missing, altered or does not fit its card."""

"""Plan of a batch and the files it is about: what to read, what was found, what is known of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class FoundFile:
    """An entry of a folder that gets a row.

    Attributes
    ----------
    root : int
        Index of the batch's folder that it lies in, from 0.
    name : str
        The path below that folder, with ``/`` between its parts.
    error : UserFacingError or None
        Why it cannot be opened at all: a folder that may not be read, a link to a folder.
    """

    root: int
    name: str
    error: UserFacingError | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Folders and options of a batch.

    Attributes
    ----------
    folders : tuple of Path
        As they were given.
    recursive : bool
        Whether the folders inside them are read as well.
    modality : str or None
        What the files are read as; None to go by the files.
    identity : bool
        Whether rows say who the patient is.
    """

    folders: tuple[Path, ...]
    recursive: bool = False
    modality: str | None = None
    identity: bool = False

    @property
    def absolute(self) -> tuple[Path, ...]:
        """The folders as absolute paths."""
        return tuple(folder.absolute() for folder in self.folders)

    def path_of(self, found: FoundFile) -> Path:
        """Return the path of a file, beginning as its folder was given."""
        return self.folders[found.root] / found.name


@dataclass(frozen=True, slots=True)
class Stamp:
    """Size and time of a file's last change, by which a file that was changed is recognised."""

    size: int
    modified_ns: int


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file; None if the file cannot be reached."""
    try:
        status = os.stat(path)  # noqa: PTH116 - Path.stat() is this with another error for NUL
    except (OSError, ValueError):
        return None
    return Stamp(status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Known:
    """Entry of the journal for a file that has a row.

    Attributes
    ----------
    stamp : Stamp or None
        Of the file as it was read; None for a row that the next run makes anew.
    kind : str
        What the file was read as; see `engine.batch.reading.bases`.
    basis : str
        Digest of what else the row rests on: models, version, options.
    """

    stamp: Stamp | None
    kind: str
    basis: str

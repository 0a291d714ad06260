"""DICOMDIR, the index of a disc (PS3.3 F): the pictures that it names, and their files.

An index may be hostile: its paths are followed only to files inside its own folder.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

INDEX_NAME: Final = "DICOMDIR"
MOST_PICTURES: Final = 20_000
_MOST_PARTS: Final = 16
_LONGEST_PART: Final = 255
_FORBIDDEN: Final = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class DicomdirPicture:
    """Picture that an index names.

    It does not identify the patient: patients, studies and series are counted, not named.

    Attributes
    ----------
    parts : tuple of str
        Referenced File ID (0004,1500): folders and the file, below that of the index. Empty
        where the record names none.
    patient, study, series : int
        Number of the patient on the disc, of the study of that patient, and of the series of that
        study, from 1; 0 where the record belongs to none.
    """

    parts: tuple[str, ...]
    patient: int = 0
    study: int = 0
    series: int = 0


@dataclass(frozen=True, slots=True)
class DicomdirIndex:
    """Content of an index, as it is written.

    Attributes
    ----------
    pictures : tuple of DicomdirPicture
        In the order of the records.
    broken : int
        Records that cannot be read.
    """

    pictures: tuple[DicomdirPicture, ...] = ()
    broken: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Numbers of pictures that an index names and that are left out, by the reason.

    Attributes
    ----------
    absent : int
        The file is not there.
    outside : int
        The path leads out of the folder of the index.
    broken : int
        The record cannot be read, or names no file.
    """

    absent: int = 0
    outside: int = 0
    broken: int = 0

    @property
    def total(self) -> int:
        """Number of all that are left out."""
        return self.absent + self.outside + self.broken


@dataclass(frozen=True, slots=True)
class DicomdirContents:
    """Pictures of a disc whose files exist.

    Attributes
    ----------
    paths : tuple of Path
        In the order of the records, each once.
    pictures : tuple of DicomdirPicture
        The record of each.
    left_out : LeftOut
        The others that the index names.
    """

    paths: tuple[Path, ...] = ()
    pictures: tuple[DicomdirPicture, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)


def locate_pictures(index: DicomdirIndex, folder: Path) -> DicomdirContents:
    """Return the pictures of an index that lie in its folder.

    Parameters
    ----------
    index : DicomdirIndex
        As `engine.errors.DicomdirError` carries it.
    folder : Path
        Where the index lies.
    """
    inside = _Folder(folder)
    found: dict[Path, DicomdirPicture] = {}
    why = Counter(broken=index.broken)
    for picture in index.pictures[:MOST_PICTURES]:
        place = inside.find(picture.parts)
        if isinstance(place, Path):
            found.setdefault(place, picture)
        else:
            why[place] += 1
    return DicomdirContents(tuple(found), tuple(found.values()), LeftOut(**why))


class _Folder:
    """Search for files below a folder; file systems of discs may show names in lower case."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._real = os.path.realpath(folder)
        self._names: dict[str, dict[str, str]] = {}

    def find(self, parts: tuple[str, ...]) -> Path | str:
        """Return a file, or the name of the reason in `LeftOut` why there is none."""
        if not parts:
            return "broken"
        if len(parts) > _MOST_PARTS or not all(map(_is_plain_name, parts)):
            return "outside"
        written = self._folder.joinpath(*parts)
        path = written if os.path.isfile(written) else self._as_written_there(parts)  # noqa: PTH113
        if path is None:
            return "absent"
        # A link on the disc may lead anywhere.
        return path if self._holds(path) else "outside"

    def _as_written_there(self, parts: Iterable[str]) -> Path | None:
        place = os.fspath(self._folder)
        for part in parts:
            name = self._names_in(place).get(part.casefold())
            if name is None:
                return None
            place = os.path.join(place, name)  # noqa: PTH118 - no Path for each of 20,000 names
        return Path(place) if os.path.isfile(place) else None  # noqa: PTH113

    def _names_in(self, folder: str) -> dict[str, str]:
        if folder not in self._names:
            try:
                names = os.listdir(folder)  # noqa: PTH208 - as above
            except OSError:
                names = []
            # ISO 9660 ends names with a dot and a version, which some systems show.
            self._names[folder] = {_without_version(name).casefold(): name for name in names}
        return self._names[folder]

    def _holds(self, path: Path) -> bool:
        real = os.path.realpath(path)
        return os.path.commonpath([real, self._real]) == self._real


def _is_plain_name(part: str) -> bool:
    return (
        0 < len(part) <= _LONGEST_PART
        and part not in {".", ".."}
        and part.isprintable()
        and not _FORBIDDEN & set(part)
    )


def _without_version(name: str) -> str:
    stem, separator, version = name.rpartition(";")
    return (stem if separator and version.isdecimal() else name).rstrip(".")

"""Folder of the open scan: its scans in order, and thumbnails of them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.jobs import Cancelled as IsCancelled
from desktop.jobs import CancelledError, Jobs, OnProgress
from desktop.viewer.pictures import as_image
from engine.decoding.decoder import GivenUpError, given_up_when
from engine.dicomdir import (
    INDEX_NAME,
    DicomdirContents,
    DicomdirIndex,
    DicomdirPicture,
    LeftOut,
    locate_pictures,
)
from engine.errors import DicomdirError, UserFacingError
from engine.interfaces import OpenScan

THUMBNAIL: Final = (208, 144)
"""Largest width and height in pixels, for a screen with two pixels per point."""
_ENDINGS: Final = frozenset(
    {".dcm", ".dicom", ".dic", ".ima", ".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp"}
)
# More than one screen of the strip shows, however large.
_MOST_WANTED: Final = 64
# Files of a PACS are often named by their UID, whose last number looks like an ending.
_NUMBERED: Final = re.compile(r"\.\d+$")
_NO_SCANS: Final = frozenset({INDEX_NAME, "LICENSE", "README", "CHANGELOG", "NOTICE"})


def may_be_scan(name: str) -> bool:
    """Tell whether a file may be a scan by its name; DICOM files often have no ending."""
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 - no Path for each of 50,000 names
    if name.startswith(".") or name.upper() in _NO_SCANS:
        return False
    return not ending or ending in _ENDINGS or bool(_NUMBERED.match(ending))


@dataclass(frozen=True, slots=True)
class FolderContents:
    """The scans of a folder.

    Attributes
    ----------
    folder : Path
        The folder itself.
    paths : tuple of Path
        In the order in which they are shown.
    pictures : tuple of DicomdirPicture
        The record of each in the index of a disc; empty without an index.
    left_out : LeftOut
        Pictures that the index names but that are not shown.
    """

    folder: Path
    paths: tuple[Path, ...] = ()
    pictures: tuple[DicomdirPicture, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)


def list_scans(
    folder: Path,
    open_scan: OpenScan,
    index: DicomdirIndex | None,
    _on_progress: OnProgress,
    cancelled: IsCancelled,
) -> FolderContents:
    """Return the files of a folder that may be scans.

    They are in the order of the index if there is one and any of its pictures exists; else in
    natural order, 2 before 10.

    Parameters
    ----------
    folder : Path
        The folder to list.
    open_scan : callable
        Turns a path into a scan; opens the index.
    index : DicomdirIndex or None
        The index of the folder, if it is known already.
    """
    names = _names_in(folder, cancelled)
    contents = DicomdirContents()
    if index is None:
        index = _index_among(folder, names, open_scan, cancelled)
    if index is not None:
        contents = locate_pictures(index, folder)
    if contents.paths:
        return FolderContents(folder, contents.paths, contents.pictures, contents.left_out)
    scans = sorted(filter(may_be_scan, names), key=_as_counted)
    return FolderContents(
        folder, tuple(folder / name for name in scans), left_out=contents.left_out
    )


def _names_in(folder: Path, cancelled: IsCancelled) -> list[str]:
    names: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if cancelled():
                raise CancelledError
            # The name first: is_file() may ask the disk.
            is_wanted = may_be_scan(entry.name) or entry.name.upper() == INDEX_NAME
            if is_wanted and entry.is_file():
                names.append(entry.name)
    return names


def _index_among(
    folder: Path, names: list[str], open_scan: OpenScan, cancelled: IsCancelled
) -> DicomdirIndex | None:
    # Some discs spell the name in small letters.
    name = next((name for name in names if name.upper() == INDEX_NAME), None)
    if name is None:
        return None
    try:
        with given_up_when(cancelled):
            open_scan(folder / name)
    except GivenUpError as error:
        raise CancelledError from error
    except DicomdirError as error:
        return error.index
    except UserFacingError:
        # A damaged index must hide no scan: the folder is listed by the names of its files.
        return None
    return None


def _as_counted(name: str) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", name.casefold())
    return [
        # int() of thousands of digits is slow, and refused by Python; no counter is that long.
        (0, int(part), "") if part.isdecimal() and len(part) < 20 else (1, 0, part)
        for part in parts
        if part
    ]


def make_thumbnail(
    path: Path, open_scan: OpenScan, _on_progress: OnProgress, cancelled: IsCancelled
) -> tuple[Path, QImage | None]:
    """Return a path and a small picture of its middle frame; None if it cannot be read."""
    try:
        with given_up_when(cancelled):
            scan = open_scan(path)
    except GivenUpError as error:
        raise CancelledError from error
    except UserFacingError:
        return path, None
    # The first frame of a cine may be blank.
    frame = scan.frame(scan.frames // 2)
    scale = min(THUMBNAIL[0] / scan.columns, THUMBNAIL[1] / scan.rows, 1.0)
    size = (max(1, round(scale * scan.columns)), max(1, round(scale * scan.rows)))
    small = np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA))
    return path, as_image(small)


class Folder(QObject):
    """Lists a folder and makes thumbnails, one at a time, in worker threads.

    Parameters
    ----------
    open_scan : callable
        Turns a path into a scan; called in the worker thread.

    Signals
    -------
    listed(object)
        A `FolderContents`.
    thumbnail_made(object, object)
        A path and its `QImage`, or None if the file cannot be read.
    """

    listed = Signal(object)
    thumbnail_made = Signal(object, object)

    def __init__(self, open_scan: OpenScan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_scan = open_scan
        # Two workers: a folder that is listed does not wait for a thumbnail.
        self._lister = Jobs(self)
        self._lister.finished.connect(self._on_listed)
        self._lister.failed.connect(self._on_not_listed)
        self._maker = Jobs(self)
        self._maker.finished.connect(self._on_made)
        self._maker.failed.connect(self._on_not_made)
        self._making: Path | None = None
        self._wanted: list[Path] = []
        self._folder: Path | None = None

    def list(self, folder: Path, index: DicomdirIndex | None = None) -> None:
        """List a folder, by its index if that is known; give up thumbnails of another folder."""
        self._folder = folder
        self._wanted.clear()
        self._lister.start(partial(list_scans, folder, self._open_scan, index))

    def want_thumbnail(self, path: Path) -> None:
        """Make a thumbnail soon; the latest request comes first, since it is the one in sight."""
        if path != self._making and path not in self._wanted:
            self._wanted.append(path)
            # The oldest requests were scrolled past and need no thumbnail.
            del self._wanted[:-_MOST_WANTED]
            self._make_next()

    def shut_down(self) -> bool:
        """End the background work for good, and tell whether it ended in time."""
        self._wanted.clear()
        ended = [self._lister.close(), self._maker.close()]
        return all(ended)

    def _make_next(self) -> None:
        if self._making is None and self._wanted:
            # The latest request is the one that is in sight now.
            self._making = self._wanted.pop()
            self._maker.start(partial(make_thumbnail, self._making, self._open_scan))

    @Slot(int, object)
    def _on_listed(self, _job: int, found: FolderContents) -> None:
        self.listed.emit(found)

    @Slot(int, object)
    def _on_not_listed(self, _job: int, _error: BaseException) -> None:
        # The folder may be gone or not readable: then it has no strip.
        if self._folder is not None:
            self.listed.emit(FolderContents(self._folder))

    @Slot(int, object)
    def _on_made(self, _job: int, made: tuple[Path, QImage | None]) -> None:
        self._making = None
        self.thumbnail_made.emit(*made)
        self._make_next()

    @Slot(int, object)
    def _on_not_made(self, _job: int, _error: BaseException) -> None:
        path, self._making = self._making, None
        self.thumbnail_made.emit(path, None)
        self._make_next()

"""Search for the files of a folder, which goes on while the first ones are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from engine.dicomdir import INDEX_NAME
from engine.errors import FileAccessError, UserFacingError
from engine.messages import batch, hints
from engine.records.plan import FoundFile

# What systems put into folders of their own accord.
_BY_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini", "$recycle.bin"})
# It names the files of a disc, which are found without it.
_INDEX: Final = INDEX_NAME.casefold()


def file_identity(folder: Path) -> tuple[int, int]:
    """Return what tells a folder from another one that takes its place, such as its mount point.

    Raises
    ------
    UserFacingError
        If there is no such folder, or it does not answer.
    """
    try:
        status = folder.stat()
    except (OSError, ValueError) as error:
        raise UserFacingError(
            batch.FOLDER_UNREACHABLE, hints.CHECK_NAME_AND_DISK, folder
        ) from error
    if not stat.S_ISDIR(status.st_mode):
        raise UserFacingError(batch.A_FILE, batch.NAME_ITS_FOLDER, folder)
    return status.st_dev, status.st_ino


def distinct_folders(folders: list[Path], *, recursive: bool) -> list[Path]:
    """Return the folders without those that would be searched twice, in the order given."""
    kept: list[Path] = []
    resolved: list[Path] = []
    for folder in folders:
        real = Path(os.path.realpath(folder))
        if real in resolved:
            continue
        if recursive and any(real.is_relative_to(other) for other in resolved):
            continue
        if recursive:
            outer = [index for index, other in enumerate(resolved) if other.is_relative_to(real)]
            for index in reversed(outer):
                del kept[index], resolved[index]
        kept.append(folder)
        resolved.append(real)
    return kept


def find_files(
    folder: Path,
    root: int,
    *,
    recursive: bool,
    is_skipped: Callable[[Path], bool],
) -> Iterator[FoundFile]:
    """Yield what lies in a folder as soon as the system names it, in no particular order.

    Hidden files, those that systems leave in folders, and the index of a disc (DICOMDIR) are passed
    over. Links to files are followed, links to folders are not, so there is no way to walk in
    circles.

    Parameters
    ----------
    folder : Path
        Where to look.
    root : int
        Written into each `FoundFile`.
    recursive : bool
        Whether to look into the folders inside it as well.
    is_skipped : callable
        Tells files that are not for the batch: its own output.
    """
    waiting = [""]
    seen: set[tuple[int, int]] = set()
    while waiting:
        inner = waiting.pop()
        deeper: list[str] = []
        try:
            if _was_seen(folder / inner, seen):
                continue
            for entry, kind in _entries(folder / inner, is_skipped):
                name = f"{inner}/{entry}" if inner else entry
                if kind == "file":
                    yield FoundFile(root, name)
                elif recursive and kind == "folder":
                    deeper.append(name)
                elif recursive:
                    yield FoundFile(root, name, _linked(folder / name))
        except OSError as error:
            if not inner:
                raise _closed(folder) from error
            yield FoundFile(root, inner, _closed(folder / inner))
        waiting += sorted(deeper, reverse=True)


def _entries(folder: Path, is_skipped: Callable[[Path], bool]) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.casefold() in _BY_SYSTEMS:
                continue
            kind = _kind(entry)
            if kind == "file" and entry.name.casefold() == _INDEX:
                continue
            if kind != "file" or not is_skipped(Path(entry.path)):
                yield entry.name, kind


def _kind(entry: os.DirEntry[str]) -> str:
    # Whatever is unknown is taken for a file, and gets a row that says what is wrong with it.
    try:
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        return "link" if entry.is_symlink() and entry.is_dir() else "file"
    except OSError:
        return "file"


def _was_seen(folder: Path, seen: set[tuple[int, int]]) -> bool:
    # Junctions of Windows and bind mounts of Linux are folders that may contain themselves.
    status = folder.stat()
    place = (status.st_dev, status.st_ino)
    if status.st_ino and place in seen:
        return True
    seen.add(place)
    return False


def _closed(folder: Path) -> FileAccessError:
    return FileAccessError(batch.FOLDER_CLOSED, hints.CHECK_IT_EXISTS, folder)


def _linked(folder: Path) -> FileAccessError:
    return FileAccessError(batch.FOLDER_LINK, batch.READ_LINKED_FOLDER, folder)

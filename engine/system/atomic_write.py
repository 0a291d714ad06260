"""Atomic writing: the name of a file always stands for a whole file, old or new."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from engine.errors import UserFacingError
from engine.messages import output

_DISK_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

# Bytes that SQLite needs at least beside a database in write-ahead mode.
_LEAST_ROOM = 64 * 1024


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``target`` once it is complete.

    The bytes go to a new file beside the target, are forced to the disk, and only then get the
    target's name. When the block raises, the target stays as it was and the new file is removed.
    A target that is a symbolic link is followed.

    Parameters
    ----------
    target : Path
        The file to write; its folder must exist.

    Yields
    ------
    BinaryIO
        To be written inside the block.

    Raises
    ------
    UserFacingError
        If the disk is full, the folder is missing or may not be written, or another fault of the
        disk prevents it.
    """
    # The temporary name is short and of its own, so that it fits wherever the target's name fits.
    final = Path(os.path.realpath(target))
    temporary = final.with_name(f".{secrets.token_hex(8)}.part")
    try:
        # "x" fails rather than share a file, and the user's umask decides the permissions.
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(final)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        # An error about another file, raised inside the block, is explained elsewhere.
        if isinstance(error, OSError) and _concerns(error, temporary):
            raise _explained(error, target) from error
        raise
    _sync_folder(final.parent)


def write_atomically(target: Path, data: bytes) -> None:
    """Write ``data`` to ``target``, whole or not at all.

    Raises
    ------
    UserFacingError
        As for `replacing`.
    """
    with replacing(target) as file:
        file.write(data)


def is_out_of_room(folder: Path) -> bool:
    """Tell whether a disk has no room for anything; for errors that do not say why."""
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False


def _concerns(error: OSError, temporary: Path) -> bool:
    # Writing and fsync report no file name; opening and renaming report the temporary one.
    return error.filename is None or Path(error.filename) == temporary


def _explained(error: OSError, target: Path) -> UserFacingError:
    if error.errno in _DISK_FULL:
        return UserFacingError(output.DISK_FULL, output.FREE_SPACE, target)
    if error.errno in _NOT_ALLOWED:
        return UserFacingError(output.FORBIDDEN, output.CLOSE_OR_CHOOSE, target)
    if error.errno == errno.ENOENT:
        return UserFacingError(output.NO_FOLDER, output.CREATE_FOLDER, target)
    return UserFacingError(
        output.NOT_WRITTEN(error=os.strerror(error.errno or 0)), output.CHECK_DISK, target
    )


def _sync_folder(folder: Path) -> None:
    # A rename survives a power cut only once the folder itself is on the disk. Windows offers no
    # such call, and some network file systems refuse it.
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

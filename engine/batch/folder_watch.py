"""Watch over the folders of a batch: a disk that goes away ends the batch, not its files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.batch.exchange import Exchange
from engine.batch.find_files import file_identity
from engine.batch.worker import Result
from engine.errors import UserFacingError
from engine.messages import batch

_LOOK_EVERY_S: Final = 1.0
_SILENT_TICKS: Final = 15


class FolderGoneError(UserFacingError):
    """A folder of the batch can no longer be reached."""


class FolderWatch:
    """Watch over folders, each known by what it was when the batch began.

    Parameters
    ----------
    folders : sequence of Path
        All of them must be there.

    Raises
    ------
    UserFacingError
        If one of them is not.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._identities = [file_identity(folder) for folder in folders]
        self._asked = 0
        self._last_answer = time.monotonic()
        self._silent_ticks = 0

    def watch(self, exchange: Exchange) -> None:
        """Look after the folders until the batch is stopped; runs in a thread of its own."""
        self._last_answer = time.monotonic()
        while not exchange.await_stop(_LOOK_EVERY_S):
            for root, folder in enumerate(self._folders):
                # Noted first: one that does not answer keeps this thread from coming back.
                self._asked = root
                if not self._is_there(root):
                    exchange.offer(_gone(folder))
                    return
            self._last_answer = time.monotonic()

    def require_folder(self, result: Result) -> None:
        """Make sure that a file that was out of reach is to blame itself.

        Raises
        ------
        FolderGoneError
            If its folder is gone.
        """
        root = result.found.root
        if result.is_out_of_reach and not self._is_there(root):
            raise _gone(self._folders[root])

    def count_silence(self) -> None:
        """Count a tick in which nothing was done.

        Raises
        ------
        FolderGoneError
            If a folder has not answered for many ticks in a row.
        """
        # Counted in ticks of the caller, so that a computer that slept is not taken for a disk
        # that does not answer.
        if time.monotonic() - self._last_answer < 2 * _LOOK_EVERY_S:
            self._silent_ticks = 0
            return
        if self._silent_ticks >= _SILENT_TICKS:
            raise _gone(self._folders[self._asked])
        self._silent_ticks += 1

    def end_silence(self) -> None:
        """Begin to count anew: something was done."""
        self._silent_ticks = 0

    def _is_there(self, root: int) -> bool:
        try:
            return file_identity(self._folders[root]) == self._identities[root]
        except UserFacingError:
            return False


def _gone(folder: Path) -> FolderGoneError:
    return FolderGoneError(batch.FOLDER_GONE, batch.CONNECT_DISK, folder)

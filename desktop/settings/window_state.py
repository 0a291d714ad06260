"""Window state: what the program remembers by itself from one start to the next."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths

from desktop.settings.setting import Blob, Count, FilePath, Switch
from desktop.settings.store import Stored

RECENT_LIMIT: Final = 8
_RECENT: Final = "recent/files"


class WindowState(Stored):
    """Typed values of the window's state; see `Stored` for where they are kept."""

    # The version of the intended use that was accepted last; 0 if none was.
    accepted_statement = Count("statement/accepted", 0)
    geometry = Blob("window/geometry", None)
    # Whether the scans of the folder are shown beside the scan.
    shows_strip = Switch("window/strip", default=True)
    # Where the latest report was saved.
    last_report_folder = FilePath("report/folder", None)

    @property
    def report_folder(self) -> Path:
        """Where the latest report was saved, or else where documents are kept."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return self.last_report_folder or Path(QStandardPaths.writableLocation(documents))

    @report_folder.setter
    def report_folder(self, value: Path) -> None:
        self.last_report_folder = value

    @property
    def recent(self) -> list[Path]:
        """The files that were opened last, latest first; they may be gone by now."""
        return _paths(self.store.value(_RECENT))

    @property
    def last_folder(self) -> Path | None:
        """The folder that the latest file lies in, if it is still there."""
        # Path.is_dir() raises where a name is too long or a folder may not be looked into.
        folders = (path.parent for path in self.recent)
        return next((folder for folder in folders if os.path.isdir(folder)), None)  # noqa: PTH112

    def put_first(self, path: Path) -> None:
        """Put a file first in the list of recent ones."""
        self._edit_recent(lambda known: [path, *(other for other in known if other != path)])

    def forget(self, path: Path) -> None:
        """Take a file off the list of recent ones."""
        self._edit_recent(lambda known: [other for other in known if other != path])

    def forget_all(self) -> None:
        """Empty the list of recent files."""
        self._edit_recent(lambda _known: [])

    def _edit_recent(self, function: Callable[[list[Path]], list[Path]]) -> None:
        # Another window may open files at the same time: the change is stored, not the whole list.
        self.store.edit(
            _RECENT, lambda known: [str(path) for path in function(_paths(known))][:RECENT_LIMIT]
        )


def _paths(stored: object) -> list[Path]:
    # A list of one comes back from an INI file as a plain string.
    names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
    return [Path(str(name)) for name in names if name][:RECENT_LIMIT]

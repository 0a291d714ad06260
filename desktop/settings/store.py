"""Where settings are kept: an INI file, or the registry or property list of the system."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings, QStandardPaths

from desktop.settings.ini_file import Edit, SettingsFile, unwritable
from engine.errors import UserFacingError


class Store(Protocol):
    """Values by name, such as ``heatmap/opacity``; the methods are called as those of QSettings."""

    on_fault: Callable[[UserFacingError], object]

    def value(self, name: str, default: object = None, /) -> object:
        """Return a value, as it was set or as a file has it."""

    def setValue(self, name: str, value: object, /) -> None:  # noqa: N802
        """Set a value."""

    def edit(self, name: str, function: Edit, /) -> None:
        """Change a value to what a function makes of it and of what others wrote meanwhile."""

    def remove(self, name: str, /) -> None:
        """Remove a value, or all values of a group."""

    def keys_of(self, group: str, /) -> list[str]:
        """Return the names of the values in a group, without that of the group."""

    def sync(self) -> None:
        """Write everything now; raises `UserFacingError` if it cannot be written."""


class SystemStore(QSettings):
    """The place that the system has for settings: the registry, or a property list."""

    on_fault: Callable[[UserFacingError], object]

    def keys_of(self, group: str, /) -> list[str]:
        """Return the names of the values in a group, without that of the group."""
        self.beginGroup(group)
        try:
            return self.childKeys()
        finally:
            self.endGroup()

    def edit(self, name: str, function: Edit, /) -> None:
        """Change a value to what a function makes of it and of what others wrote meanwhile."""
        super().sync()
        self.setValue(name, function(self.value(name)))

    def sync(self) -> None:
        """Write everything now.

        Raises
        ------
        UserFacingError
            If it cannot be written.
        """
        super().sync()
        if self.status() is not QSettings.Status.NoError:
            raise unwritable(Path(self.fileName()))


class Stored:
    """Holds the store that the settings declared in a subclass are read from and written to.

    Parameters
    ----------
    file : Path or None
        An INI file to keep them in; None for the place that the system provides.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.store = _store_of(file)

    @property
    def data_folder(self) -> Path:
        """The folder of this user's data; it need not exist. A named INI file lies in it."""
        if self._file is not None:
            return self._file.parent
        place = QStandardPaths.StandardLocation.AppLocalDataLocation
        return Path(QStandardPaths.writableLocation(place))


def _store_of(file: Path | None) -> Store:
    if file is not None:
        return SettingsFile.of(file)
    system = SystemStore()
    # QSettings writes an INI file on Linux alone, and there not safely; see `SettingsFile`.
    if sys.platform in {"win32", "darwin"}:
        return system
    return SettingsFile.of(Path(system.fileName()))

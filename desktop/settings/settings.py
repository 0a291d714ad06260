"""What the window remembers from one start to the next."""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from desktop.settings.ini_file import Edit, SettingsFile, unwritable
from engine.errors import UserFacingError

RECENT_LIMIT: Final = 8
DEFAULT_OPACITY: Final = 0.55


class Appearance(enum.StrEnum):
    """Light or dark chrome."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class SystemSettings(QSettings):
    """The place that the system has for settings: the registry, or a property list."""

    on_fault: Callable[[UserFacingError], object]

    def keys_of(self, group: str) -> list[str]:
        """Return the names of the values in a group, without that of the group."""
        self.beginGroup(group)
        try:
            return self.childKeys()
        finally:
            self.endGroup()

    def edit(self, name: str, function: Edit) -> None:
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


class _Line:
    """A setting that is a line of text; empty if it was never made."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, settings: Settings, _kind: type[Settings]) -> str:
        return settings.text_of(self._name)

    def __set__(self, settings: Settings, value: str) -> None:
        settings.set_text(self._name, value)


class Settings:
    """A typed view of the settings that are kept for this user.

    Parameters
    ----------
    file : Path or None
        An INI file to keep them in; None for the place that the system provides.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._store = _store_of(file)

    model_ultrasound = _Line("models/ultrasound")
    model_mammography = _Line("models/mammography")
    model_thermography = _Line("models/thermography")
    point_ultrasound = _Line("points/ultrasound")
    point_mammography = _Line("points/mammography")
    point_thermography = _Line("points/thermography")

    def text_of(self, name: str) -> str:
        """Return a setting that is a line of text."""
        return str(self._store.value(name, ""))

    def set_text(self, name: str, value: str) -> None:
        """Keep a line of text."""
        self._store.setValue(name, value)

    @property
    def own_models(self) -> Path | None:
        """The folder of the user's own models, where it is not the usual one."""
        stored = self.text_of("models/folder")
        return Path(stored) if stored else None

    @own_models.setter
    def own_models(self, value: Path | None) -> None:
        self.set_text("models/folder", "" if value is None else str(value))

    @property
    def models_folder(self) -> Path:
        """The folder of the user's own models that is in force; it need not exist."""
        return self.own_models or self.history_file.with_name("models")

    @property
    def accepted_statement(self) -> int:
        """The version of the intended use that was accepted last; 0 if none was."""
        stored = str(self._store.value("statement/accepted", ""))
        return int(stored) if stored.isdecimal() else 0

    @accepted_statement.setter
    def accepted_statement(self, value: int) -> None:
        self._store.setValue("statement/accepted", value)

    @property
    def language(self) -> str:
        """The language of the window, such as ``de``; empty for that of the system."""
        return str(self._store.value("window/language", ""))

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("window/language", value)

    @property
    def history_file(self) -> Path:
        """Where the history is kept: with the user's data, or beside a file that was named."""
        if self._file is not None:
            return self._file.with_name("history.sqlite")
        place = QStandardPaths.StandardLocation.AppLocalDataLocation
        return Path(QStandardPaths.writableLocation(place)) / "history.sqlite"

    @property
    def keeps_history(self) -> bool:
        """Whether what is read goes into the history."""
        return self._is_on("history/kept", otherwise=True)

    @keeps_history.setter
    def keeps_history(self, value: bool) -> None:
        self._store.setValue("history/kept", _as_text(value))

    @property
    def history_identity(self) -> bool:
        """Whether the history keeps who a scan is of."""
        return self._is_on("history/identity", otherwise=False)

    @history_identity.setter
    def history_identity(self, value: bool) -> None:
        self._store.setValue("history/identity", _as_text(value))

    @property
    def keeps_recent(self) -> bool:
        """Whether the files that are opened go into the list of recent ones."""
        return self._is_on("recent/kept", otherwise=True)

    @keeps_recent.setter
    def keeps_recent(self, value: bool) -> None:
        self._store.setValue("recent/kept", _as_text(value))

    def _is_on(self, name: str, *, otherwise: bool) -> bool:
        return str(self._store.value(name, _as_text(otherwise))) == "true"

    @property
    def recent(self) -> list[Path]:
        """The files that were opened last, latest first; they may be gone by now."""
        return _paths(self._store.value("recent/files"))

    def remember(self, path: Path) -> None:
        """Put a file first in the list of recent ones, if such a list is kept."""
        if self.keeps_recent:
            self._edit_recent(lambda known: [path, *(other for other in known if other != path)])

    def forget(self, path: Path) -> None:
        """Take a file off the list of recent ones."""
        self._edit_recent(lambda known: [other for other in known if other != path])

    def forget_all(self) -> None:
        """Empty the list of recent files."""
        self._edit_recent(lambda _known: [])

    def _edit_recent(self, function: Callable[[list[Path]], list[Path]]) -> None:
        # Another window may open files at the same time: what changes is kept, not the whole list.
        self._store.edit(
            "recent/files",
            lambda known: [str(path) for path in function(_paths(known))][:RECENT_LIMIT],
        )

    @property
    def last_folder(self) -> Path | None:
        """The folder that the latest file lies in, if it is still there."""
        # Path.is_dir() raises where a name is too long or a folder may not be looked into.
        folders = (path.parent for path in self.recent)
        return next((folder for folder in folders if os.path.isdir(folder)), None)  # noqa: PTH112

    @property
    def opacity(self) -> float:
        """Opacity of the strongest evidence in the heatmap, from 0 to 1."""
        return min(1.0, max(0.0, _as_float(self._store.value("heatmap/opacity"), DEFAULT_OPACITY)))

    @opacity.setter
    def opacity(self, value: float) -> None:
        self._store.setValue("heatmap/opacity", value)

    @property
    def threshold(self) -> float:
        """Evidence below which the heatmap is left out, from 0 to 1."""
        return min(1.0, max(0.0, _as_float(self._store.value("heatmap/threshold"), 0.0)))

    @threshold.setter
    def threshold(self, value: float) -> None:
        self._store.setValue("heatmap/threshold", value)

    @property
    def appearance(self) -> Appearance:
        """Light, dark, or as the system has it."""
        stored = str(self._store.value("window/appearance", Appearance.SYSTEM))
        return Appearance(stored) if stored in set(Appearance) else Appearance.SYSTEM

    @appearance.setter
    def appearance(self, value: Appearance) -> None:
        self._store.setValue("window/appearance", str(value))

    @property
    def shortcuts(self) -> dict[str, str]:
        """The user's own keys: from the name of an action to a key, or to nothing for none."""
        names = self._store.keys_of("shortcuts")
        return {name: str(self._store.value(f"shortcuts/{name}")) for name in names}

    @shortcuts.setter
    def shortcuts(self, value: dict[str, str]) -> None:
        self._store.remove("shortcuts")
        for name, keys in value.items():
            self._store.setValue(f"shortcuts/{name}", keys)

    @property
    def shows_strip(self) -> bool:
        """Whether the scans of the folder are shown beside the scan."""
        return self._is_on("window/strip", otherwise=True)

    @shows_strip.setter
    def shows_strip(self, value: bool) -> None:
        self._store.setValue("window/strip", _as_text(value))

    @property
    def report_institution(self) -> str:
        """What stands at the head of a report."""
        return str(self._store.value("report/institution", ""))

    @report_institution.setter
    def report_institution(self, value: str) -> None:
        self._store.setValue("report/institution", value)

    @property
    def report_logo(self) -> Path | None:
        """The picture at the head of a report; it may be gone by now."""
        stored = str(self._store.value("report/logo", ""))
        return Path(stored) if stored else None

    @report_logo.setter
    def report_logo(self, value: Path | None) -> None:
        self._store.setValue("report/logo", "" if value is None else str(value))

    @property
    def report_reader(self) -> str:
        """Who reads scans here and signs reports."""
        return str(self._store.value("report/reader", ""))

    @report_reader.setter
    def report_reader(self, value: str) -> None:
        self._store.setValue("report/reader", value)

    @property
    def report_paper(self) -> str:
        """The paper of a report, as `engine.report.Paper` calls it; empty if none was chosen."""
        return str(self._store.value("report/paper", ""))

    @report_paper.setter
    def report_paper(self, value: str) -> None:
        self._store.setValue("report/paper", value)

    @property
    def report_folder(self) -> Path:
        """Where the latest report was saved, or else where documents are kept."""
        stored = str(self._store.value("report/folder", ""))
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(stored or QStandardPaths.writableLocation(documents))

    @report_folder.setter
    def report_folder(self, value: Path) -> None:
        self._store.setValue("report/folder", str(value))

    @property
    def geometry(self) -> QByteArray | None:
        """Place and size of the window, as Qt stores them."""
        stored = self._store.value("window/geometry")
        return stored if isinstance(stored, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    def save(self) -> None:
        """Write everything to disk now.

        Raises
        ------
        UserFacingError
            If it cannot be written; what was written before stays as it is.
        """
        self._store.sync()

    def tell_faults(self, tell: Callable[[UserFacingError], object]) -> None:
        """Have somebody told when the settings cannot be written of their own accord."""
        self._store.on_fault = tell


def _store_of(file: Path | None) -> SettingsFile | SystemSettings:
    if file is not None:
        return SettingsFile.of(file)
    system = SystemSettings()
    # Elsewhere the system has a place of its own for settings, which is no file that we write.
    return (
        system if sys.platform in {"win32", "darwin"} else SettingsFile.of(Path(system.fileName()))
    )


def _as_text(value: bool) -> str:
    return "true" if value else "false"


def _as_float(stored: object, default: float) -> float:
    try:
        return float(str(stored))
    except ValueError:
        return default


def _paths(stored: object) -> list[Path]:
    # A list of one comes back from an INI file as a plain string.
    names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
    return [Path(str(name)) for name in names if name][:RECENT_LIMIT]

"""INI file of settings: never left half written, and shared between windows.

QSettings alone writes what fits onto a full disk and reports success. Here it writes to a new file,
which is read back, compared, and only then replaces the old one. Edits of other windows are merged.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final
from weakref import WeakMethod, WeakValueDictionary

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QLockFile, QSettings, QTimer

from desktop.language.translation import translate
from desktop.settings import migrations
from engine.errors import UserFacingError

# A slider changes its setting many times a second; one writing is enough for them all.
_SOON_MS: Final = 500
_PATIENCE_MS: Final = 3000
_RETRY_MS: Final = 20
_FORMAT: Final = QSettings.Format.IniFormat
_log = logging.getLogger(__name__)
Value = object
Edit = Callable[[Value], Value]
"""Makes a new value from the one in the file."""


class SettingsFile:
    """One INI file; its methods are named as those of QSettings.

    Parameters
    ----------
    path : Path
        The INI file; it may not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._removed: list[str] = []
        self._edits: dict[str, Edit] = {}
        self._values = migrations.up_to_date(_read(path))
        self._is_due = False
        self._is_refused = False
        self.on_fault: Callable[[UserFacingError], object] = _only_log

    @classmethod
    def of(cls, path: Path) -> SettingsFile:
        """Return the one object of this process for a file."""
        key = os.path.abspath(path)  # noqa: PTH100 - it takes ".." away without asking the disk
        known = _open.get(key)
        if known is None:
            known = _open[key] = cls(path)
        return known

    def value(self, name: str, default: Value = None) -> Value:
        """Return a value as it was set, or as it is in the file: a text, a list of texts, bytes."""
        return self._values.get(name, default)

    def setValue(self, name: str, value: Value) -> None:  # noqa: N802 - as QSettings calls it
        """Set a value; it is written within a second, or by `sync`."""
        plain = _plain(value)
        self._values[name] = plain
        self._edits[name] = lambda _before: plain
        self._save_soon()

    def edit(self, name: str, function: Edit) -> None:
        """Change a value to what a function makes of it and of what others wrote meanwhile."""
        earlier = self._edits.get(name, _unchanged)
        self._values[name] = _plain(function(self._values.get(name)))
        self._edits[name] = lambda before: _plain(function(earlier(before)))
        self._save_soon()

    def remove(self, name: str) -> None:
        """Remove a value, or all values of a group."""
        for known in self._within(name):
            self._values.pop(known, None)
            self._edits.pop(known, None)
        self._removed.append(name)
        self._save_soon()

    def keys_of(self, group: str) -> list[str]:
        """Return the names of the values in a group, without that of the group."""
        return [name.removeprefix(f"{group}/") for name in self._within(f"{group}/")]

    def sync(self) -> None:
        """Write what has changed, and take over what other windows have written.

        Raises
        ------
        UserFacingError
            If the file cannot be written, or a later version of the program wrote it. It stays as
            it was, and the changes wait for the next call.
        """
        self._is_due = False
        if not self._has_changed:
            return
        lock = self._lock()
        try:
            merged = self._merged()
            migrations.require_no_newer(self._path, merged)
            stated = {migrations.NAME: str(migrations.current())}
            _write(self._path, merged | stated)
        finally:
            lock.unlock()
        self._values, self._removed, self._edits = merged, [], {}

    @property
    def _has_changed(self) -> bool:
        return bool(self._removed or self._edits)

    def _lock(self) -> QLockFile:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        lock = QLockFile(f"{self._path}.lock")
        deadline = QDeadlineTimer(_PATIENCE_MS)
        # Short tries: QLockFile pauses ever longer between its own, and another window could have
        # locked it again at each of them. Some network drives have no locks: there, the last window
        # to write wins.
        while not lock.tryLock(_RETRY_MS):
            is_held = lock.error() is QLockFile.LockError.LockFailedError
            if not is_held or deadline.hasExpired():
                break
        return lock

    def _merged(self) -> dict[str, Value]:
        merged = migrations.up_to_date(_read(self._path))
        for removed in self._removed:
            for name in [name for name in merged if _is_within(name, removed)]:
                del merged[name]
        edited = {name: edit(merged.get(name)) for name, edit in self._edits.items()}
        return merged | edited

    def _within(self, name: str) -> list[str]:
        return [known for known in self._values if _is_within(known, name)]

    def _save_soon(self) -> None:
        if self._is_due or self._is_refused or QCoreApplication.instance() is None:
            return
        self._is_due = True
        save = WeakMethod(self._save_now)
        QTimer.singleShot(_SOON_MS, lambda: _call(save))

    def _save_now(self) -> None:
        if not self._is_due:
            return
        try:
            self.sync()
        except UserFacingError as error:
            # It would be refused each time; one message is enough.
            self._is_refused = isinstance(error, migrations.NewerSettingsError)
            self.on_fault(error)

    def __del__(self) -> None:
        if "_edits" in self.__dict__ and self._has_changed:
            # When the interpreter ends, any module may be gone already.
            with contextlib.suppress(Exception):
                self.sync()


# One object for each file: two would not see each other's changes before both are written.
_open: Final[WeakValueDictionary[str, SettingsFile]] = WeakValueDictionary()


def _call(method: WeakMethod[Callable[[], None]]) -> None:
    bound = method()
    if bound is not None:
        bound()


def _unchanged(value: Value) -> Value:
    return value


def _plain(value: Value) -> Value:
    # The form in which the value would be read from the file.
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str(value)
    return repr(value) if isinstance(value, int | float) else value


def _only_log(error: UserFacingError) -> None:
    _log.warning("the settings were not written: %s", type(error.__cause__).__name__)


def _is_within(name: str, group: str) -> bool:
    return name == group or name.startswith(group.rstrip("/") + "/")


def _read(path: Path) -> dict[str, Value]:
    store = QSettings(str(path), _FORMAT)
    return {name: store.value(name) for name in store.allKeys()}


def _write(path: Path, values: dict[str, Value]) -> None:
    """Replace a file by one with these values, whole or not at all."""
    final = Path(os.path.realpath(path))
    # Read back under another name: for the first name QSettings would answer from its cache.
    first, second = (final.with_name(f".{secrets.token_hex(8)}.part") for _ in range(2))
    try:
        _write_new(first, values)
        first.rename(second)
        _require_whole(second, values)
        with second.open("rb+") as file:
            os.fsync(file.fileno())
        if final.exists():
            second.chmod(final.stat().st_mode)
        second.replace(final)
    except OSError as error:
        raise unwritable(path) from error
    finally:
        for left in (first, second, Path(f"{first}.lock"), Path(f"{second}.lock")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _write_new(path: Path, values: dict[str, Value]) -> None:
    store = QSettings(str(path), _FORMAT)
    for name, value in values.items():
        store.setValue(name, value)
    store.sync()
    if store.status() is not QSettings.Status.NoError:
        raise OSError
    if not values:
        path.touch()


def _require_whole(path: Path, values: dict[str, Value]) -> None:
    if _comparable(_read(path)) != _comparable(values):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _comparable(values: dict[str, Value]) -> dict[str, Value]:
    # An INI file returns a list of one text as a text, and an empty list as nothing.
    plain = {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in values.items()
    }
    return {name: value for name, value in plain.items() if value not in ([], None, "")}


def unwritable(path: Path) -> UserFacingError:
    """Return the error for settings that cannot be written."""
    return UserFacingError(
        translate("settings file", "The settings could not be written."),
        translate(
            "settings file",
            "Free some space, or make their folder writable. Until then, changes last until the "
            "window is closed.",
        ),
        path,
    )

"""SQLite history of readings: what was read, when and by which model, on this computer only.

A SQLite database in write-ahead mode, opened for each task and closed after it, so that several
windows, and several programs, may share it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from engine.errors import UserFacingError
from engine.messages import records
from engine.records.csv_table import cells, classes_of, columns, write_table
from engine.records.finding_record import FindingRecord, from_stored
from engine.records.forms import Cell
from engine.records.journal import make_private
from engine.system.atomic_write import is_out_of_room

PATIENCE_S: Final = 10.0
_PAUSE_S: Final = 0.05
# "SRHi" in ASCII: a database with another number is of another program.
_APPLICATION: Final = 0x53524869
# One script for each version of the schema, from the one before it; an older database takes the
# missing ones in turn. A script that was released is never changed.
STEPS: tuple[str, ...] = (
    """
    CREATE TABLE readings (
        key TEXT PRIMARY KEY, read_at TEXT NOT NULL, path BLOB NOT NULL, record TEXT NOT NULL,
        patient_name TEXT NOT NULL
    );
    CREATE INDEX by_time ON readings (read_at);
    """,
)
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_UNWRITABLE: Final = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
)
_Answer = TypeVar("_Answer")


class NewerHistoryError(UserFacingError):
    """A later version of the program wrote the history; it is left as it is."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One reading.

    Attributes
    ----------
    read_at : datetime
        When, with a time zone.
    row : FindingRecord
        The finding. ``row.patient`` is the PatientID, or None where identity is not kept.
    patient_name : str
        Empty where identity is not kept.
    key : str
        Makes the entry unlike any other; an entry that is added twice is kept once.
    """

    read_at: dt.datetime
    row: FindingRecord
    patient_name: str = field(default="", repr=False)
    key: str = field(default_factory=lambda: secrets.token_hex(16))


class History:
    """The readings of this user. May be used from any thread.

    Parameters
    ----------
    path : Path
        The database; it and its folder are made when the first entry is added.
    patience_s : float
        For how long to wait for another program that writes to it, in seconds.
    """

    def __init__(self, path: Path, patience_s: float = PATIENCE_S) -> None:
        self.path = path
        self._patience_s = patience_s

    def add(self, entries: Sequence[HistoryEntry]) -> None:
        """Add entries, all of them or none; those that are there already stay as they are.

        Raises
        ------
        NewerHistoryError
            If a later version of the program wrote the database.
        UserFacingError
            If it cannot be written, or is damaged.
        """

        def write(base: sqlite3.Connection) -> None:
            base.execute("BEGIN IMMEDIATE")
            base.executemany(
                "INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?, ?)", map(_stored, entries)
            )
            base.execute("COMMIT")

        with _explained(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            make_private(self.path)
            self._patiently(write)

    def entries(self) -> list[HistoryEntry]:
        """Return all entries, the oldest first; none where there is no database yet.

        Raises
        ------
        UserFacingError
            As for `add`.
        """

        def read(base: sqlite3.Connection) -> list[HistoryEntry]:
            stored = base.execute(
                "SELECT key, read_at, path, record, patient_name FROM readings"
                " ORDER BY read_at, rowid"
            )
            return [_restored(*fields) for fields in stored]

        with _explained(self.path):
            return self._patiently(read) if os.path.isfile(self.path) else []  # noqa: PTH113

    def wipe(self) -> None:
        """Remove all entries, so that no trace of them stays in the file.

        Raises
        ------
        UserFacingError
            As for `add`.
        """

        def remove(base: sqlite3.Connection) -> None:
            base.execute("PRAGMA secure_delete = ON")
            base.execute("DELETE FROM readings")
            base.execute("VACUUM")
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        with _explained(self.path):
            if os.path.isfile(self.path):  # noqa: PTH113 - Path.is_file() raises where it may not look
                self._patiently(remove)

    def _patiently(self, task: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
        # SQLite itself waits for others, but not while a database is made or becomes write-ahead.
        deadline = time.monotonic() + self._patience_s
        while True:
            try:
                with contextlib.closing(self._open()) as base:
                    return task(base)
            except sqlite3.OperationalError as error:
                if _code(error) not in _BUSY or time.monotonic() > deadline:
                    raise
            time.sleep(_PAUSE_S)

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, timeout=self._patience_s, isolation_level=None)
        try:
            self._prepare(base)
        except BaseException:
            base.close()
            raise
        return base

    def _prepare(self, base: sqlite3.Connection) -> None:
        # In one transaction: read one by one, the version could be from before another program
        # made the tables, and the tables from after that.
        base.execute("BEGIN")
        version = self._version(base)
        base.execute("COMMIT")
        if version < len(STEPS):
            if not version:
                base.execute("PRAGMA journal_mode = WAL")
            base.execute("BEGIN IMMEDIATE")
            # Another program may have done it since.
            for script in STEPS[self._version(base) :]:
                for statement in filter(str.strip, script.split(";")):
                    base.execute(statement)
            base.execute(f"PRAGMA application_id = {_APPLICATION}")
            base.execute(f"PRAGMA user_version = {len(STEPS)}")
            base.execute("COMMIT")

    def _version(self, base: sqlite3.Connection) -> int:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        (application,) = base.execute("PRAGMA application_id").fetchone()
        (tables,) = base.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        if tables and application != _APPLICATION:
            raise _damaged(self.path)
        if version > len(STEPS):
            raise NewerHistoryError(records.HISTORY_NEWER, records.USE_LATER_VERSION, self.path)
        return int(version)


def export_history(target: Path, entries: Sequence[HistoryEntry], *, identity: bool) -> None:
    """Write entries as CSV, in their order: when, and then the columns of a batch.

    Parameters
    ----------
    target : Path
        UTF-8, with a line of names.
    entries : sequence of HistoryEntry
        What to write.
    identity : bool
        Whether the patient's name and PatientID, laterality and view are written.

    Raises
    ------
    UserFacingError
        If it cannot be written.
    """
    classes = classes_of(entry.row for entry in entries)
    names = ["read_at", *columns(classes, identity=identity)]

    def line(entry: HistoryEntry) -> list[Cell]:
        patient = [entry.patient_name] if identity else []
        when = entry.read_at.isoformat(timespec="seconds")
        return [when, *cells(entry.row, classes, identity=identity), *patient]

    write_table(target, names + ["patient_name"] * identity, map(line, entries))


def _stored(entry: HistoryEntry) -> tuple[str, str, bytes, str, str]:
    # Of one length, so that the order of the texts is that of the times.
    when = entry.read_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    path = os.fsencode(entry.row.path)
    return entry.key, when, path, entry.row.to_stored(), entry.patient_name


def _restored(key: str, read_at: str, path: bytes, record: str, name: str) -> HistoryEntry:
    row = from_stored(os.fsdecode(path), record)
    return HistoryEntry(dt.datetime.fromisoformat(read_at), row, name, key)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(error, path) from error
    except OSError as error:
        raise _unwritable(path) from error
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error


def _in_words(error: sqlite3.Error, path: Path) -> UserFacingError:
    code = _code(error)
    if code in _BUSY:
        return UserFacingError(records.HISTORY_IN_USE, records.CLOSE_IT, path)
    if code == sqlite3.SQLITE_FULL or (
        code == sqlite3.SQLITE_IOERR and is_out_of_room(path.parent)
    ):
        return UserFacingError(records.HISTORY_DISK_FULL, records.FREE_SPACE, path)
    if code in _UNWRITABLE:
        return _unwritable(path)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, 0}:
        return _damaged(path)
    return UserFacingError(records.HISTORY_UNWRITABLE, records.CHECK_DISK, path)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _unwritable(path: Path) -> UserFacingError:
    return UserFacingError(records.HISTORY_FORBIDDEN, records.MAKE_WRITABLE, path)


def _damaged(path: Path) -> UserFacingError:
    return UserFacingError(records.HISTORY_DAMAGED, records.MOVE_AWAY, path)

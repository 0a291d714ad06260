"""SQLite journal of a batch: one committed row a file, so that a killed batch resumes.

A SQLite database in write-ahead mode, forced to the disk with every row: a row that was
acknowledged is there after a crash of the program and of the computer. It is held exclusively, so
that no two programs write to the same output.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Self

from engine.errors import UserFacingError
from engine.messages import records
from engine.records.finding_record import FindingRecord, from_stored
from engine.records.plan import FoundFile, Known, Plan, Stamp
from engine.system.atomic_write import is_out_of_room

ENDING: Final = ".journal"
_FORMAT: Final = 1
_SCHEMA: Final = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE rows (
    root INTEGER NOT NULL, name BLOB NOT NULL,
    size INTEGER, modified INTEGER, kind TEXT NOT NULL, basis TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (root, name)
) WITHOUT ROWID;
"""


class JournalInUseError(UserFacingError):
    """Another program, or another window, writes to the same output."""


class JournalUnwritableError(UserFacingError):
    """There is no room for the journal, or no right to write it."""


class OtherBatchError(UserFacingError):
    """The journal belongs to a batch of other folders or options."""


def journal_of(output: Path) -> Path:
    """Return where the journal of an output lies: beside it."""
    return output.with_name(output.name + ENDING)


class Journal:
    """The journal of one batch. Used from the thread that opened it.

    Parameters
    ----------
    path : Path
        The database; made if there is none.
    in_memory : bool
        Leave the disk alone and forget everything when it is closed; the path is only named.

    Raises
    ------
    JournalInUseError
        If somebody else holds it.
    JournalUnwritableError
        If it cannot be written.
    UserFacingError
        If it is damaged.
    """

    def __init__(self, path: Path, *, in_memory: bool = False) -> None:
        self.path = path
        self._is_in_memory = in_memory
        if not in_memory:
            make_private(path)
        with _explained(path):
            place = ":memory:" if in_memory else path
            self._base = sqlite3.connect(place, timeout=0, isolation_level=None)
        try:
            with _explained(path):
                self._prepare()
        except BaseException:
            self._base.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _prepare(self) -> None:
        # Exclusive first: the lock is then taken once, and the write-ahead log needs no memory
        # shared between programs, which network file systems do not offer.
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute("BEGIN EXCLUSIVE")
        tables = {name for (name,) in self._base.execute("SELECT name FROM sqlite_master")}
        if not tables:
            for statement in filter(str.strip, _SCHEMA.split(";")):
                self._base.execute(statement)
            self._set("format", str(_FORMAT))
            self._set("salt", secrets.token_hex(16))
        elif not {"facts", "rows"} <= tables or self._fact("format") != str(_FORMAT):
            self._base.execute("ROLLBACK")
            raise sqlite3.DatabaseError("of another program")
        self._base.execute("COMMIT")

    @property
    def plan(self) -> Plan | None:
        """What the batch reads; None before `begin`."""
        written = self._fact("plan")
        if written is None:
            return None
        with _explained(self.path):
            content = json.loads(written)
            return Plan(
                tuple(map(Path, content["folders"])),
                content["recursive"],
                content["modality"],
                content["identity"],
            )

    @property
    def is_finished(self) -> bool:
        """Whether every file had its row when the batch ended."""
        return self._fact("finished") is not None

    @property
    def salt(self) -> bytes:
        """Random text that makes the tokens of this batch unlike those of any other."""
        return bytes.fromhex(self._fact("salt") or "")

    @property
    def count(self) -> int:
        """Number of rows."""
        with _explained(self.path):
            return int(self._base.execute("SELECT COUNT(*) FROM rows").fetchone()[0])

    @property
    def models(self) -> str:
        """Models in words, as of the latest start or resumption of the batch."""
        return self._fact("models") or ""

    def begin(self, plan: Plan, models: str) -> None:
        """Write down what is going to be read, and by which models.

        Raises
        ------
        OtherBatchError
            If the journal is that of other folders.
        UserFacingError
            If it cannot be written.
        """
        before = self.plan
        if before is not None and (before.absolute, before.recursive) != (
            plan.absolute,
            plan.recursive,
        ):
            raise OtherBatchError(records.OTHER_BATCH, records.NAME_SAME_FOLDERS, self.path)
        content = {
            "folders": [str(folder) for folder in plan.absolute],
            "recursive": plan.recursive,
            "modality": plan.modality,
            "identity": plan.identity,
        }
        with _explained(self.path), self._base:
            self._base.execute("BEGIN")
            self._set("plan", json.dumps(content))
            self._set("models", models)
            self._base.execute("DELETE FROM facts WHERE name = 'finished'")

    def clear(self) -> None:
        """Forget everything, to begin anew."""
        with _explained(self.path), self._base:
            self._base.execute("BEGIN")
            self._base.execute("DELETE FROM rows")
            self._base.execute("DELETE FROM facts WHERE name IN ('plan', 'models', 'finished')")

    def add(self, found: FoundFile, row: FindingRecord, known: Known) -> None:
        """Write a row, in place of an older one of the same file; on return it is on the disk.

        Raises
        ------
        UserFacingError
            If it cannot be written.
        """
        stamp = known.stamp
        with _explained(self.path):
            self._base.execute(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    found.root,
                    os.fsencode(found.name),
                    None if stamp is None else stamp.size,
                    None if stamp is None else stamp.modified_ns,
                    known.kind,
                    known.basis,
                    row.to_stored(),
                ),
            )

    def known(self) -> dict[tuple[int, str], Known]:
        """Return what is known of every file, by the number of its folder and its name."""
        with _explained(self.path):
            return {
                (root, os.fsdecode(name)): Known(_stamp(size, modified), kind, basis)
                for root, name, size, modified, kind, basis in self._base.execute(
                    "SELECT root, name, size, modified, kind, basis FROM rows"
                )
            }

    def row(self, found: FoundFile, plan: Plan) -> FindingRecord:
        """Return the row of a file that is known."""
        with _explained(self.path):
            (record,) = self._base.execute(
                "SELECT record FROM rows WHERE root = ? AND name = ?",
                (found.root, os.fsencode(found.name)),
            ).fetchone()
            return from_stored(str(plan.path_of(found)), record)

    def rows(self, plan: Plan) -> Iterator[FindingRecord]:
        """Yield every row, in the order of the folders and of the bytes of the names in them."""
        with _explained(self.path):
            for root, name, record in self._base.execute(
                "SELECT root, name, record FROM rows ORDER BY root, name"
            ):
                path = plan.path_of(FoundFile(root, os.fsdecode(name)))
                yield from_stored(str(path), record)

    def finish(self) -> None:
        """Write down that every file has its row."""
        with _explained(self.path):
            self._set("finished", "yes")

    def close(self) -> None:
        """Let go of the journal; what is in it stays."""
        self._base.close()

    def discard(self) -> None:
        """Close the journal and remove it from the disk."""
        self.close()
        if not self._is_in_memory:
            discard(self.path)

    def _fact(self, name: str) -> str | None:
        with _explained(self.path):
            found = self._base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def _set(self, name: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def make_private(path: Path) -> None:
    """Make an empty database that only this user may read; one that exists stays as it is."""
    # Paths and findings are nobody else's business. One that exists is not opened: closing it would
    # release the locks that this process may hold on it. Where it fails, SQLite has the words.
    with contextlib.suppress(OSError, ValueError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def discard(path: Path) -> None:
    """Remove a journal that nobody holds; it is no fault if there is none."""
    for name in companions(path):
        with contextlib.suppress(OSError):
            name.unlink()


def companions(path: Path) -> Sequence[Path]:
    """Return the files that a journal may consist of, itself first."""
    return [path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))]


def _stamp(size: int | None, modified: int | None) -> Stamp | None:
    return None if size is None or modified is None else Stamp(size, modified)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(error, path) from error
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error


def _in_words(error: sqlite3.Error, path: Path) -> UserFacingError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return JournalInUseError(records.JOURNAL_IN_USE, records.WAIT, path)
    is_full = code == sqlite3.SQLITE_IOERR and is_out_of_room(path.parent)
    if code == sqlite3.SQLITE_FULL or is_full:
        return JournalUnwritableError(
            records.JOURNAL_DISK_FULL, records.FREE_SPACE_AND_RESUME, path
        )
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return JournalUnwritableError(records.JOURNAL_FORBIDDEN, records.CHOOSE_OWN_FOLDER, path)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, 0}:
        return _damaged(path)
    return UserFacingError(records.JOURNAL_UNWRITABLE, records.CHECK_DISK_AND_RESUME, path)


def _damaged(path: Path) -> UserFacingError:
    return UserFacingError(records.JOURNAL_DAMAGED, records.REMOVE_JOURNAL, path)

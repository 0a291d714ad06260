"""The history: nothing in it is lost, and nothing of it stays once it is wiped."""

from __future__ import annotations

import csv
import datetime as dt
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import UserFacingError
from engine.finding import ModelIdentity, Status
from engine.records import history
from engine.records.finding_record import FindingRecord
from engine.records.history import History, HistoryEntry, NewerHistoryError, export_history
from tests.fakes.rows import rows

NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
ROW = FindingRecord("/scans/a.dcm", Status.OK, "ultrasound", "benign", 0.9, {"benign": 0.9}, 0.05)
WRITER = """
import datetime as dt, sys
from pathlib import Path
from engine.records.finding_record import FindingRecord
from engine.finding import Status
from engine.records.history import History, HistoryEntry
history = History(Path(sys.argv[1]))
for number in range(25):
    row = FindingRecord(f"{sys.argv[2]}{number}", Status.INCONCLUSIVE)
    history.add([HistoryEntry(dt.datetime.now(dt.UTC), row)])
"""


def entry(minute: int = 0, **changes: object) -> HistoryEntry:
    return HistoryEntry(NOON + dt.timedelta(minutes=minute), replace(ROW, **changes))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


@given(row=rows, name=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_what_is_added_comes_back(path: Path, row: FindingRecord, name: str) -> None:
    kept = HistoryEntry(NOON, row, name)
    History(path).add([kept])
    assert kept in History(path).entries()


def test_the_oldest_comes_first_and_none_twice(path: Path) -> None:
    first, second = entry(0), entry(1)
    History(path).add([second])
    History(path).add([first, second])
    assert History(path).entries() == [first, second]


def test_there_is_nothing_before_the_first_reading(path: Path) -> None:
    assert History(path).entries() == []
    History(path).wipe()
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a path is text there")
def test_a_path_that_is_no_text_comes_back(path: Path) -> None:
    name = os.fsdecode(b"/scans/\xff\xfe.png")
    History(path).add([entry(path=name)])
    assert History(path).entries()[0].row.path == name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_the_user_may_read_it(path: Path) -> None:
    History(path).add([entry()])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_wiping_leaves_no_trace_in_the_files(path: Path) -> None:
    for number in range(50):
        History(path).add([HistoryEntry(NOON, replace(ROW, path=f"/x/{number}"), "Musterfrau")])
    assert b"Musterfrau" in path.read_bytes()
    History(path).wipe()
    assert History(path).entries() == []
    for file in path.parent.iterdir():
        assert b"Musterfrau" not in file.read_bytes()


def test_two_programs_lose_no_row(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in ("a", "b")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = {kept.row.path for kept in History(path).entries()}
    assert found == {f"{name}{number}" for name in ("a", "b") for number in range(25)}


def test_an_older_database_is_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = entry()
    History(path).add([kept])
    step = "ALTER TABLE readings ADD COLUMN note TEXT; CREATE INDEX by_note ON readings (note);"
    monkeypatch.setattr(history, "STEPS", (*history.STEPS, step))
    assert History(path).entries() == [kept]
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT note FROM readings").fetchall() == [(None,)]
        assert base.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_newer_database_is_refused_and_left_as_it_is(path: Path) -> None:
    History(path).add([entry()])
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for task in (lambda: History(path).add([entry()]), History(path).entries, History(path).wipe):
        with pytest.raises(NewerHistoryError, match="later version"):
            task()
    assert path.read_bytes() == before


def test_two_programs_may_begin_it_at_the_same_moment(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that begins it between two looks of another does not make it look damaged."""
    other = [entry(1)]

    class Interrupted(sqlite3.Connection):
        def execute(self, statement: str, *values: tuple[str, ...]) -> sqlite3.Cursor:
            if statement.startswith("SELECT COUNT") and other:
                late = other.pop()
                with suppress(UserFacingError):
                    History(path, 0.1).add([late])
            return super().execute(statement, *values)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Interrupted))
    mine = entry(2)
    History(path, 5).add([mine])
    assert mine in History(path).entries()
    assert not other


@pytest.mark.parametrize("content", [b"not a database" * 100, b""])
def test_what_is_no_history(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    if not content:
        assert History(path).entries() == []
        return
    with pytest.raises(UserFacingError, match="damaged"):
        History(path).add([entry()])
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE readings (other TEXT)")
    with pytest.raises(UserFacingError, match="of another program"):
        History(path).wipe()
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT COUNT(*) FROM readings").fetchone() == (0,)


def test_a_home_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(UserFacingError, match="cannot be kept"):
        History(blocked / "history.sqlite").add([entry()])


def test_a_full_disk_is_said_in_one_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The database may grow no further: SQLite reports that as it reports a full disk.
    History(path).add([entry()])
    usual = sqlite3.connect

    def on_full_disk(*arguments: object, **options: object) -> sqlite3.Connection:
        base = usual(*arguments, **options)  # type: ignore[call-overload]
        base.execute("PRAGMA max_page_count = 1")
        return base

    monkeypatch.setattr(sqlite3, "connect", on_full_disk)
    with pytest.raises(UserFacingError, match="disk is full"):
        History(path).add([entry(number) for number in range(200)])
    monkeypatch.undo()
    assert len(History(path).entries()) == 1


def test_whoever_holds_it_for_too_long_is_named(path: Path) -> None:
    History(path).add([entry()])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserFacingError, match="Another program"):
            History(path, patience_s=0.0).add([entry()])


@pytest.mark.parametrize("identity", [False, True])
def test_the_export_names_patients_only_when_asked(path: Path, identity: bool) -> None:
    target = path.parent / "out.csv"
    target.parent.mkdir()
    row = replace(ROW, path="=1+1", patient="4711", model=ModelIdentity("m", "1", "ab"))
    export_history(target, [HistoryEntry(NOON, row, "Musterfrau")], identity=identity)
    with target.open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["path"] == "'=1+1"
    assert line["read_at"] == "2026-03-01T12:00:00+00:00"
    assert line["model_version"] == "1"
    assert ("Musterfrau" in line.values(), "4711" in line.values()) == (identity, identity)


def test_a_fault_of_the_disk_is_put_down_to_the_room_on_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So says SQLite where there is no room for the memory that it shares beside a database.
    fault = sqlite3.OperationalError("disk I/O error")
    fault.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE

    def fails(*_arguments: object, **_options: object) -> None:
        raise fault

    monkeypatch.setattr(sqlite3, "connect", fails)
    with pytest.raises(UserFacingError, match="could not be written"):
        History(path).add([entry()])
    monkeypatch.setattr(history, "is_out_of_room", lambda _folder: True)
    with pytest.raises(UserFacingError, match="disk is full"):
        History(path).add([entry()])

"""Histories that earlier versions of the program wrote, kept as they left them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.finding import ModelIdentity, OperatingPoint, Reason, Status
from engine.records import history
from engine.records.finding_record import FindingRecord, from_stored
from engine.records.history import History, HistoryEntry, NewerHistoryError

STORED = Path(__file__).parent / "stored"
# The scripts that were released, in turn: none of them may ever change.
RELEASED = ("de08f08ce5232273d7cce0e74b2d1fc00a3fca47cb22cb25021acb3f02711597",)
ANSWERED = FindingRecord(
    path="/Aufnahmen/für Ärzte/a.dcm",
    status=Status.OK,
    modality="ultrasound",
    class_name="malignant",
    confidence=0.8125,
    malignancy_probability=0.8125,
    probabilities={"benign": 0.125, "malignant": 0.8125, "normal": 0.0625},
    operating_point=OperatingPoint("sensitivity 0.90", 0.3125, 0.90625),
    model=ModelIdentity("ultrasound", "0.10.0", "ab" * 32),
    frame=3,
    frames=12,
    laterality="L",
    view="CC",
    patient="4711",
)
UNREADABLE = FindingRecord(
    path="/Aufnahmen/b.png",
    status=Status.UNREADABLE,
    reason=Reason("The file is damaged.", "Ask for another copy."),
)
ENTRIES = [
    HistoryEntry(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), ANSWERED, "Muster", "a" * 32),
    HistoryEntry(
        dt.datetime(2026, 3, 2, 8, 30, 0, 250000, tzinfo=dt.UTC), UNREADABLE, "", "b" * 32
    ),
]


@pytest.fixture(params=sorted(STORED.glob("*.sqlite")), ids=lambda file: file.stem)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "history.sqlite"))


def user_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as base:
        (version,) = base.execute("PRAGMA user_version").fetchone()
    return int(version)


def test_there_is_a_stored_history_of_every_version() -> None:
    versions = {user_version(file) for file in STORED.glob("*.sqlite")}
    assert versions == set(range(1, len(history.STEPS) + 1))


def test_what_was_released_is_as_it_was() -> None:
    digests = tuple(hashlib.sha256(step.encode()).hexdigest() for step in history.STEPS)
    assert digests == RELEASED


def test_every_entry_comes_back(path: Path) -> None:
    assert History(path).entries() == ENTRIES
    assert user_version(path) == len(history.STEPS)


def test_it_can_be_added_to_and_wiped(path: Path) -> None:
    new = HistoryEntry(dt.datetime(2026, 4, 1, tzinfo=dt.UTC), UNREADABLE)
    History(path).add([new])
    assert History(path).entries() == [*ENTRIES, new]
    History(path).wipe()
    assert History(path).entries() == []


def test_a_later_version_takes_it_over_and_an_earlier_one_then_leaves_it_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = "ALTER TABLE readings ADD COLUMN note TEXT NOT NULL DEFAULT ''"
    with monkeypatch.context() as later:
        later.setattr(history, "STEPS", (*history.STEPS, step))
        assert History(path).entries() == ENTRIES
    before = path.read_bytes()
    with pytest.raises(NewerHistoryError, match="later version"):
        History(path).entries()
    with pytest.raises(NewerHistoryError):
        History(path).add(ENTRIES)
    assert path.read_bytes() == before


def test_what_is_written_is_what_version_0_1_0_reads() -> None:
    assert json.loads(ANSWERED.to_stored()) == {
        "status": "ok",
        "modality": "ultrasound",
        "class": "malignant",
        "confidence": 0.8125,
        "malignancy": 0.8125,
        "probabilities": {"benign": 0.125, "malignant": 0.8125, "normal": 0.0625},
        "point": ["sensitivity 0.90", 0.3125, 0.90625],
        "model": ["ultrasound", "0.10.0", "ab" * 32],
        "frame": 3,
        "frames": 12,
        "error": ["", ""],
        "laterality": "L",
        "view": "CC",
        "patient": "4711",
    }


def test_what_an_older_version_did_not_write_is_not_known() -> None:
    assert from_stored("/scans/a.dcm", '{"status": "ok", "later": 1}') == FindingRecord(
        "/scans/a.dcm", Status.OK
    )

"""The journal of a batch: what is in it stays, and only one may write to it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from engine.errors import UserFacingError
from engine.finding import Status
from engine.records.finding_record import FindingRecord, from_stored
from engine.records.journal import (
    Journal,
    JournalInUseError,
    OtherBatchError,
    companions,
)
from engine.records.plan import FoundFile, Known, Plan, Stamp
from tests.fakes.rows import rows

KNOWN = Known(Stamp(10, 20), "ultrasound", "basis")


def row(path: str, malignancy: float = 0.1) -> FindingRecord:
    return FindingRecord(path, Status.OK, malignancy_probability=malignancy)


@given(rows)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_row_comes_back_to_the_last_bit(written: FindingRecord) -> None:
    assert from_stored("folder/a", written.to_stored()) == written


def test_rows_are_there_after_a_crash(tmp_path: Path) -> None:
    plan = Plan((tmp_path / "scans",))
    journal = Journal(tmp_path / "j")
    journal.begin(plan, "models")
    journal.add(FoundFile(0, "a"), row("a"), KNOWN)
    # What lies on the disk at this moment is what a crash would leave.
    (tmp_path / "crash").mkdir()
    for name in companions(journal.path):
        if name.exists():
            shutil.copy(name, tmp_path / "crash" / name.name)
    journal.close()
    with Journal(tmp_path / "crash" / "j") as found:
        assert found.plan == plan
        assert found.known() == {(0, "a"): KNOWN}
        assert not found.is_finished


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are text there")
def test_rows_are_in_the_order_of_their_names_which_may_be_no_text(tmp_path: Path) -> None:
    names = ["b", "a/z", os.fsdecode(b"a\xff"), "a", "\u00e4", "B"]
    plan = Plan((Path("x"),))
    with Journal(tmp_path / "j") as journal:
        journal.begin(plan, "")
        for name in names:
            journal.add(FoundFile(0, name), row(name), KNOWN)
        written = [found.path for found in journal.rows(plan)]
        assert written == [f"x/{name}" for name in sorted(names, key=os.fsencode)]
        assert set(journal.known()) == {(0, name) for name in names}


def test_a_later_row_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    plan = Plan((Path("x"),))
    with Journal(tmp_path / "j") as journal:
        journal.begin(plan, "")
        for malignancy in (0.1, 0.2):
            journal.add(FoundFile(0, "a"), row("a", malignancy), KNOWN)
        assert journal.count == 1
        assert journal.row(FoundFile(0, "a"), plan).malignancy_probability == 0.2


def test_the_second_to_write_to_an_output_is_told(tmp_path: Path) -> None:
    with (
        Journal(tmp_path / "j"),
        pytest.raises(JournalInUseError, match="Another batch is writing"),
    ):
        Journal(tmp_path / "j")
    Journal(tmp_path / "j").close()


def test_other_folders_are_refused(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        journal.begin(Plan((tmp_path / "a",)), "")
        with pytest.raises(OtherBatchError):
            journal.begin(Plan((tmp_path / "b",)), "")
        with pytest.raises(OtherBatchError):
            journal.begin(Plan((tmp_path / "a",), recursive=True), "")
        journal.clear()
        journal.begin(Plan((tmp_path / "b",)), "")


def test_a_batch_that_goes_on_is_not_finished(tmp_path: Path) -> None:
    plan = Plan((tmp_path,))
    with Journal(tmp_path / "j") as journal:
        journal.begin(plan, "")
        journal.finish()
    with Journal(tmp_path / "j") as journal:
        assert journal.is_finished
        journal.begin(plan, "")
        assert not journal.is_finished


@pytest.mark.parametrize("content", [b"path,status\r\n" * 100, b"SQLite format 3\0" + b"\1" * 4096])
def test_what_is_no_journal_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "j"
    path.write_bytes(content)
    with pytest.raises(UserFacingError, match="damaged, or of another program"):
        Journal(path)
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="cannot be written beside the output"):
        Journal(tmp_path / "none" / "j")


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions")
def test_a_journal_is_for_its_owner_alone(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        journal.begin(Plan((tmp_path,)), "")
        kept = [name for name in companions(journal.path) if name.exists()]
        assert {stat.S_IMODE(name.stat().st_mode) for name in kept} == {0o600}


def test_nothing_is_left_of_a_journal_that_is_discarded(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    journal.begin(Plan((tmp_path,)), "")
    journal.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_journal_in_memory_leaves_the_disk_alone(tmp_path: Path) -> None:
    plan = Plan((tmp_path,))
    with Journal(tmp_path / "none" / "j", in_memory=True) as journal:
        journal.begin(plan, "models")
        journal.add(FoundFile(0, "a"), row("a"), KNOWN)
        assert [found.path for found in journal.rows(plan)] == [str(tmp_path / "a")]
        journal.discard()
    assert list(tmp_path.iterdir()) == []

"""Reading folders: what gets a row, what a row says, and how a batch ends."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path

import pytest

from engine.batch.find_files import distinct_folders, find_files
from engine.batch.folder_watch import FolderGoneError
from engine.batch.run import Batch
from engine.errors import ModelError, UserFacingError
from engine.finding import Status
from engine.records.by_breast import by_patient
from engine.records.finding_record import FindingRecord
from engine.records.journal import Journal
from engine.records.plan import Plan
from engine.records.summary import Summary
from engine.scan import Modality
from tests.fakes.batch import FakePool, FakeReader, GatedPool, card, make_files

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


class Bench:
    """A folder, a journal beside it, and batches over them."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "scans"
        self.folder.mkdir()
        self.journal = place / "out.csv.journal"
        self.pools: list[FakePool] = []
        self.faults: list[BaseException] = []

    def open_pool(self, _workers: int) -> FakePool:
        self.pools.append(FakePool())
        return self.pools[-1]

    @property
    def opened(self) -> list[str]:
        """The files that the latest batch opened, sorted."""
        return sorted(self.pools[-1].opened)

    def run(self, reader: FakeReader | None = None, **options: object) -> list[FindingRecord]:
        plan_options = {
            name: options.pop(name)
            for name in ("recursive", "modality", "identity")
            if name in options
        }
        plan = Plan((self.folder,), **plan_options)
        options.setdefault("open_pool", self.open_pool)
        with Journal(self.journal) as journal:
            batch = Batch(
                plan, journal, reader or FakeReader(), on_fault=self.faults.append, **options
            )
            with contextlib.closing(batch.run()) as rows:
                list(rows)
            return list(journal.rows(plan))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def names(rows: list[FindingRecord]) -> list[str]:
    return [Path(row.path).name for row in rows]


def test_every_file_gets_a_row_whatever_becomes_of_it(bench: Bench) -> None:
    make_files(bench.folder, b=255, a=85, c=0)
    (bench.folder / "empty").touch()
    rows = bench.run(workers=2)
    assert names(rows) == ["a", "b", "c", "empty"]
    assert [row.status for row in rows] == [
        Status.INCONCLUSIVE,
        Status.OK,
        Status.OUT_OF_SCOPE,
        Status.UNREADABLE,
    ]
    assert rows[1].malignancy_probability == 1.0
    assert rows[1].is_suspicious
    assert rows[1].path == str(bench.folder / "b")
    assert rows[3].reason is not None
    assert rows[3].reason.summary == "The file is empty."
    assert bench.pools[-1].is_closed


def test_a_fault_of_the_program_is_a_row_and_the_rest_goes_on(bench: Bench) -> None:
    make_files(bench.folder, bug=9, fine=9)
    rows = bench.run()
    assert [row.status for row in rows] == [Status.UNREADABLE, Status.OK]
    assert rows[0].reason is not None
    assert "ZeroDivisionError" in rows[0].reason.summary
    assert [type(fault) for fault in bench.faults] == [ZeroDivisionError]


def test_an_altered_model_ends_the_batch(bench: Bench) -> None:
    (bench.folder / "no-model").write_bytes(b"\x09")
    with pytest.raises(ModelError):
        bench.run()


def test_of_several_frames_the_most_suspicious_is_told(bench: Bench) -> None:
    (bench.folder / "cine").write_bytes(bytes([0, 20, 200, 200, 10]))
    (bench.folder / "dark").write_bytes(bytes([0, 0]))
    cine, dark = bench.run()
    assert (cine.frame, cine.frames) == (2, 5)
    assert cine.malignancy_probability == 200 / 255
    assert (dark.frame, dark.frames, dark.status) == (0, 2, Status.OUT_OF_SCOPE)


def test_folders_inside_are_read_when_asked_for(bench: Bench) -> None:
    make_files(bench.folder, a=1)
    make_files(bench.folder / "inner" / "picture.png", b=2)
    assert names(bench.run()) == ["a"]
    bench.journal.unlink()
    assert names(bench.run(recursive=True)) == ["a", "b"]


def test_what_systems_leave_and_what_the_batch_writes_is_passed_over(bench: Bench) -> None:
    make_files(bench.folder, a=1, mine=2)
    for name in (".hidden", "Thumbs.db", "desktop.ini", "DICOMDIR"):
        (bench.folder / name).touch()
    make_files(bench.folder / "reports", pdf=1)
    own = frozenset({str(bench.folder / "mine"), str(bench.folder / "reports")})
    assert names(bench.run(recursive=True, skipped=own)) == ["a"]


@needs_posix
def test_pipes_and_loops_of_links_neither_hang_nor_vanish(bench: Bench) -> None:
    from engine.decoding.pool import DecoderPool

    os.mkfifo(bench.folder / "pipe.png")
    (bench.folder / "loop.png").symlink_to("loop.png")
    (bench.folder / "inner").symlink_to(bench.folder, target_is_directory=True)
    rows = bench.run(recursive=True, open_pool=DecoderPool)
    assert names(rows) == ["inner", "loop.png", "pipe.png"]
    assert {row.status for row in rows} == {Status.UNREADABLE}
    assert rows[0].reason is not None
    assert "link to a folder" in rows[0].reason.summary
    assert rows[2].reason is not None
    assert "pipe" in rows[2].reason.summary


@needs_posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_may_not_be_looked_into_is_a_row(bench: Bench) -> None:
    inner = make_files(bench.folder / "inner", a=1)
    inner.chmod(0)
    try:
        rows = bench.run(recursive=True)
    finally:
        inner.chmod(0o700)
    assert [(names(rows), rows[0].status)] == [(["inner"], Status.UNREADABLE)]


def test_files_are_found_while_they_are_asked_for(tmp_path: Path) -> None:
    make_files(tmp_path, **{f"f{number}": 1 for number in range(50)})
    asked: list[Path] = []

    def is_skipped(path: Path) -> bool:
        asked.append(path)
        return False

    found = find_files(tmp_path, 0, recursive=False, is_skipped=is_skipped)
    next(found)
    assert len(asked) == 1


def test_a_folder_is_not_read_twice(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    given = [inner, tmp_path, tmp_path / "inner" / ".."]
    assert distinct_folders(given, recursive=True) == [tmp_path]
    assert distinct_folders(given, recursive=False) == [inner, tmp_path]


def test_a_second_run_reads_only_what_changed(bench: Bench) -> None:
    make_files(bench.folder, a=1, b=2, c=3)
    bench.run()
    (bench.folder / "b").write_bytes(b"\xff\xff")
    make_files(bench.folder, d=4)
    (bench.folder / "c").unlink()
    rows = bench.run()
    assert bench.opened == ["b", "d"]
    # That of a file which is gone by now is not lost.
    assert names(rows) == ["a", "b", "c", "d"]
    assert rows[1].malignancy_probability == 1.0


def test_a_file_that_could_not_be_reached_is_tried_again(bench: Bench) -> None:
    target = bench.folder / "away"
    if sys.platform == "win32":
        pytest.skip("needs links")
    target.symlink_to(bench.folder.parent / "not-yet")
    assert bench.run()[0].status is Status.UNREADABLE
    make_files(bench.folder.parent, **{"not-yet": 255})
    assert bench.run()[0].status is Status.OK


def test_another_model_reads_anew_what_it_would_answer_otherwise(bench: Bench) -> None:
    make_files(bench.folder, a=1)
    (bench.folder / "damaged").touch()
    bench.run(FakeReader(card(version="1")))
    rows = bench.run(FakeReader(card(version="2")))
    assert bench.opened == ["a"]
    assert rows[0].model is not None
    assert rows[0].model.version == "2"


def test_a_model_of_another_kind_changes_nothing_for_files_that_state_theirs(
    bench: Bench,
) -> None:
    make_files(bench.folder, a=1)
    mine = card()
    bench.run(FakeReader(mine), modality="ultrasound")
    bench.run(FakeReader(mine, card(Modality.MAMMOGRAPHY)), modality="ultrasound")
    assert bench.opened == []
    bench.run(FakeReader(mine, card(Modality.MAMMOGRAPHY)), modality="mammography")
    assert bench.opened == ["a"]


def test_stopping_keeps_what_is_done_and_says_nothing_of_what_is_not(bench: Bench) -> None:
    make_files(bench.folder, a=1, b=2)
    pool = GatedPool()
    plan = Plan((bench.folder,))
    with Journal(bench.journal) as journal:
        batch = Batch(plan, journal, FakeReader(), open_pool=lambda _workers: pool)
        thread = threading.Thread(target=lambda: (pool.entered.wait(10), batch.stop()))
        thread.start()
        assert list(batch.run()) == []
        thread.join()
        assert pool.is_closed
        assert not journal.is_finished
        assert journal.count == 0
    assert names(bench.run()) == ["a", "b"]


def test_a_pause_begins_no_further_file(bench: Bench) -> None:
    make_files(bench.folder, a=1, b=2, c=3)
    pool = FakePool()
    with Journal(bench.journal) as journal:
        batch = Batch(Plan((bench.folder,)), journal, FakeReader(), open_pool=lambda _workers: pool)
        batch.pause()
        rows = batch.run()
        timer = threading.Timer(0.4, batch.go_on)
        opened_by_then: list[int] = []
        timer.function = lambda: (opened_by_then.append(len(pool.opened)), batch.go_on())
        timer.start()
        assert len(list(rows)) == 3
        assert opened_by_then == [0]


def test_a_folder_that_vanishes_halts_the_batch_with_a_sentence(bench: Bench) -> None:
    make_files(bench.folder, a=1, b=2, c=3)
    away = bench.folder.with_name("away")

    def vanish(_path: Path) -> None:
        if not away.exists():
            bench.folder.rename(away)

    pool = GatedPool(vanish)
    pool.go.set()
    with pytest.raises(FolderGoneError, match="can no longer be reached"):
        bench.run(open_pool=lambda _workers: pool)
    away.rename(bench.folder)
    assert {row.status for row in bench.run()} == {Status.OK}


def test_a_missing_folder_is_said_before_anything_is_read(bench: Bench) -> None:
    bench.folder.rmdir()
    with pytest.raises(UserFacingError, match="cannot be reached"):
        bench.run()


def test_one_file_a_hundred_times_alone_resumed_or_by_many_workers(bench: Bench) -> None:
    make_files(bench.folder, **{f"f{number:03}": 77 for number in range(100)})
    seen = {row.malignancy_probability for row in bench.run(workers=4)}
    bench.journal.unlink()
    seen |= {row.malignancy_probability for row in bench.run(workers=1)}
    assert seen == {77 / 255}


def test_each_worker_has_a_reader_of_its_own(bench: Bench) -> None:
    make_files(bench.folder, a=1)
    reader = FakeReader()
    bench.run(reader, workers=3)
    assert reader.twins == 3


def test_progress_counts_what_was_found_done_and_read(bench: Bench) -> None:
    make_files(bench.folder, a=1, b=2)
    bench.run()
    make_files(bench.folder, c=3)
    with Journal(bench.journal) as journal:
        batch = Batch(Plan((bench.folder,)), journal, FakeReader(), open_pool=bench.open_pool)
        list(batch.run())
        progress = batch.progress
    assert (progress.found, progress.is_total, progress.done, progress.fresh) == (3, True, 3, 1)


def test_what_is_made_of_a_scan_is_made_before_its_row_is_written(bench: Bench) -> None:
    make_files(bench.folder, a=1)

    def fail(*_scan_and_finding: object) -> None:
        raise UserFacingError("The disk is full.", "Free some space.")

    with pytest.raises(UserFacingError, match="disk is full"):
        bench.run(on_scan=fail)
    with Journal(bench.journal) as journal:
        assert journal.count == 0


def test_patients_and_breasts_are_gathered(bench: Bench) -> None:
    make_files(
        bench.folder,
        **{
            "patient1-L-a": 20,
            "patient1-L-b": 200,
            "patient1-R-a": 10,
            "patient2-L-a": 0,
            "nobody": 255,
        },
    )
    breasts = by_patient(bench.run(identity=True), identity=True)
    told = [
        (b.patient, b.laterality, b.scans, b.suspicious, b.worst and Path(b.worst.path).name)
        for b in breasts
    ]
    assert told == [
        ("patient1", "L", 2, 1, "patient1-L-b"),
        ("patient1", "R", 1, 0, "patient1-R-a"),
        ("patient2", "L", 1, 0, None),
    ]


def test_who_a_patient_is_stays_unsaid_unless_asked_for(bench: Bench) -> None:
    make_files(bench.folder, **{"patient1-L-a": 20, "patient2-R-a": 30})
    rows = bench.run()
    assert [breast.patient for breast in by_patient(rows, identity=False)] == ["1", "2"]
    kept = bench.journal.read_bytes()
    assert "patient1" not in str(rows[0].patient)
    # The name of the file says so, and nothing else does.
    assert kept.count(b"patient1") == kept.count(b"patient1-L-a")
    identified = bench.run(identity=True)
    assert bench.opened == ["patient1-L-a", "patient2-R-a"]
    assert identified[0].patient == "patient1"


def test_a_summary_counts_answers_and_bins() -> None:
    def row(status: Status, name: str | None, probability: float | None) -> FindingRecord:
        return FindingRecord("x", status, class_name=name, malignancy_probability=probability)

    summary = Summary(
        [
            row(Status.OK, "malignant", 1.0),
            row(Status.OK, "benign", 0.0),
            row(Status.INCONCLUSIVE, "benign", 0.3),
            row(Status.UNREADABLE, None, None),
        ]
    )
    assert summary.total == 4
    assert not summary.everything_read
    assert dict(summary.classes) == {"malignant": 1, "benign": 1}
    assert (summary.histogram[0], summary.histogram[6], summary.histogram[-1]) == (1, 1, 1)
    assert "not read" in "\n".join(summary.table())

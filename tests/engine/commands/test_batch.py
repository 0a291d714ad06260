"""``second-reader batch``: its output, its messages, and what survives a kill."""

from __future__ import annotations

import argparse
import csv
import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.commands.arguments import describe_batch
from engine.commands.batch import BatchContext, run_batch
from engine.decoding.pool import DecoderPool
from engine.errors import UserFacingError
from engine.interfaces import FindingReader
from engine.records.journal import Journal
from engine.wording import RESEARCH_USE
from tests.fakes.batch import FakePool, FakeReader, card, make_files
from tests.fakes.folders import MODELS, ROOT


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def batch(
    *arguments: str | Path,
    reader: FindingReader | None = None,
    messages: io.StringIO | None = None,
    pool: FakePool | None = None,
) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    describe_batch(parser)
    output, said = io.StringIO(), messages or io.StringIO()
    context = BatchContext(
        reader or FakeReader(), lambda _workers: pool or FakePool(), resources=ROOT / "resources"
    )
    status = run_batch(parser.parse_args(list(map(str, arguments))), context, output, said)
    return status, output.getvalue(), said.getvalue()


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    return make_files(tmp_path / "scans", a=255, b=85, c=0)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_rows_are_written_and_counted(scans: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    status, output, messages = batch(scans, "--output", target)
    assert (status, messages) == (0, "")
    assert [row["status"] for row in table(target)] == ["ok", "inconclusive", "out_of_scope"]
    assert "malignant" in output
    assert f"Written: {target}" in output
    assert output.endswith(RESEARCH_USE + "\n")
    # Nothing is left beside it.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "scans"]


def test_files_that_were_not_read_change_the_exit_status(scans: Path, tmp_path: Path) -> None:
    (scans / "empty").touch()
    status, output, _ = batch(scans, "--output", tmp_path / "out.csv")
    assert status == 1
    assert "not read" in output


def test_the_output_is_named_after_the_folder(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert batch(scans.name)[0] == 0
    (first, *_) = table(tmp_path / "scans-findings.csv")
    assert Path(first["path"]) == Path("scans/a")


def test_an_output_inside_the_folder_is_no_scan(scans: Path) -> None:
    for _ in range(2):
        assert batch(scans, "--output", scans / "out.csv")[0] == 0
        assert len(table(scans / "out.csv")) == 3


def test_a_scan_is_never_replaced(scans: Path) -> None:
    status, _, messages = batch(scans, "--output", scans / "a")
    assert status == 2
    assert "not a table of an earlier batch" in messages
    assert (scans / "a").read_bytes() == b"\xff"


@pytest.mark.parametrize(
    ("folder", "output", "said"),
    [
        ("none", "out.csv", "cannot be reached"),
        ("scans/a", "out.csv", "a file, not a folder"),
        ("scans", "scans", "output is a folder"),
        ("scans", "none/out.csv", "does not exist"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(
    scans: Path, tmp_path: Path, folder: str, output: str, said: str
) -> None:
    status, _, messages = batch(tmp_path / folder, "--output", tmp_path / output)
    assert status == 2
    assert said in messages
    assert len(messages.splitlines()) == 1
    assert {path.name for path in scans.iterdir()} == {"a", "b", "c"}


@pytest.mark.parametrize("number", ["0", "-1", "x", "65", "1e3"])
def test_a_number_of_workers_is_a_number(number: str) -> None:
    with pytest.raises(SystemExit):
        batch("scans", f"--workers={number}")


def test_patients_are_rolled_up_beside_the_rows(tmp_path: Path) -> None:
    scans = make_files(tmp_path / "scans", **{"patient9-L-a": 200, "patient9-R-a": 10})
    batch(scans, "--output", tmp_path / "out.csv")
    rolled = table(tmp_path / "out-patients.csv")
    assert [(row["patient"], row["laterality"], row["suspicious"]) for row in rolled] == [
        ("1", "L", "1"),
        ("1", "R", "0"),
    ]
    batch(scans, "--output", tmp_path / "out.csv", "--identity")
    assert [row["patient"] for row in table(tmp_path / "out-patients.csv")] == ["patient9"] * 2
    assert [row["patient"] for row in table(tmp_path / "out.csv")] == ["patient9"] * 2


def test_reports_are_written_and_are_no_scans(tmp_path: Path) -> None:
    scans = make_files(tmp_path / "scans", **{"patient9-L-a": 200})
    reports = scans / "reports"
    for extra in ([], ["--identity"]):
        options = ("--recursive", "--output", tmp_path / "out.csv", "--reports", reports)
        status, output, _ = batch(scans, *options, *extra)
        assert status == 0
        assert len(table(tmp_path / "out.csv")) == 1
        assert str(reports / "batch-summary.pdf") in output
        written = sorted(path.name for path in reports.iterdir())
        assert written[0] == "batch-summary.pdf"
        assert written[1].startswith("patient9-L-a-")
        assert all(path.read_bytes().startswith(b"%PDF") for path in reports.iterdir())


class Interrupting(FakePool):
    """Behaves as if Ctrl+C was pressed while the second file is read."""

    def read_scan(self, path: Path) -> object:
        if len(self.opened) == 1:
            raise KeyboardInterrupt
        return super().read_scan(path)


def test_ctrl_c_says_how_to_go_on_and_going_on_gives_the_same_bytes(
    scans: Path, tmp_path: Path
) -> None:
    broken, whole = tmp_path / "broken.csv", tmp_path / "whole.csv"
    status, _, messages = batch(scans, "--output", broken, "--workers", 1, pool=Interrupting())
    assert status == 130
    assert "1 row is kept. Add --resume" in messages
    assert not broken.exists()
    status, _, messages = batch(scans, "--output", broken)
    assert status == 2
    assert "--resume" in messages
    status, _, messages = batch(scans, "--output", broken, "--resume")
    assert status == 0
    assert "resumed; rows kept 1, files read 2." in messages
    batch(scans, "--output", whole)
    assert broken.read_bytes() == whole.read_bytes()


def test_resuming_with_another_model_says_so_and_reads_anew(scans: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    batch(scans, "--output", target, "--workers", 1, pool=Interrupting())
    newer = FakeReader(card(version="2.0", digest="cd" * 32))
    _, _, messages = batch(scans, "--output", target, "--resume", reader=newer)
    assert "ultrasound 1.2.0 (abababababab) then, ultrasound 2.0 (cdcdcdcdcdcd) now" in messages
    assert {row["model_version"] for row in table(target)} == {"2.0", ""}


def test_two_at_one_output_do_not_mix(scans: Path, tmp_path: Path) -> None:
    with (
        Journal(tmp_path / "out.csv.journal"),
        pytest.raises(UserFacingError, match="Another batch is writing"),
    ):
        batch(scans, "--output", tmp_path / "out.csv")


def test_progress_is_for_terminals_only(scans: Path, tmp_path: Path) -> None:
    terminal = Terminal()
    batch(scans, "--output", tmp_path / "out.csv", messages=terminal)
    assert "of 3" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")


def real_scans(folder: Path, count: int) -> Path:
    """Make pictures of speckle, which a model may refuse but has to look at."""
    folder.mkdir()
    random = np.random.default_rng(5)
    for number in range(count):
        speckle = random.rayleigh(40, (120, 160)).clip(0, 255).astype(np.uint8)
        cv2.imwrite(str(folder / f"s{number:02}.png"), speckle)
    (folder / "text.png").write_text("this is a note and no picture at all")
    return folder


def start(scans: Path, target: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", "batch", scans, "--output", target, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def has_rows(journal: Path) -> bool:
    """Tell whether at least one row was written after the plan."""
    wal = journal.with_name(journal.name + "-wal")
    return wal.exists() and wal.stat().st_size > 60_000


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_batch_loses_nothing_and_ends_in_the_same_bytes(tmp_path: Path) -> None:
    scans = real_scans(tmp_path / "scans", 40)
    broken, whole = tmp_path / "broken.csv", tmp_path / "whole.csv"
    process = start(scans, broken, "--workers", "1")
    deadline = time.monotonic() + 60
    while process.poll() is None and not has_rows(Path(f"{broken}.journal")):
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    with Journal(Path(f"{broken}.journal")) as journal:
        kept = journal.count
    assert 0 < kept < 41
    resumed = start(scans, broken, "--resume", "--workers", "2")
    _, messages = resumed.communicate(timeout=120)
    assert resumed.returncode == 1
    assert f"resumed; rows kept {kept}, files read {41 - kept}.".encode() in messages
    unbroken = start(scans, whole)
    assert unbroken.communicate(timeout=120)[1] == b""
    assert broken.read_bytes() == whole.read_bytes()
    assert len(table(whole)) == 41


@pytest.mark.real_data
def test_real_files_of_every_kind_each_get_a_row(data_dir: Path, tmp_path: Path) -> None:
    from engine.model.second_reader import SecondReader

    parser = argparse.ArgumentParser()
    describe_batch(parser)
    chosen = sorted((data_dir / "files" / "images").iterdir())[::12]
    folder = tmp_path / "scans"
    folder.mkdir()
    for path in chosen:
        (folder / path.name).symlink_to(path)
    target = tmp_path / "out.csv"
    arguments = parser.parse_args([str(folder), "--output", str(target), "--workers", "2"])
    context = BatchContext(SecondReader(MODELS), DecoderPool)
    assert run_batch(arguments, context, io.StringIO(), io.StringIO()) in {0, 1}
    assert len(table(target)) == len([path for path in chosen if not path.name.startswith(".")])


def test_when_the_table_cannot_be_written_the_rows_are_kept(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, said = tmp_path / "out.csv", io.StringIO()

    def full(*_arguments: object, **_options: object) -> None:
        raise UserFacingError("The disk is full, so the file was not written.")

    with monkeypatch.context() as patch:
        patch.setattr("engine.commands.batch.write_csv", full)
        with pytest.raises(UserFacingError):
            batch(scans, "--output", target, messages=said)
    assert "Halted; 3 rows are kept. Add --resume" in said.getvalue()
    assert batch(scans, "--output", target, "--resume")[0] == 0
    assert len(table(target)) == 3

"""The disposable decoder process: it may die, hang, swell and shout, and nobody notices."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest

from engine.decoding.decoder import GivenUpError, given_up_when
from engine.decoding.pool import DecoderPool
from engine.errors import (
    DamagedFileError,
    FileAccessError,
    MissingFileError,
    ScanError,
    TooLargeError,
)
from tests.fakes.folders import ROOT
from tests.fakes.hostile_readers import misbehave, never_begins


@pytest.fixture(scope="module")
def hostile() -> Iterator[DecoderPool]:
    with DecoderPool(time_limit_s=1.0, memory_cap_mb=600, reader=misbehave) as pool:
        yield pool


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    cv2.imwrite(str(path), np.arange(4096, dtype=np.uint8).reshape(64, 64))
    return path


def worker_of(pool: DecoderPool, folder: Path) -> psutil.Process:
    pool.read_scan(folder / "process")
    return psutil.Process(int((folder / "pid").read_text(encoding="utf-8")))


def test_a_picture_comes_back_read_only(picture: Path) -> None:
    with DecoderPool() as pool:
        scan = pool.read_scan(picture)
    assert scan.path == picture
    assert np.array_equal(scan.frame(), np.arange(4096, dtype=np.uint8).reshape(64, 64))
    with pytest.raises(ValueError, match="read-only"):
        scan.pixels[0, 0, 0] = 1


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("abort", DamagedFileError),
        ("hang", TooLargeError),
        pytest.param(
            "greedy",
            TooLargeError,
            marks=pytest.mark.skipif(
                not sys.platform.startswith("linux"), reason="only Linux enforces RLIMIT_AS"
            ),
        ),
    ],
)
def test_a_file_that_breaks_the_process_is_one_error(
    hostile: DecoderPool, tmp_path: Path, what: str, error: type[ScanError]
) -> None:
    for _ in range(2):
        with pytest.raises(error) as raised:
            hostile.read_scan(tmp_path / what)
        assert raised.value.path == tmp_path / what
        assert hostile.read_scan(tmp_path / "fine").frame()[0, 0] == 7


def test_a_process_killed_from_outside_while_idle_is_replaced(
    hostile: DecoderPool, tmp_path: Path
) -> None:
    worker = worker_of(hostile, tmp_path)
    worker.kill()
    psutil.wait_procs([worker], timeout=10)
    assert hostile.read_scan(tmp_path / "fine").frame()[0, 0] == 7
    assert worker_of(hostile, tmp_path).pid != worker.pid


@pytest.mark.skipif(os.name == "nt", reason="no signals on Windows")
def test_ctrl_c_while_the_process_starts_leaves_it_alone_and_silent(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with DecoderPool(reader=misbehave) as pool:
        before = {child.pid for child in psutil.Process().children()}
        pool.warm_up()
        for _ in range(20):
            for child in psutil.Process().children():
                if child.pid not in before and "resource_tracker" not in " ".join(child.cmdline()):
                    child.send_signal(signal.SIGINT)
            time.sleep(0.02)
        started = {child.pid for child in psutil.Process().children()} - before
        assert worker_of(pool, tmp_path).pid in started
    assert capfd.readouterr() == ("", "")


def test_a_process_that_cannot_start_is_an_error_and_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_process: object) -> None:
        raise OSError(errno.EAGAIN, "too many processes")

    with DecoderPool(reader=misbehave) as pool:
        monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", refuse)
        pool.warm_up()
        with pytest.raises(FileAccessError, match="does not start"):
            pool.read_scan(tmp_path / "fine")
        monkeypatch.undo()
        assert pool.read_scan(tmp_path / "fine").frame()[0, 0] == 7


def test_a_process_killed_from_outside_while_busy_is_one_error(tmp_path: Path) -> None:
    with DecoderPool(time_limit_s=60, reader=misbehave) as pool:
        worker = worker_of(pool, tmp_path)
        with ThreadPoolExecutor(1) as threads:
            reading = threads.submit(pool.read_scan, tmp_path / "hang")
            threading.Event().wait(0.5)
            worker.kill()
            with pytest.raises(DamagedFileError):
                reading.result(timeout=30)
        assert pool.read_scan(tmp_path / "fine").frame()[0, 0] == 7


def test_threads_share_a_pool(hostile: DecoderPool, tmp_path: Path) -> None:
    names = ["slow", "fine", "abort", "fine", "slow", "fine"]

    def read(name: str) -> int | type[ScanError]:
        try:
            return int(hostile.read_scan(tmp_path / name).frame()[0, 0])
        except ScanError as error:
            return type(error)

    with ThreadPoolExecutor(len(names)) as threads:
        found = list(threads.map(read, names))
    assert found == [DamagedFileError if name == "abort" else 7 for name in names]


def test_noise_of_a_codec_reaches_nobody(
    hostile: DecoderPool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hostile.read_scan(tmp_path / "noisy")
    assert capfd.readouterr() == ("", "")


def test_the_process_imports_nothing_heavy(hostile: DecoderPool, tmp_path: Path) -> None:
    assert hostile.read_scan(tmp_path / "modules").frame()[0, 0] == 0


def test_errors_keep_their_words_on_the_way(tmp_path: Path) -> None:
    with DecoderPool() as pool, pytest.raises(MissingFileError) as raised:
        pool.read_scan(tmp_path / "missing")
    assert raised.value.summary == "There is no such file."
    assert raised.value.path == tmp_path / "missing"


def test_relative_paths_follow_the_working_directory(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DecoderPool() as pool:
        assert pool.read_scan(picture).rows == 64
        monkeypatch.chdir(picture.parent)
        assert pool.read_scan(Path(picture.name)).path == Path(picture.name)


def test_a_closed_pool_leaves_no_process_and_reads_nothing(tmp_path: Path) -> None:
    pool = DecoderPool(reader=misbehave)
    worker = worker_of(pool, tmp_path)
    pool.close()
    pool.close()
    assert not worker.is_running()
    with pytest.raises(RuntimeError, match="closed"):
        pool.read_scan(tmp_path / "fine")


def test_closing_ends_a_read_that_hangs(tmp_path: Path) -> None:
    pool = DecoderPool(time_limit_s=60, reader=misbehave)
    worker_of(pool, tmp_path)
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(pool.read_scan, tmp_path / "hang")
        threading.Event().wait(0.3)
        pool.close()
        with pytest.raises((ScanError, RuntimeError)):
            reading.result(timeout=30)


SCRIPT = """
import sys
from pathlib import Path
from engine.decoding.pool import shared_pool
from engine.decoding.read_scan import read_scan

if __name__ == "__main__":
    shared_pool().warm_up()
    print(read_scan(sys.argv[1]).rows, flush=True)
    if "wait" in sys.argv:
        sys.stdin.read()
    if "raise" in sys.argv:
        raise SystemExit(3)
"""


def start_script(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    script = folder / "script.py"
    script.write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("raise",), 3)])
def test_a_program_ends_in_silence(
    tmp_path: Path, picture: Path, arguments: tuple[str, ...], code: int
) -> None:
    with start_script(tmp_path, str(picture), *arguments) as program:
        out, err = program.communicate(timeout=60)
    assert (out.strip(), err, program.returncode) == ("64", "", code)


@pytest.mark.skipif(os.name == "nt", reason="no signals on Windows")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_a_killed_program_leaves_no_process(tmp_path: Path, picture: Path, name: str) -> None:
    with start_script(tmp_path, str(picture), "wait") as program:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "64"
        children = psutil.Process(program.pid).children(recursive=True)
        assert children
        program.send_signal(getattr(signal, name))
        program.wait(timeout=30)
        _, alive = psutil.wait_procs(children, timeout=15)
    for child in alive:
        child.kill()
    assert alive == []


def test_a_file_that_nobody_waits_for_any_more_ends_with_its_process() -> None:
    asked = threading.Event()

    def is_given_up() -> bool:
        asked.set()
        return True

    with DecoderPool(time_limit_s=30, reader=misbehave) as pool:
        assert pool.read_scan(Path("fine")).rows == 4
        with given_up_when(is_given_up), pytest.raises(GivenUpError):
            pool.read_scan(Path("hang"))
        assert asked.is_set()
        assert pool.read_scan(Path("fine")).rows == 4


def test_a_process_that_is_slow_to_start_is_given_up_like_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.decoding.decoder.serve", never_begins)
    with (
        DecoderPool(reader=misbehave) as pool,
        given_up_when(lambda: True),
        pytest.raises(GivenUpError),
    ):
        pool.read_scan(Path("fine"))


@pytest.mark.skipif(os.name != "posix", reason="only there it can be told why a process waits")
def test_a_busy_computer_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with DecoderPool(time_limit_s=0.1, reader=misbehave) as pool:
        # Kept from the processor, it has done nothing when its time is over, and would go on.
        monkeypatch.setattr("engine.decoding.decoder._STARVED_TIMES", 1000)
        monkeypatch.setattr("engine.decoding.decoder.Decoder._work", lambda _decoder: 0.0)
        assert pool.read_scan(Path("busy")).rows == 4
        monkeypatch.undo()
        with pytest.raises(TooLargeError):
            pool.read_scan(Path("busy"))
        with pytest.raises(TooLargeError):
            pool.read_scan(Path("hang"))


def test_a_file_that_is_still_wanted_is_not_given_up() -> None:
    with (
        DecoderPool(reader=misbehave) as pool,
        given_up_when(lambda: False),
    ):
        assert pool.read_scan(Path("fine")).rows == 4

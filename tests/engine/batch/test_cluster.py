"""A batch on a Dask cluster: a real scheduler and real workers, on this computer."""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from distributed import Client

import engine.batch.cluster
from engine.commands.arguments import describe_batch
from engine.commands.batch import BatchContext, run_batch
from engine.errors import ModelError, UserFacingError
from tests.fakes.batch import FakeReader
from tests.fakes.cluster import MARKS, broken_parts, other_parts, slow_parts
from tests.fakes.folders import ROOT

FILES = 40
PATIENCE_S = 300
LOCAL = ("--host", "127.0.0.1", "--no-dashboard")


class LocalCluster:
    """A scheduler in a process of its own, and workers in theirs."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.marks = place / "marks"
        self.marks.mkdir()
        self._processes: list[subprocess.Popen[bytes]] = []
        file = place / "scheduler.json"
        self.scheduler = self._start("dask_scheduler", "--port", "0", "--scheduler-file", str(file))
        until(file.exists)
        self._file = file

    @property
    def address(self) -> str:
        return str(json.loads(self._file.read_text())["address"])

    def add_worker(self, *options: str) -> subprocess.Popen[bytes]:
        where = ["--scheduler-file", str(self._file), "--local-directory", str(self._place)]
        return self._start("dask_worker", *where, "--nthreads", "1", *options)

    def await_workers(self, count: int) -> None:
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=PATIENCE_S)

    def _start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        with (self._place / f"{program}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{program}", *LOCAL, *options],
                env={**os.environ, "PYTHONPATH": str(ROOT), MARKS: str(self.marks)},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self._processes.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    made = LocalCluster(tmp_path_factory.mktemp("cluster"))
    try:
        # One as `dask worker` starts it, below a nanny, and one that can be killed for good.
        made.add_worker()
        made.add_worker("--no-nanny")
        made.await_workers(2)
        yield made
    finally:
        made.end()


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    for index in range(FILES):
        level = np.full((70, 80), 5 * index, np.uint8)
        assert cv2.imwrite(str(folder / f"{index:02}.png"), level)
    (folder / "damaged").write_bytes(b"nothing that is read")
    return folder


def until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def batch(
    folder: Path, target: Path, *options: str, parts: Callable[[], Any] = slow_parts
) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    describe_batch(parser)
    arguments = parser.parse_args([str(folder), "--output", str(target), *options])
    messages = io.StringIO()
    context = BatchContext(FakeReader(), find_parts=parts)
    return run_batch(arguments, context, io.StringIO(), messages), messages.getvalue()


def on(cluster: LocalCluster) -> tuple[str, str]:
    return "--scheduler", cluster.address


@pytest.fixture
def expected(scans: Path, tmp_path: Path) -> bytes:
    """The table that this computer makes alone."""
    batch(scans, tmp_path / "alone.csv")
    return (tmp_path / "alone.csv").read_bytes()


def test_a_killed_worker_loses_nothing(
    cluster: LocalCluster, scans: Path, tmp_path: Path, expected: bytes
) -> None:
    doomed = cluster.add_worker("--no-nanny")
    cluster.await_workers(3)

    def kill() -> None:
        until((cluster.marks / str(doomed.pid)).exists)
        doomed.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    status, _ = batch(scans, tmp_path / "cluster.csv", *on(cluster))
    assert status == 1, "one file is damaged"
    assert (tmp_path / "cluster.csv").read_bytes() == expected
    killer.join()
    assert doomed.wait() != 0
    assert not list(tmp_path.glob("*.journal"))


def test_a_lost_scheduler_halts_the_batch_and_another_one_resumes_it(
    cluster: LocalCluster, scans: Path, tmp_path: Path, expected: bytes
) -> None:
    target = tmp_path / "cluster.csv"
    place = tmp_path / "other"
    place.mkdir()
    lost = LocalCluster(place)
    try:
        worker = lost.add_worker("--no-nanny")
        lost.await_workers(1)

        def lose() -> None:
            until(lambda: any(lost.marks.iterdir()))
            time.sleep(0.3)
            worker.kill()
            lost.scheduler.kill()

        loser = threading.Thread(target=lose)
        loser.start()
        with pytest.raises(UserFacingError, match="The scheduler of the cluster is lost"):
            batch(scans, target, *on(lost))
        loser.join()
    finally:
        lost.end()
    assert not target.exists()
    _, messages = batch(scans, target, *on(cluster), "--resume")
    assert "resumed; rows kept" in messages
    assert target.read_bytes() == expected


def test_a_worker_with_other_models_is_refused(
    cluster: LocalCluster, scans: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match="other models"):
        batch(scans, tmp_path / "out.csv", *on(cluster), parts=other_parts)
    assert [path.name for path in tmp_path.iterdir()] == ["scans"]


def test_a_cluster_that_cannot_run_the_program_is_told_of_once(
    cluster: LocalCluster, scans: Path, tmp_path: Path
) -> None:
    with pytest.raises(UserFacingError, match=r"cannot run the program \(ZeroDivisionError\)"):
        batch(scans, tmp_path / "out.csv", *on(cluster), parts=broken_parts)


def test_a_scheduler_without_workers_is_told_of(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.batch.cluster, "_WAITING_FOR_WORKERS_S", 0.3)
    place = tmp_path / "lonely"
    place.mkdir()
    lonely = LocalCluster(place)
    try:
        with pytest.raises(UserFacingError, match="has no workers"):
            batch(scans, tmp_path / "out.csv", *on(lonely))
    finally:
        lonely.end()


def test_a_scheduler_that_does_not_answer_is_told_of(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.batch.cluster, "_CONNECTING_S", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(UserFacingError, match="does not answer"):
            batch(scans, tmp_path / "out.csv", "--scheduler", address)


def test_without_dask_the_extra_is_named(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserFacingError, match="its extra named cluster"):
        batch(scans, tmp_path / "out.csv", "--scheduler", "tcp://127.0.0.1:9")


def test_the_program_itself_writes_the_same_bytes_with_a_cluster(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name in ("ultrasound_phantom.png", "ultrasound_cine.dcm", "mammogram_phantom.dcm"):
        shutil.copy(ROOT / "resources" / "demo" / name, folder)
    made = []
    for name, options in (("alone.csv", []), ("cluster.csv", on(cluster))):
        command = [sys.executable, "-m", "desktop", "batch", str(folder), "--output", name]
        subprocess.run(
            [*command, *options],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
            capture_output=True,
        )
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert made[0].count(b"\n") == 4

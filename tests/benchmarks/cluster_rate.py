"""Files a second of a batch on a Dask cluster of one worker and of two, on this computer.

Run as ``python -m tests.benchmarks.cluster_rate [FILES] [ROUNDS]`` with the extra cluster. Both
clusters run all the time and are asked in turn; beside them, the batch without a cluster.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

from desktop.system.worker_parts import find_parts
from engine.batch.cluster import ClusterWorkers
from engine.batch.run import Batch
from engine.records.journal import Journal
from engine.records.plan import Plan
from tests.benchmarks.batches import files_a_second, linked, models, rate
from tests.benchmarks.material import mixed_folder
from tests.benchmarks.peers import ROOT
from tests.benchmarks.result import middle, ratios, spread
from tests.benchmarks.turns import in_turn


@dataclass(frozen=True)
class Running:
    """A cluster: the address of its scheduler, and the numbers of its processes, that one first."""

    address: str
    processes: tuple[int, ...]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as clusters:
        place = Path(name)
        distinct = mixed_folder(place / "distinct", 50)
        few, many = (linked(distinct, place / f"n{part}", part * count) for part in (1, 2))
        one, two = (
            clusters.enter_context(cluster(place / f"cluster{number}", number)) for number in (1, 2)
        )
        taken = in_turn(
            {
                "1 worker": partial(read, few, place, one),
                "2 workers": partial(read, many, place, two),
                "2 threads, no cluster": partial(files_a_second, many, place, 2, models()),
            },
            rounds,
        )
        for word, milliseconds in processor_time(many, place, two).items():
            sys.stdout.write(f"{word}: {milliseconds:.2f} ms of processor time a file\n")
    for word, rates in taken.items():
        sys.stdout.write(f"{word}: {spread(rates, 1)} files a second\n")
    efficiency = [value / 2 for value in ratios(taken["2 workers"], taken["1 worker"])]
    beside = ratios(taken["2 workers"], taken["2 threads, no cluster"])
    sys.stdout.write(f"efficiency of 2 workers: {spread(efficiency)}\n")
    sys.stdout.write(f"against no cluster: {middle(beside):.2f}; load {os.getloadavg()[0]:.1f}\n")


def read(folder: Path, place: Path, asked: Running) -> float:
    def make(journal: Journal) -> Batch:
        plan = Plan((folder,))
        return Batch(
            plan,
            journal,
            models(),
            partial(ClusterWorkers, asked.address, find_parts),
        )

    # Each worker loads its model with its first file, while others wait.
    return rate(make, place, len(list(folder.iterdir())) // 10)


def processor_time(folder: Path, place: Path, asked: Running) -> dict[str, float]:
    """Return what each part spends on a file: a busy machine makes that hardly longer."""
    scheduler, *workers = (psutil.Process(pid) for pid in asked.processes)
    # The clusters are children of this program: only its own share is its own.
    parts: dict[str, Callable[[], list[psutil.Process]]] = {
        "this program": lambda: [psutil.Process()],
        "scheduler": lambda: _tree([scheduler]),
        "workers": lambda: _tree(workers),
    }
    before = {name: _spent(processes()) for name, processes in parts.items()}
    read(folder, place, asked)
    count = len(list(folder.iterdir()))
    return {
        name: 1000 * (_spent(processes()) - before[name]) / count
        for name, processes in parts.items()
    }


def _spent(processes: Sequence[psutil.Process]) -> float:
    return float(sum(sum(one.cpu_times()[:2]) for one in processes))


def _tree(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    inner = [one for process in processes for one in process.children(recursive=True)]
    return [*processes, *inner]


@contextlib.contextmanager
def cluster(place: Path, workers: int) -> Iterator[Running]:
    place.mkdir()
    file = place / "scheduler.json"
    begin = partial(_started, place)
    running = [begin("scheduler", "--port", "0", "--scheduler-file", str(file))]
    try:
        while not file.exists():
            time.sleep(0.05)
        for _ in range(workers):
            options = ("--scheduler-file", str(file), "--nthreads", "1", "--no-nanny")
            running.append(begin("worker", *options, "--local-directory", str(place)))
        from distributed import Client

        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=300)
            address = str(client.scheduler.address)
        yield Running(address, tuple(process.pid for process in running))
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def _started(place: Path, kind: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", "127.0.0.1"]
    with (place / f"{kind}.log").open("ab") as log:
        return subprocess.Popen(
            [*command, "--no-dashboard", *options],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )


if __name__ == "__main__":
    main()

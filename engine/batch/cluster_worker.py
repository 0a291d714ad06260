"""Work of one process of a Dask cluster: it reads files as a thread of a local batch does."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.batch.reading import OnScan, bases
from engine.batch.reports import ScanReports
from engine.batch.worker import Result, Task, Worker
from engine.decoding.pool import DecoderPool
from engine.errors import ModelError
from engine.interfaces import FindingReader
from engine.messages import batch
from engine.records.plan import FoundFile, Plan
from engine.scan import Modality


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of an installation of the program that it reads with.

    Attributes
    ----------
    reader : FindingReader
        Answers for the scans.
    resources : Path
        The program's folder of resources.
    """

    reader: FindingReader
    resources: Path


FindParts = Callable[[], Parts]
"""Finds the parts of the installation that it is called in; a function of a module."""


@dataclass(frozen=True, slots=True)
class Job:
    """Job of the cluster: what is the same for all files of a batch.

    Attributes
    ----------
    number : str
        Of no other job.
    plan : Plan
        With absolute folders.
    basis : mapping
        From `engine.batch.reading.bases`, of the computer that the batch was started on.
    salt : bytes or None
        For `engine.batch.reading.patient_of`.
    reports : Path or None
        Absolute folder for a report of each scan.
    find_parts : callable
        Called on the worker.
    """

    number: str
    plan: Plan
    basis: Mapping[str, str]
    salt: bytes | None
    reports: Path | None
    find_parts: FindParts


def read_file(job: Job, found: FoundFile) -> Result:
    """Read one file; runs in a thread of a worker.

    Raises
    ------
    ModelError
        If the worker's models or version are not those of the job, or a model fails.
    UserFacingError
        If a report cannot be written.
    """
    return _state_of(job).read_file(found)


def rehearse(job: Job) -> None:
    """Do everything that reading a file of the job needs, but for the file."""
    _state_of(job)


class WorkerState:
    """All that one process of the cluster keeps from file to file of one job.

    Parameters
    ----------
    job : Job
        The job.

    Raises
    ------
    ModelError
        If the models or the version of the program are not those of the job.
    """

    def __init__(self, job: Job) -> None:
        parts, plan = job.find_parts(), job.plan
        cards = list(parts.reader.models())
        modality = None if plan.modality is None else Modality(plan.modality)
        has_reports = job.reports is not None
        basis = bases(cards, modality, identity=plan.identity, reports=has_reports)
        if basis != job.basis:
            raise ModelError(batch.WORKER_DIFFERS, batch.INSTALL_SAME)
        _permit_processes()
        self.number = job.number
        self._parts = parts
        self._pool = DecoderPool(workers=max(2, os.cpu_count() or 1))
        self._worker = Worker(Task(plan, basis, {}, job.salt), self._pool.read_scan)
        self._on_scan: OnScan | None = None
        if job.reports is not None:
            reports = ScanReports(job.reports, cards, parts.resources, identity=plan.identity)
            self._on_scan = reports.write
        self._of_thread = threading.local()

    def read_file(self, found: FoundFile) -> Result:
        """Read one file; may be called from any thread."""
        return self._worker.read_file(found, self._reader(), lambda: False, self._on_scan)

    def _reader(self) -> FindingReader:
        reader: FindingReader | None = getattr(self._of_thread, "reader", None)
        if reader is None:
            reader = self._parts.reader.for_another_thread()
            reader.warm_up()
            self._of_thread.reader = reader
        return reader

    def close(self) -> None:
        """Give up the files that are being opened."""
        self._pool.close()


_lock = threading.Lock()
_states: list[WorkerState] = []


def _state_of(job: Job) -> WorkerState:
    with _lock:
        for state in _states:
            if state.number == job.number:
                return state
        state = WorkerState(job)
        # Whatever an earlier job left behind is not needed any more.
        while _states:
            _states.pop().close()
        _states.append(state)
        return state


def _permit_processes() -> None:
    # Dask starts workers as daemons, which may not start processes, lest they outlive them. A
    # decoder's process does not: it ends when the pipe to it is closed.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # noqa: SLF001
    # A process that is started imports the main module of its parent. That is Dask's own here: a
    # decoder has no use for it, and would take seconds longer to start.
    main = sys.modules["__main__"]
    main.__spec__ = None
    vars(main).pop("__file__", None)

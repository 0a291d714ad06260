"""Read the files of a batch on a Dask cluster.

Finding files, the journal and the CSV stay on this computer; each file that has no row yet is sent
to the cluster by name, and its row comes back. All computers must see the folders under the same
paths. A file whose worker ends is given to another one by the scheduler.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from engine.batch.cluster_worker import FindParts, Job, read_file, rehearse
from engine.batch.reading import OnScan, ScanSource, StoppedError
from engine.batch.run import Batch
from engine.batch.worker import Result, Worker
from engine.errors import FileAccessError, UserFacingError
from engine.interfaces import FindingReader, OpenScan
from engine.messages import batch
from engine.model.installed_models import Preferred
from engine.records.journal import Journal
from engine.records.plan import FoundFile, Known, Plan, Stamp
from engine.scan import Scan

_CONNECTING_S: Final = 15.0
_WAITING_FOR_WORKERS_S: Final = 60.0
_CLOSING_S: Final = 2.0
_TICK_S: Final = 0.2
_FEWEST_AT_A_TIME: Final = 64
_MOST_AT_A_TIME: Final = 1024


class Cluster:
    """A connection to the scheduler of a cluster.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    UserFacingError
        If Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        self._client = _connected(address)
        try:
            self._client.wait_for_workers(1, timeout=_WAITING_FOR_WORKERS_S)
        except TimeoutError as error:
            self.close()
            raise UserFacingError(batch.NO_WORKERS, batch.START_WORKERS(address=address)) from error

    @property
    def at_a_time(self) -> int:
        """How many files to send before the first comes back: enough to keep all workers busy."""
        threads = int(sum(self._client.nthreads().values()))
        # Workers that join later shall have work, too.
        return min(_MOST_AT_A_TIME, max(_FEWEST_AT_A_TIME, 2 * threads))

    def source(self, _workers: int = 1) -> ScanSource:
        """Return what stands in for a source of scans, of which there is none here."""
        return _Elsewhere(self)

    def run(self, is_stopped: Callable[[], bool], function: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401 - whatever the function returns
        """Run a function on the cluster and return what it returns, or raise what it raises.

        Raises
        ------
        StoppedError
            If nobody waits for it any more.
        UserFacingError
            If the scheduler is lost.
        """
        try:
            future = self._client.submit(function, *given, pure=False)
            return _result(future, is_stopped)
        except CancelledError as error:
            if is_stopped():
                raise StoppedError from error
            raise UserFacingError(batch.SCHEDULER_LOST, batch.START_SCHEDULER) from error

    def rehearse(self, job: Job) -> None:
        """Find out whether a worker can read for a job.

        Raises
        ------
        UserFacingError
            If it cannot.
        """
        try:
            self.run(lambda: False, rehearse, job)
        except UserFacingError:
            raise
        except Exception as error:
            raise UserFacingError(
                batch.CLUSTER_FAULT(error=type(error).__name__), batch.INSTALL_SAME_EVERYWHERE
            ) from error

    def close(self) -> None:
        """Forget whatever is being read, and let go of the cluster. May be called twice."""
        with contextlib.suppress(TimeoutError):
            self._client.close(timeout=_CLOSING_S)


class ClusterBatch(Batch):
    """A batch whose files are read by a cluster.

    Parameters
    ----------
    plan, journal : Plan, Journal
        As for a `Batch`.
    reader : FindingReader
        Names the models that the cluster must have; it is not asked.
    cluster : Cluster
        Closed with the batch.
    find_parts : callable
        Called on each worker; a function of a module.
    reports : Path or None
        Folder for a report of each scan.
    **options
        As for a `Batch`.
    """

    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        reader: FindingReader,
        cluster: Cluster,
        find_parts: FindParts,
        reports: Path | None = None,
        **options: Any,  # noqa: ANN401 - those of `Batch`
    ) -> None:
        super().__init__(
            plan, journal, _Cards(reader), cluster.at_a_time, open_pool=cluster.source, **options
        )
        self._far = replace(plan, folders=plan.absolute)
        self._cluster = cluster
        self._find_parts = find_parts
        self._reports = None if reports is None else reports.absolute()

    def make_worker(
        self,
        open_scan: OpenScan,
        basis: Mapping[str, str],
        known: Mapping[tuple[int, str], Known],
        salt: bytes | None,
    ) -> Worker:
        """Return what sends files to the cluster.

        Raises
        ------
        UserFacingError
            If the cluster cannot run the program, or not the same one.
        """
        number = secrets.token_hex(8)
        job = Job(number, self._far, dict(basis), salt, self._reports, self._find_parts)
        self._cluster.rehearse(job)
        made_from = (self._plan, open_scan, basis, known, salt, self._modality)
        return _Sender(self._cluster, job, *made_from)


class _Cards:
    """Stands in for a reader that is not asked here: it only names the models.

    Parameters
    ----------
    reader : FindingReader
        Whose models they are.
    """

    def __init__(self, reader: FindingReader) -> None:
        self.models = reader.models
        self.classify = reader.classify

    def for_another_thread(self) -> _Cards:
        """Return itself, for it has no state."""
        return self

    def prefer(self, _preferred: Preferred) -> None:
        """Leave the choice as it is: the models are those of the reader it stands in for."""

    def warm_up(self) -> None:
        """Nothing is loaded here."""


class _Sender(Worker):
    """Has files read by a cluster; what the journal knows already is not sent."""

    def __init__(self, cluster: Cluster, job: Job, *made_from: Any) -> None:  # noqa: ANN401 - as `Worker` takes it
        super().__init__(*made_from)
        self._cluster = cluster
        self._job = job

    def _read_anew(
        self,
        found: FoundFile,
        stamp: Stamp | None,
        reader: FindingReader,  # noqa: ARG002 - the cluster has its own
        is_stopped: Callable[[], bool],
        on_scan: OnScan | None,  # noqa: ARG002
    ) -> Result:
        try:
            result: Result = self._cluster.run(is_stopped, read_file, self._job, found)
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            return self.give_up(found, _killed(self._plan.path_of(found)))
        # The path as it was given, and the stamp as this computer sees it.
        path = str(self._plan.path_of(found))
        row = None if result.row is None else replace(result.row, path=path)
        lasting = None if result.known.stamp is None else stamp
        return Result(found, row, replace(result.known, stamp=lasting))


class _Elsewhere:
    """Closes the cluster with the batch; opens nothing itself."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def read_scan(self, path: Path) -> Scan:
        raise FileAccessError(batch.READ_BY_CLUSTER, "", path)

    def warm_up(self) -> None:
        pass

    def close(self) -> None:
        self._cluster.close()


def _connected(address: str) -> Any:  # noqa: ANN401 - Dask does not annotate its client
    try:
        from distributed import Client
    except ImportError as error:
        raise UserFacingError(batch.NO_DASK, batch.INSTALL_EXTRA) from error
    # It tells a terminal of every connection that is closed; what matters is raised.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=_CONNECTING_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UserFacingError(
            batch.SCHEDULER_SILENT(address=address),
            batch.CHECK_SCHEDULER,
        ) from error


def _result(future: Any, is_stopped: Callable[[], bool]) -> Any:  # noqa: ANN401
    # The future's own waiting with a limit may fail for other reasons than the limit.
    done = threading.Event()
    future.add_done_callback(lambda _future: done.set())
    while not done.wait(_TICK_S):
        if is_stopped():
            raise StoppedError
    return future.result()


def _killed(path: Path) -> UserFacingError:
    return UserFacingError(batch.WORKERS_ENDED, batch.WORKERS_NEED_MEMORY, path)

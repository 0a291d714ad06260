"""Workers of a Dask cluster that read the files of a batch.

Finding files, the journal and the CSV stay on this computer; each file that has no row yet is sent
to the cluster by name, and its row comes back. All computers must see the folders under the same
paths. A file whose worker ends is given to another one by the scheduler.

One thread does all of it: it keeps a bounded number of files in flight, and takes them back with
`distributed.as_completed` in the order in which they are done.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from engine.batch.cluster_worker import FindParts, Job, read_file, rehearse
from engine.batch.exchange import Exchange
from engine.batch.folder_watch import FolderWatch
from engine.batch.worker import Result, Task
from engine.errors import UserFacingError
from engine.messages import batch
from engine.records.plan import FoundFile, Stamp, stamp_of

_CONNECTING_S: Final = 15.0
_WAITING_FOR_WORKERS_S: Final = 60.0
_CLOSING_S: Final = 2.0
_TICK_S: Final = 0.05
_FEWEST_AT_A_TIME: Final = 64
_MOST_AT_A_TIME: Final = 1024


class ClusterWorkers:
    """The workers of a cluster, connected to through its scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    find_parts : callable
        Called on each worker; a function of a module.
    reports : Path or None
        Folder for a report of each scan.
    on_fault : callable
        Called with every fault of the program itself; the row only says that there was one.

    Attributes
    ----------
    at_a_time : int
        How many files are in flight at most.
    has_reports : bool
        Whether a report is written of each scan.

    Raises
    ------
    UserFacingError
        If Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    def __init__(
        self,
        address: str,
        find_parts: FindParts,
        reports: Path | None = None,
        on_fault: Callable[[BaseException], object] = lambda _error: None,
    ) -> None:
        self.has_reports = reports is not None
        self._find_parts = find_parts
        self._reports = None if reports is None else reports.absolute()
        self._on_fault = on_fault
        self._client = _connected(address)
        try:
            self._client.wait_for_workers(1, timeout=_WAITING_FOR_WORKERS_S)
        except TimeoutError as error:
            self.close()
            raise UserFacingError(batch.NO_WORKERS, batch.START_WORKERS(address=address)) from error
        threads = int(sum(self._client.nthreads().values()))
        # Two for each thread keep all of them busy; workers that join later shall have work, too.
        self.at_a_time = min(_MOST_AT_A_TIME, max(_FEWEST_AT_A_TIME, 2 * threads))

    def warm_up(self) -> None:
        """Do nothing: `threads` has a worker load what it answers with."""

    def threads(
        self, task: Task, exchange: Exchange, folders: FolderWatch
    ) -> list[threading.Thread]:
        """Return the one thread, not started yet.

        Raises
        ------
        UserFacingError
            If the cluster cannot run the program, or not the same one.
        """
        job = Job(
            number=secrets.token_hex(8),
            plan=replace(task.plan, folders=task.plan.absolute),
            basis=dict(task.basis),
            salt=task.salt,
            reports=self._reports,
            find_parts=self._find_parts,
        )
        self._rehearse(job)
        in_flight = _InFlight(self._client, job, task, self._on_fault)
        return [
            threading.Thread(
                target=self._work,
                args=(in_flight, exchange, folders),
                name="batch-cluster",
                daemon=True,
            )
        ]

    def close(self) -> None:
        """Forget whatever is being read, and let go of the cluster. May be called twice."""
        with contextlib.suppress(TimeoutError):
            self._client.close(timeout=_CLOSING_S)

    def _rehearse(self, job: Job) -> None:
        try:
            self._client.submit(rehearse, job, pure=False).result()
        except UserFacingError:
            raise
        except CancelledError as error:
            raise _lost() from error
        except Exception as error:
            raise UserFacingError(
                batch.CLUSTER_FAULT(error=type(error).__name__), batch.INSTALL_SAME_EVERYWHERE
            ) from error

    def _work(self, in_flight: _InFlight, exchange: Exchange, folders: FolderWatch) -> None:
        def give(result: Result) -> None:
            folders.require_folder(result)
            exchange.offer(result)

        try:
            while in_flight.count or exchange.has_files:
                if exchange.is_stopped:
                    return
                # Waits for a file no longer than for those in flight to be looked after.
                while in_flight.count < self.at_a_time:
                    found = exchange.next_file(0 if in_flight.count else _TICK_S)
                    if found is None:
                        break
                    known = in_flight.send(found)
                    if known is not None:
                        give(known)
                for result in in_flight.take_back():
                    give(result)
                if in_flight.count:
                    exchange.await_stop(_TICK_S)
        except BaseException as error:  # noqa: BLE001 - it is raised where the rows are waited for
            is_lost = isinstance(error, CancelledError | OSError) or not self._is_connected
            is_known = isinstance(error, UserFacingError)
            exchange.offer(_lost() if is_lost and not is_known else error)

    @property
    def _is_connected(self) -> bool:
        return bool(self._client.status == "running")


@dataclass(frozen=True, slots=True)
class _Sent:
    found: FoundFile
    stamp: Stamp | None


class _InFlight:
    """The files that are with the cluster. Used by one thread."""

    def __init__(
        self,
        client: Any,  # noqa: ANN401 - Dask does not annotate its client
        job: Job,
        task: Task,
        on_fault: Callable[[BaseException], object],
    ) -> None:
        from distributed import as_completed

        self._client = client
        self._job = job
        self._task = task
        self._on_fault = on_fault
        self._done = as_completed(loop=client.loop)
        self._sent: dict[str, _Sent] = {}

    @property
    def count(self) -> int:
        """How many files are with the cluster."""
        return len(self._sent)

    def send(self, found: FoundFile) -> Result | None:
        """Send a file, unless there is nothing to read: then its result is returned."""
        # Before reading: a file that is changed meanwhile is read again by the next run.
        stamp = stamp_of(self._task.plan.path_of(found))
        known = self._task.without_reading(found, stamp)
        if known is None:
            future = self._client.submit(read_file, self._job, found, pure=False)
            self._sent[future.key] = _Sent(found, stamp)
            self._done.add(future)
        return known

    def take_back(self) -> list[Result]:
        """Return the results that are there by now, without waiting for others.

        Raises
        ------
        UserFacingError
            If a worker cannot read for the job, or the scheduler is lost; for the latter there may
            be other errors as well.
        """
        done = self._done.next_batch(block=False)
        read = {future.key: future for future in done if future.status == "finished"}
        # All of them in one message, and not one message each.
        answers = self._client.gather(read, errors="skip")
        results = []
        for future in done:
            sent, answer = self._sent.pop(future.key), answers.get(future.key)
            results.append(
                self._failed(sent, future) if answer is None else self._as_seen_here(sent, answer)
            )
        return results

    def _as_seen_here(self, sent: _Sent, result: Result) -> Result:
        # The path as it was given, and the stamp as this computer sees it.
        path = str(self._task.plan.path_of(sent.found))
        row = None if result.row is None else replace(result.row, path=path)
        lasting = None if result.known.stamp is None else sent.stamp
        return Result(sent.found, row, replace(result.known, stamp=lasting))

    def _failed(self, sent: _Sent, future: Any) -> Result:  # noqa: ANN401
        error = future.exception() if future.status == "error" else _lost()
        if isinstance(error, UserFacingError):
            raise error
        # The scheduler's verdict on a file whose workers ended, several times in a row.
        if type(error).__name__ == "KilledWorker":
            error = _killed(self._task.plan.path_of(sent.found))
        else:
            self._on_fault(error)
        return self._task.given_up(sent.found, error)


def _connected(address: str) -> Any:  # noqa: ANN401 - Dask does not annotate its client
    try:
        from distributed import Client
    except ImportError as error:
        raise UserFacingError(batch.NO_DASK, batch.INSTALL_EXTRA) from error
    # It writes of every connection that is closed to the terminal; what matters is raised.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=_CONNECTING_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UserFacingError(
            batch.SCHEDULER_SILENT(address=address), batch.CHECK_SCHEDULER
        ) from error


def _lost() -> UserFacingError:
    return UserFacingError(batch.SCHEDULER_LOST, batch.START_SCHEDULER)


def _killed(path: Path) -> UserFacingError:
    return UserFacingError(batch.WORKERS_ENDED, batch.WORKERS_NEED_MEMORY, path)

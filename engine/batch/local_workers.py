"""Threads of this program that read the files of a batch."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engine.batch.exchange import Exchange
from engine.batch.folder_watch import FolderWatch
from engine.batch.reading import OnScan, ScanSource, StoppedError
from engine.batch.worker import Result, Task, Worker
from engine.errors import UserFacingError
from engine.interfaces import FindingReader
from engine.records.plan import FoundFile

OpenPool = Callable[[int], ScanSource]
OnFault = Callable[[BaseException], object]


class LocalWorkers:
    """Threads that read files, each with a reader of its own; decoder processes open them.

    Parameters
    ----------
    reader : FindingReader
        Answers for the scans; each thread gets one of its own from it.
    at_a_time : int
        How many threads.
    open_pool : callable
        Turns their number into a source of scans.
    on_scan : callable or None
        Called with each scan and its finding before the row is written down; it may raise
        `UserFacingError`, which ends the batch.
    on_fault : callable
        Called with every fault of the program itself; the row only says that there was one.
    """

    def __init__(
        self,
        reader: FindingReader,
        at_a_time: int,
        open_pool: OpenPool,
        on_scan: OnScan | None,
        on_fault: OnFault,
    ) -> None:
        self.at_a_time = at_a_time
        self.has_reports = on_scan is not None
        self._reader = reader
        self._pool = open_pool(at_a_time)
        self._on_scan = on_scan
        self._on_fault = on_fault

    def warm_up(self) -> None:
        """Start a decoder process while the threads load what they answer with."""
        self._pool.warm_up()

    def threads(
        self, task: Task, exchange: Exchange, folders: FolderWatch
    ) -> list[threading.Thread]:
        """Return the threads, not started yet."""
        worker = Worker(task, self._pool.read_scan)
        return [
            threading.Thread(
                target=self._work,
                args=(task, worker, exchange, folders),
                name="batch-worker",
                daemon=True,
            )
            for _ in range(self.at_a_time)
        ]

    def close(self) -> None:
        """Give up the files that are being opened."""
        self._pool.close()

    def _work(self, task: Task, worker: Worker, exchange: Exchange, folders: FolderWatch) -> None:
        def read_file(found: FoundFile) -> Result:
            try:
                return worker.read_file(found, reader, lambda: exchange.is_stopped, self._on_scan)
            except (StoppedError, UserFacingError):
                raise
            except Exception as error:
                # A fault with one file must not end the others.
                if exchange.is_stopped:
                    raise StoppedError from error
                self._on_fault(error)
                return task.given_up(found, error)

        try:
            reader = self._reader.for_another_thread()
            reader.warm_up()
            while (found := exchange.next_file()) is not None:
                result = read_file(found)
                # A decoder that was ended by `close` looks like a damaged file.
                if exchange.is_stopped:
                    return
                folders.require_folder(result)
                exchange.offer(result)
        except StoppedError:
            return
        except BaseException as error:  # noqa: BLE001 - it is raised where the rows are waited for
            exchange.offer(error)

"""Read the files of folders, many at a time, into a journal.

Files are found by one thread, decoded in disposable processes and classified by one thread a
worker; rows come out of `Batch.run` in the order in which they are done, each only after the
journal has it on the disk.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.batch.find_files import file_identity, find_files
from engine.batch.reading import OnScan, ScanSource, StoppedError, bases, unexpected
from engine.batch.worker import Result, Worker
from engine.decoding.pool import DecoderPool
from engine.errors import UserFacingError
from engine.finding import Status
from engine.interfaces import FindingReader, OpenScan
from engine.messages import batch
from engine.model.model_card import ModelCard
from engine.records.finding_record import FindingRecord
from engine.records.journal import Journal
from engine.records.plan import FoundFile, Known, Plan
from engine.scan import Modality

OpenPool = Callable[[int], ScanSource]
OnFault = Callable[[BaseException], object]

_TICK_S: Final = 0.1
_LOOK_EVERY_S: Final = 1.0
_SILENT_TICKS: Final = 15
_PATIENCE_S: Final = 0.5


class FolderGoneError(UserFacingError):
    """A folder of the batch can no longer be reached."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is.

    Attributes
    ----------
    found : int
        Files found so far.
    is_total : bool
        Whether that is all of them.
    done : int
        Files that have their row.
    fresh : int
        How many of those were read by this run, and not by an earlier one.
    """

    found: int = 0
    is_total: bool = False
    done: int = 0
    fresh: int = 0


class Batch:
    """One run over the files of a plan.

    Parameters
    ----------
    plan : Plan
        What to read.
    journal : Journal
        Opened in the thread that calls `run`; rows that it has already, and that are still true,
        are taken from it.
    reader : FindingReader
        Answers for the scans; each worker gets one of its own from it.
    workers : int
        How many files are read at a time, at least 1.
    skipped : frozenset of str
        Absolute paths of files, and of folders with their files, that are passed over: the
        batch's own output.
    open_pool : callable
        Turns a number of workers into a source of scans.
    on_scan : callable or None
        Called by a worker with each scan and its finding before the row is written down; it may
        raise `UserFacingError`, which ends the batch.
    on_fault : callable
        Told of every fault of the program itself; the row only says that there was one.

    Notes
    -----
    `pause`, `go_on`, `stop` and `progress` may be used from any thread.
    """

    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        reader: FindingReader,
        workers: int = 1,
        *,
        skipped: frozenset[str] = frozenset(),
        open_pool: OpenPool = DecoderPool,
        on_scan: OnScan | None = None,
        on_fault: OnFault = lambda _error: None,
    ) -> None:
        self._plan = plan
        self._journal = journal
        self._reader = reader
        self._workers = workers
        self._skipped = skipped
        self._open_pool = open_pool
        self._on_scan = on_scan
        self._on_fault = on_fault
        self._modality = None if plan.modality is None else Modality(plan.modality)
        self._changed = threading.Condition()
        self._waiting: deque[FoundFile] = deque()
        self._results: queue.Queue[Result | BaseException] = queue.Queue(4 * workers)
        self._stopped = threading.Event()
        self._is_paused = False
        self._progress = Progress()
        self._last_answer = 0.0
        self._asked = 0

    @property
    def progress(self) -> Progress:
        """How far it is."""
        with self._changed:
            return self._progress

    @property
    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped.is_set()

    def pause(self) -> None:
        """Begin no further file; those being read are finished."""
        with self._changed:
            self._is_paused = True

    def go_on(self) -> None:
        """End a pause."""
        with self._changed:
            self._is_paused = False
            self._changed.notify_all()

    def stop(self) -> None:
        """Give up what is being read; `run` ends soon after. Rows written down stay."""
        with self._changed:
            self._stopped.set()
            self._changed.notify_all()

    def run(self) -> Generator[FindingRecord, None, None]:
        """Yield the row of every file as soon as it is written down.

        Raises
        ------
        FolderGoneError
            If a folder cannot be reached any more; what was read stays in the journal.
        ModelError
            If a model is missing, altered or cannot be loaded.
        UserFacingError
            If a folder cannot be read to begin with, or the journal cannot be written.
        """
        roots = [file_identity(folder) for folder in self._plan.folders]
        pool = self._open_pool(self._workers)
        threads: list[threading.Thread] = []
        try:
            # Its process starts while the workers load what they answer with.
            pool.warm_up()
            worker, known = self._prepare(pool)
            threads += self._threads(worker, roots)
            self._last_answer = time.monotonic()
            for thread in threads:
                thread.start()
            yield from self._collect(known)
        finally:
            self.stop()
            pool.close()
            _await_end(threads)

    def _prepare(self, pool: ScanSource) -> tuple[Worker, dict[tuple[int, str], Known]]:
        cards = list(self._reader.models())
        basis = bases(
            cards,
            self._modality,
            identity=self._plan.identity,
            reports=self._on_scan is not None,
        )
        self._journal.begin(self._plan, in_words(cards))
        known = self._journal.known()
        salt = None if self._plan.identity else self._journal.salt
        return self.make_worker(pool.read_scan, basis, known, salt), known

    def make_worker(
        self,
        open_scan: OpenScan,
        basis: Mapping[str, str],
        known: Mapping[tuple[int, str], Known],
        salt: bytes | None,
    ) -> Worker:
        """Return what reads the files; see `engine.batch.worker.Worker`."""
        return Worker(self._plan, open_scan, basis, known, salt, self._modality)

    def _threads(self, worker: Worker, roots: list[tuple[int, int]]) -> list[threading.Thread]:
        def thread(name: str, target: Callable[..., None], *arguments: object) -> threading.Thread:
            return threading.Thread(target=target, args=arguments, name=name, daemon=True)

        return [
            thread("batch-finder", self._find),
            thread("batch-watch", self._watch, roots),
            *(thread("batch-worker", self._work, worker, roots) for _ in range(self._workers)),
        ]

    def _collect(self, known: dict[tuple[int, str], Known]) -> Generator[FindingRecord, None, None]:
        unseen = set(known)
        silence = 0
        while not self._stopped.is_set() and not self._is_done():
            try:
                result = self._results.get(timeout=_TICK_S)
            except queue.Empty:
                silence = self._count_silence(silence)
                continue
            silence = 0
            if isinstance(result, BaseException):
                raise result
            unseen.discard((result.found.root, result.found.name))
            yield self._written_down(result)
        if self._stopped.is_set():
            return
        # Files that are gone by now were read all the same.
        for root, name in sorted(unseen):
            self._advance(found=1, done=1)
            yield self._journal.row(FoundFile(root, name), self._plan)
        self._journal.finish()

    def _written_down(self, result: Result) -> FindingRecord:
        if result.row is None:
            row = self._journal.row(result.found, self._plan)
            self._advance(done=1)
            return row
        self._journal.add(result.found, result.row, result.known)
        self._advance(done=1, fresh=1)
        return result.row

    def _advance(
        self, *, found: int = 0, done: int = 0, fresh: int = 0, is_total: bool = False
    ) -> None:
        with self._changed:
            now = self._progress
            self._progress = Progress(
                now.found + found, now.is_total or is_total, now.done + done, now.fresh + fresh
            )

    def _is_done(self) -> bool:
        now = self.progress
        return now.is_total and now.done == now.found

    def _count_silence(self, silence: int) -> int:
        # Counted in ticks of this thread, so that a computer that slept is not taken for a disk
        # that does not answer.
        if time.monotonic() - self._last_answer < 2 * _LOOK_EVERY_S:
            return 0
        if silence >= _SILENT_TICKS:
            raise _gone(self._plan.folders[self._asked])
        return silence + 1

    def _find(self) -> None:
        try:
            for root, folder in enumerate(self._plan.folders):
                for found in find_files(
                    folder, root, recursive=self._plan.recursive, is_skipped=self._is_skipped
                ):
                    self._advance(found=1)
                    with self._changed:
                        self._waiting.append(found)
                        self._changed.notify()
                    if self._stopped.is_set():
                        return
        except BaseException as error:  # noqa: BLE001 - it is raised where the rows are waited for
            self._offer(error)
        self._advance(is_total=True)
        with self._changed:
            self._changed.notify_all()

    def _is_skipped(self, path: Path) -> bool:
        name = os.path.abspath(path)  # noqa: PTH100 - it takes ".." away
        return name in self._skipped or os.path.dirname(name) in self._skipped  # noqa: PTH120

    def _watch(self, roots: list[tuple[int, int]]) -> None:
        while not self._stopped.wait(_LOOK_EVERY_S):
            for self._asked, root in enumerate(roots):
                folder = self._plan.folders[self._asked]
                if not _is_there(folder, root):
                    self._offer(_gone(folder))
                    return
            self._last_answer = time.monotonic()

    def _work(self, worker: Worker, roots: list[tuple[int, int]]) -> None:
        try:
            reader = self._reader.for_another_thread()
            reader.warm_up()
            while (found := self._next()) is not None:
                result = self._answer(worker, found, reader)
                # A decoder that was ended by `stop` looks like a damaged file.
                if self._stopped.is_set():
                    return
                self._require_folder(result, roots)
                self._offer(result)
        except StoppedError:
            return
        except BaseException as error:  # noqa: BLE001 - it is raised where the rows are waited for
            self._offer(error)

    def _require_folder(self, result: Result, roots: list[tuple[int, int]]) -> None:
        root = result.found.root
        folder = self._plan.folders[root]
        if _cannot_be_reached(result) and not _is_there(folder, roots[root]):
            raise _gone(folder)

    def _answer(self, worker: Worker, found: FoundFile, reader: FindingReader) -> Result:
        try:
            return worker.read(found, reader, self._stopped.is_set, self._on_scan)
        except (StoppedError, UserFacingError):
            raise
        except Exception as error:
            # A fault with one file must not end the others.
            if self._stopped.is_set():
                raise StoppedError from error
            self._on_fault(error)
            return worker.give_up(found, unexpected(error, self._plan.path_of(found)))

    def _next(self) -> FoundFile | None:
        def may_go_on() -> bool:
            has_work = self._waiting or self._progress.is_total
            return self._stopped.is_set() or bool(has_work and not self._is_paused)

        with self._changed:
            self._changed.wait_for(may_go_on)
            if self._stopped.is_set() or not self._waiting:
                return None
            return self._waiting.popleft()

    def _offer(self, result: Result | BaseException) -> None:
        while not self._stopped.is_set():
            try:
                self._results.put(result, timeout=_TICK_S)
            except queue.Full:
                continue
            return


def in_words(cards: Sequence[ModelCard]) -> str:
    """Return the names, versions and hashes of models on one line."""
    parts = sorted(f"{card.name} {card.version} ({card.graph_sha256[:12]})" for card in cards)
    return ", ".join(parts) or "none"


def _await_end(threads: Sequence[threading.Thread]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    for thread in threads:
        if thread.is_alive():
            thread.join(max(0.0, deadline - time.monotonic()))


def _cannot_be_reached(result: Result) -> bool:
    row = result.row
    return row is not None and row.status is Status.UNREADABLE and result.known.stamp is None


def _is_there(folder: Path, root: tuple[int, int]) -> bool:
    try:
        return file_identity(folder) == root
    except UserFacingError:
        return False


def _gone(folder: Path) -> FolderGoneError:
    return FolderGoneError(batch.FOLDER_GONE, batch.CONNECT_DISK, folder)

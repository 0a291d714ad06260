"""Worker of a batch: a file to its row, unless the journal has one that still holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.batch.reading import NO_KIND, OnScan, kind_of, most_suspicious, patient_of, unexpected
from engine.errors import FileAccessError, ScanError
from engine.finding import Status
from engine.interfaces import FindingReader, OpenScan
from engine.records.finding_record import FindingRecord, record_of_error, record_of_finding
from engine.records.plan import FoundFile, Known, Plan, Stamp, stamp_of
from engine.scan import Modality


@dataclass(frozen=True, slots=True)
class Result:
    """Result for a file; without a row, that of the journal still holds."""

    found: FoundFile
    row: FindingRecord | None
    known: Known

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the file could not be reached, rather than not be read."""
        # Only a row that the next run makes anew has no stamp.
        row, stamp = self.row, self.known.stamp
        return row is not None and row.status is Status.UNREADABLE and stamp is None


@dataclass(frozen=True, slots=True)
class Task:
    """Settings that are the same for all files of a run.

    Attributes
    ----------
    plan : Plan
        What the batch reads.
    basis : mapping
        From `engine.batch.reading.bases`.
    known : mapping
        What the journal knows, by the number of a folder and the name of a file.
    salt : bytes or None
        For `engine.batch.reading.patient_of`.
    """

    plan: Plan
    basis: Mapping[str, str]
    known: Mapping[tuple[int, str], Known]
    salt: bytes | None

    @property
    def modality(self) -> Modality | None:
        """The kind of scan that the files are read as; None to go by the files."""
        return None if self.plan.modality is None else Modality(self.plan.modality)

    def without_reading(self, found: FoundFile, stamp: Stamp | None) -> Result | None:
        """Return what is known of a file without opening it; None if it has to be read."""
        before = self.known.get((found.root, found.name))
        if before is not None and self._still_holds(before, stamp):
            return Result(found, None, before)
        return None if found.error is None else self.given_up(found, found.error)

    def given_up(self, found: FoundFile, error: Exception) -> Result:
        """Return the row of a file that was not read for some reason; the next run tries again."""
        path = self.plan.path_of(found)
        record = record_of_error(str(path), unexpected(error, path))
        return Result(found, record, Known(None, NO_KIND, self.basis[NO_KIND]))

    def _still_holds(self, before: Known, stamp: Stamp | None) -> bool:
        is_same_file = stamp is not None and before.stamp == stamp
        return is_same_file and self.basis.get(before.kind) == before.basis


class Worker:
    """Reads files; shared by the threads, and without a state of its own.

    Parameters
    ----------
    task : Task
        What the files have in common.
    open_scan : callable
        Opens a file.
    """

    def __init__(self, task: Task, open_scan: OpenScan) -> None:
        self._task = task
        self._open_scan = open_scan

    def read_file(
        self,
        found: FoundFile,
        reader: FindingReader,
        is_stopped: Callable[[], bool],
        on_scan: OnScan | None,
    ) -> Result:
        """Read a file, unless the journal's row for it still holds.

        Parameters
        ----------
        found : FoundFile
            The file.
        reader : FindingReader
            Of this thread.
        is_stopped : callable
            Asked between two frames.
        on_scan : callable or None
            Called with the scan and its finding.

        Raises
        ------
        StoppedError
            If the batch was stopped.
        UserFacingError
            If a model or ``on_scan`` failed: that ends the batch.
        """
        # Before reading: a file that is changed meanwhile is read again by the next run.
        stamp = stamp_of(self._task.plan.path_of(found))
        known = self._task.without_reading(found, stamp)
        return known or self._read_anew(found, stamp, reader, is_stopped, on_scan)

    def _read_anew(
        self,
        found: FoundFile,
        stamp: Stamp | None,
        reader: FindingReader,
        is_stopped: Callable[[], bool],
        on_scan: OnScan | None,
    ) -> Result:
        task, path = self._task, self._task.plan.path_of(found)
        try:
            scan = self._open_scan(path)
        except ScanError as error:
            # Whether a file can be reached may be different next time, with no change to the file.
            lasting = None if isinstance(error, FileAccessError) else stamp
            known = Known(lasting, NO_KIND, task.basis[NO_KIND])
            return Result(found, record_of_error(str(path), error), known)
        finding = most_suspicious(scan, reader, task.modality, is_stopped)
        if on_scan is not None:
            on_scan(scan, finding)
        kind = kind_of(scan, task.modality)
        row = record_of_finding(str(path), scan, finding, patient_of(scan, task.salt))
        return Result(found, row, Known(stamp, kind, task.basis[kind]))

"""How one worker of a batch makes a row of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.batch.reading import (
    NO_KIND,
    OnScan,
    kind_of,
    most_suspicious,
    patient_of,
)
from engine.errors import FileAccessError, ScanError, UserFacingError
from engine.interfaces import FindingReader, OpenScan
from engine.records.finding_record import FindingRecord, record_of_error, record_of_finding
from engine.records.plan import FoundFile, Known, Plan, Stamp, stamp_of
from engine.scan import Modality


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker made of a file; without a row, what the journal has is still true."""

    found: FoundFile
    row: FindingRecord | None
    known: Known


class Worker:
    """Reads files; shared by the threads, and without a state of its own.

    Parameters
    ----------
    plan : Plan
        What the batch reads.
    open_scan : callable
        Opens a file.
    basis : mapping
        From `engine.batch.reading.bases`.
    known : mapping
        What the journal knows, by the number of a folder and the name of a file.
    salt : bytes or None
        For `engine.batch.reading.patient_of`.
    modality : Modality or None
        What the files are read as.
    """

    def __init__(
        self,
        plan: Plan,
        open_scan: OpenScan,
        basis: Mapping[str, str],
        known: Mapping[tuple[int, str], Known],
        salt: bytes | None,
        modality: Modality | None,
    ) -> None:
        self._plan = plan
        self._open_scan = open_scan
        self._basis = basis
        self._known = known
        self._salt = salt
        self._modality = modality

    def read(
        self,
        found: FoundFile,
        reader: FindingReader,
        is_stopped: Callable[[], bool],
        on_scan: OnScan | None,
    ) -> Result:
        """Read a file, unless the journal's row for it is still true.

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
        stamp = stamp_of(self._plan.path_of(found))
        before = self._known.get((found.root, found.name))
        if before is not None and self._still_holds(before, stamp):
            return Result(found, None, before)
        if found.error is not None:
            return self.give_up(found, found.error)
        return self._read_anew(found, stamp, reader, is_stopped, on_scan)

    def _read_anew(
        self,
        found: FoundFile,
        stamp: Stamp | None,
        reader: FindingReader,
        is_stopped: Callable[[], bool],
        on_scan: OnScan | None,
    ) -> Result:
        path = self._plan.path_of(found)
        try:
            scan = self._open_scan(path)
        except ScanError as error:
            # Whether a file can be reached may be different next time, with no change to the file.
            lasting = None if isinstance(error, FileAccessError) else stamp
            known = Known(lasting, NO_KIND, self._basis[NO_KIND])
            return Result(found, record_of_error(str(path), error), known)
        finding = most_suspicious(scan, reader, self._modality, is_stopped)
        if on_scan is not None:
            on_scan(scan, finding)
        kind = kind_of(scan, self._modality)
        row = record_of_finding(str(path), scan, finding, patient_of(scan, self._salt))
        return Result(found, row, Known(stamp, kind, self._basis[kind]))

    def give_up(self, found: FoundFile, error: UserFacingError) -> Result:
        """Return the row of a file that cannot be read; the next run tries again."""
        path = str(self._plan.path_of(found))
        return Result(
            found, record_of_error(path, error), Known(None, NO_KIND, self._basis[NO_KIND])
        )

    def _still_holds(self, before: Known, stamp: Stamp | None) -> bool:
        is_same_file = stamp is not None and before.stamp == stamp
        return is_same_file and self._basis.get(before.kind) == before.basis

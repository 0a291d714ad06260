"""Reading of one file of a batch: all frames are classified, the row is of the most suspicious."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from engine.errors import FileAccessError, UserFacingError
from engine.finding import Finding
from engine.interfaces import FindingReader
from engine.messages import batch
from engine.model.modality_router import ROUTING_DIGEST
from engine.model.model_card import ModelCard
from engine.readers.dicom.identity import patient_identity
from engine.scan import Modality, Scan
from engine.version import VERSION

OnScan = Callable[[Scan, Finding], None]
NO_KIND = ""
ANY_KIND = "any"
_TOKEN_BYTES = 12


class ScanSource(Protocol):
    """Source of scans; `engine.decoding.pool.DecoderPool` does."""

    def read_scan(self, path: Path) -> Scan:
        """Open a file; raises `ScanError` if it cannot."""

    def warm_up(self) -> None:
        """Begin, without waiting, what the first file would have to wait for."""

    def close(self) -> None:
        """Give up whatever is being opened. May be called twice, and from any thread."""


class StoppedError(Exception):
    """The reading was given up; nobody waits for its row any more."""


def bases(
    cards: Iterable[ModelCard], modality: Modality | None, *, identity: bool, reports: bool = False
) -> Mapping[str, str]:
    """Return what an answer rests on besides the file, as a digest for each kind of scan.

    Parameters
    ----------
    cards : iterable of ModelCard
        Of all models.
    modality : Modality or None
        What the files are read as, whatever they state.
    identity : bool
        Whether rows say who the patient is.
    reports : bool
        Whether something is made of each scan besides its row.

    Returns
    -------
    mapping
        From the kind that a scan was read as, `ANY_KIND` where its file does not state one, or
        `NO_KIND` for a file that was not read.
    """
    documents = {str(card.modality): _basis_of(card) for card in cards}
    common = [VERSION, None if modality is None else str(modality), identity, reports]
    # Which model is asked about a file that states nothing depends on all of them, and on the
    # router that ranks them.
    rests_on: dict[str, object] = {kind: documents.get(kind) for kind in map(str, Modality)}
    rests_on |= {NO_KIND: None, ANY_KIND: [documents, ROUTING_DIGEST]}
    return {kind: _digest([*common, kind, content]) for kind, content in rests_on.items()}


def _basis_of(card: ModelCard) -> object:
    stated = card.document.get("operating_points") or [{}]
    point = card.operating_points[0].name
    # Another operating point than the card's own first one is the user's choice.
    return card.document if stated[0].get("name") == point else [card.document, point]


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def kind_of(scan: Scan, modality: Modality | None) -> str:
    """Return the kind that a scan is read as, `ANY_KIND` if the models are to decide."""
    stated = modality or scan.modality
    return ANY_KIND if stated is None else str(stated)


def most_suspicious(
    scan: Scan,
    reader: FindingReader,
    modality: Modality | None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Finding:
    """Read every frame and return the finding with the highest malignancy probability.

    Of equal ones it is the first; a frame that is answered goes before one that is not.

    Parameters
    ----------
    scan : Scan
        With at least one frame.
    reader : FindingReader
        Answers for the frames.
    modality : Modality or None
        What to read it as; None to go by the file itself.
    is_stopped : callable
        Asked before each frame.

    Raises
    ------
    StoppedError
        If it was stopped.
    ModelError
        If the model is altered or cannot be loaded.
    """
    best: Finding | None = None
    for frame in range(scan.frames):
        if is_stopped():
            raise StoppedError
        finding = reader.classify(scan, modality, frame)
        if best is None or _suspicion(finding) > _suspicion(best):
            best = finding
    if best is None:
        raise ValueError("a scan has at least one frame")
    return best


def _suspicion(finding: Finding) -> float:
    probability = finding.malignancy_probability
    return -1.0 if probability is None else probability


def patient_of(scan: Scan, salt: bytes | None) -> str | None:
    """Return what is the same for all scans of a patient.

    Parameters
    ----------
    scan : Scan
        Whose header is asked for PatientID (0010,0020).
    salt : bytes or None
        Makes the answer a token that means nothing to anyone without it; None for the PatientID
        itself.
    """
    stated = patient_identity(scan)
    if stated is None or not stated.patient_id:
        return None
    if salt is None:
        return stated.patient_id
    name = stated.patient_id.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(name, key=salt, digest_size=_TOKEN_BYTES).hexdigest()


def unexpected(error: Exception, path: Path) -> UserFacingError:
    """Return the reason for a file whose reading raised an unforeseen error."""
    if isinstance(error, UserFacingError):
        return error
    if isinstance(error, MemoryError):
        return FileAccessError(batch.NO_MEMORY, batch.FEWER_WORKERS, path)
    return UserFacingError(batch.FAULT(error=type(error).__name__), batch.REPORT_FAULT, path)

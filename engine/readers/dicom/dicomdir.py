"""Directory records of a DICOMDIR, the index of a disc, in their order (PS3.3 F.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset

from engine.dicomdir import MOST_PICTURES, DicomdirIndex, DicomdirPicture
from engine.errors import DicomdirError
from engine.readers.dicom.values import integer, items, text, values

_SOP_CLASS: Final = "1.2.840.10008.1.3.10"
# Above the pictures stand the records of their series, studies and patients.
_MOST_RECORDS: Final = 5 * MOST_PICTURES
_IN_USE: Final = 0xFFFF


def refuse_dicomdir(dataset: Dataset, path: Path) -> None:
    """Refuse the index of a disc with an error that carries its content.

    Raises
    ------
    DicomdirError
        If it is one.
    """
    stated = text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID")
    if "DirectoryRecordSequence" in dataset or stated == _SOP_CLASS:
        raise DicomdirError(index_of(dataset), path)


def index_of(dataset: Dataset) -> DicomdirIndex:
    """Return the pictures that an index names, in the order of its records.

    The records are linked by their places in the file. Those that no link leads to come last, in
    the order in which they are written, so that a wrong link loses no picture.

    Parameters
    ----------
    dataset : Dataset
        As it was read from a file, so that each record knows its place.
    """
    records = list(islice(items(dataset, "DirectoryRecordSequence"), _MOST_RECORDS))
    first = integer(dataset, "OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity")
    place, pictures, broken = _Place(), [], 0
    for record in (records[number] for number in _in_order(records, first)):
        kind = (text(record, "DirectoryRecordType") or "").upper()
        if integer(record, "RecordInUseFlag", _IN_USE) == 0:
            continue
        place.enter(kind)
        if kind == "IMAGE":
            pictures.append(place.picture(_parts(record)))
        broken += not kind
    return DicomdirIndex(tuple(pictures), broken)


def _in_order(records: Sequence[Dataset], first: int) -> Iterator[int]:
    numbers = {getattr(record, "seq_item_tell", None): n for n, record in enumerate(records)}
    unseen = dict.fromkeys(range(len(records)))
    waiting = [first]
    while waiting:
        number = numbers.get(waiting.pop())
        # Links may lead in circles.
        if number is None or number not in unseen:
            continue
        del unseen[number]
        yield number
        record = records[number]
        waiting.append(integer(record, "OffsetOfTheNextDirectoryRecord"))
        waiting.append(integer(record, "OffsetOfReferencedLowerLevelDirectoryEntity"))
    yield from unseen


def _parts(record: Dataset) -> tuple[str, ...]:
    return tuple(str(part).strip() for part in values(record, "ReferencedFileID"))


@dataclass(slots=True)
class _Place:
    """Patient, study and series of the current record, counted from 1."""

    patient: int = 0
    study: int = 0
    series: int = 0

    def enter(self, kind: str) -> None:
        if kind == "PATIENT":
            self.patient, self.study, self.series = self.patient + 1, 0, 0
        elif kind == "STUDY":
            self.study, self.series = self.study + 1, 0
        elif kind == "SERIES":
            self.series += 1

    def picture(self, parts: tuple[str, ...]) -> DicomdirPicture:
        return DicomdirPicture(parts, self.patient, self.study, self.series)

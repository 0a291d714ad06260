"""DICOM data set of a file: transfer syntaxes, missing headers, bounded inflation."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path

import pydicom
from pydicom import config
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import read_dataset, read_file_meta_info
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from engine.errors import DamagedFileError, TooLargeError, UnsupportedFormatError
from engine.messages import dicom, hints
from engine.readers.limits import MAX_DECODED_BYTES

_PREAMBLE_BYTES = 132
_ITEM_TAG = b"\xfe\xff\x00\xe0"
# Value representations with a four-byte length (PS3.5 7.1.2).
_LONG_FORMS = (b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"UC", b"UN", b"UR", b"UT")

# Values are checked where they are used: a scan with a malformed date is read all the same.
config.settings.reading_validation_mode = config.IGNORE


def read_dataset_of(path: Path) -> tuple[Dataset, UID]:
    """Parse a DICOM file.

    Parameters
    ----------
    path : Path
        A file that starts as DICOM, with or without preamble and file meta information.

    Returns
    -------
    dataset : Dataset
        With ``file_meta``.
    transfer_syntax : UID
        As stated, or as guessed from the encoding of an uncompressed file that states none.

    Raises
    ------
    DamagedFileError, TooLargeError, UnsupportedFormatError
    """
    with path.open("rb") as file:
        head = file.read(_PREAMBLE_BYTES)
    if head[128:132] == b"DICM":
        meta = read_file_meta_info(path)
        if meta.get("TransferSyntaxUID") == DeflatedExplicitVRLittleEndian:
            return _read_deflated(path, meta), DeflatedExplicitVRLittleEndian
    dataset = pydicom.dcmread(path, force=True)
    if not hasattr(dataset, "file_meta"):
        dataset.file_meta = FileMetaDataset()
    stated = dataset.file_meta.get("TransferSyntaxUID")
    if stated:
        return dataset, UID(stated)
    guessed = _guess_transfer_syntax(dataset, path)
    dataset.file_meta.TransferSyntaxUID = guessed
    return dataset, guessed


def _guess_transfer_syntax(dataset: Dataset, path: Path) -> UID:
    pixel_data = dataset.get("PixelData")
    if isinstance(pixel_data, bytes) and pixel_data.startswith(_ITEM_TAG):
        raise UnsupportedFormatError(dicom.NO_TRANSFER_SYNTAX, hints.EXPORT_AGAIN, path)
    is_implicit, is_little_endian = dataset.original_encoding
    if is_implicit:
        return ImplicitVRLittleEndian
    return ExplicitVRLittleEndian if is_little_endian else ExplicitVRBigEndian


def _read_deflated(path: Path, meta: FileMetaDataset) -> Dataset:
    """Parse a file in Deflated Explicit VR Little Endian (PS3.5 A.5), with bounded inflation.

    Raises
    ------
    TooLargeError
        If it inflates to more than a scan may have: a kilobyte can become a megabyte.
    """
    data = path.read_bytes()
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(data[_end_of_meta(data) :], MAX_DECODED_BYTES)
    except zlib.error as error:
        raise _damaged(path) from error
    if inflater.unconsumed_tail:
        raise TooLargeError(dicom.INFLATES_TOO_FAR, dicom.EXPORT_UNCOMPRESSED, path)
    if not inflater.eof:
        raise _damaged(path)
    dataset = read_dataset(BytesIO(content), is_implicit_VR=False, is_little_endian=True)
    dataset.file_meta = meta
    dataset.set_original_encoding(is_implicit_vr=False, is_little_endian=True)
    return dataset


def _damaged(path: Path) -> DamagedFileError:
    return DamagedFileError(dicom.NOT_INFLATABLE, hints.COPY_AGAIN, path)


def _end_of_meta(data: bytes) -> int:
    """Return where group 0002, always explicit little endian (PS3.10 7.1), ends."""
    place = _PREAMBLE_BYTES
    while data[place : place + 2] == b"\x02\x00":
        if data[place + 4 : place + 6] in _LONG_FORMS:
            place += 12 + int.from_bytes(data[place + 8 : place + 12], "little")
        else:
            place += 8 + int.from_bytes(data[place + 6 : place + 8], "little")
    return place

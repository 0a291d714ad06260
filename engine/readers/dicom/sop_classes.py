"""Which DICOM objects are scans, and what the others are."""

from __future__ import annotations

from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import UID

from engine.errors import DamagedFileError, NotAScanError
from engine.readers.dicom.values import integer, text

# SOP classes (PS3.6 A) that hold no scan, by the start of their UID; the longest start wins.
_STORAGE = "1.2.840.10008.5.1.4.1.1."
_NO_SCANS = {
    _STORAGE + "9.": "a waveform",
    _STORAGE + "11.": "a presentation state",
    _STORAGE + "66": "raw data",
    _STORAGE + "66.1": "a registration",
    _STORAGE + "66.2": "a set of fiducials",
    _STORAGE + "66.3": "a registration",
    _STORAGE + "66.4": "a segmentation",
    _STORAGE + "66.5": "a segmentation",
    _STORAGE + "66.7": "a segmentation",
    _STORAGE + "67": "a table of values",
    _STORAGE + "68.": "a surface",
    _STORAGE + "88.": "a structured report",
    _STORAGE + "88.59": "a selection of key objects",
    _STORAGE + "104.": "a document, not a picture,",
    _STORAGE + "481.2": "a radiotherapy dose",
    _STORAGE + "481.3": "a radiotherapy structure set",
    _STORAGE + "481.5": "a radiotherapy plan",
    _STORAGE + "481.8": "a radiotherapy plan",
}
# Modality (0008,0060), where the SOP class is missing or private.
_NO_SCAN_MODALITIES = {
    "DOC": "a document, not a picture,",
    "ECG": "a waveform",
    "KO": "a selection of key objects",
    "PR": "a presentation state",
    "REG": "a registration",
    "RTDOSE": "a radiotherapy dose",
    "RTPLAN": "a radiotherapy plan",
    "RTSTRUCT": "a radiotherapy structure set",
    "SEG": "a segmentation",
    "SR": "a structured report",
}
_PIXEL_KEYWORDS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")


def check_is_scan(dataset: Dataset, path: Path) -> None:
    """Refuse objects that hold no scan.

    Raises
    ------
    NotAScanError
        For a report, a plan, a segmentation and the like, naming what it is.
    DamagedFileError
        If the file announces a picture that is not there.
    """
    other = _name_of_other_object(dataset)
    if other is not None:
        raise NotAScanError(
            f"The DICOM file holds {other} and no scan.",
            "Open the file of the scan itself.",
            path,
        )
    if any(keyword in dataset for keyword in _PIXEL_KEYWORDS):
        return
    if integer(dataset, "Rows") > 0 or not len(dataset) or _says_image(dataset):
        raise DamagedFileError(
            "The DICOM file announces a picture but does not hold it; it may be cut off.",
            "Copy or export it again from where it came from.",
            path,
        )
    raise NotAScanError(
        "The DICOM file holds no picture.", "Open the file of the scan itself.", path
    )


def _says_image(dataset: Dataset) -> bool:
    return "Image Storage" in UID(_sop_class(dataset)).name


def _sop_class(dataset: Dataset) -> str:
    stated = text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID")
    return stated or ""


def _name_of_other_object(dataset: Dataset) -> str | None:
    stated = _sop_class(dataset)
    matching = [start for start in _NO_SCANS if _is_under(stated, start)]
    if matching:
        return _NO_SCANS[max(matching, key=len)]
    return _NO_SCAN_MODALITIES.get((text(dataset, "Modality") or "").upper())


def _is_under(uid: str, start: str) -> bool:
    return uid == start or uid.startswith(start if start.endswith(".") else start + ".")

"""SOP classes of DICOM objects that hold no scan, and the refusal of such objects."""

from __future__ import annotations

from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import UID

from engine.errors import DamagedFileError, NotAScanError
from engine.messages import dicom, hints
from engine.messages.message import Message
from engine.readers.dicom.values import integer, text

# SOP classes (PS3.6 A) that hold no scan, by the start of their UID; the longest start wins.
_STORAGE = "1.2.840.10008.5.1.4.1.1."
_NO_SCANS = {
    _STORAGE + "9.": dicom.WAVEFORM,
    _STORAGE + "11.": dicom.PRESENTATION_STATE,
    _STORAGE + "66": dicom.RAW_DATA,
    _STORAGE + "66.1": dicom.REGISTRATION,
    _STORAGE + "66.2": dicom.FIDUCIALS,
    _STORAGE + "66.3": dicom.REGISTRATION,
    _STORAGE + "66.4": dicom.SEGMENTATION,
    _STORAGE + "66.5": dicom.SEGMENTATION,
    _STORAGE + "66.7": dicom.SEGMENTATION,
    _STORAGE + "67": dicom.TABLE_OF_VALUES,
    _STORAGE + "68.": dicom.SURFACE,
    _STORAGE + "88.": dicom.STRUCTURED_REPORT,
    _STORAGE + "88.59": dicom.KEY_OBJECTS,
    _STORAGE + "104.": dicom.DOCUMENT,
    _STORAGE + "481.2": dicom.DOSE,
    _STORAGE + "481.3": dicom.STRUCTURE_SET,
    _STORAGE + "481.5": dicom.PLAN,
    _STORAGE + "481.8": dicom.PLAN,
}
# Modality (0008,0060), where the SOP class is missing or private.
_NO_SCAN_MODALITIES = {
    "DOC": dicom.DOCUMENT,
    "ECG": dicom.WAVEFORM,
    "KO": dicom.KEY_OBJECTS,
    "PR": dicom.PRESENTATION_STATE,
    "REG": dicom.REGISTRATION,
    "RTDOSE": dicom.DOSE,
    "RTPLAN": dicom.PLAN,
    "RTSTRUCT": dicom.STRUCTURE_SET,
    "SEG": dicom.SEGMENTATION,
    "SR": dicom.STRUCTURED_REPORT,
}
_PIXEL_KEYWORDS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")


def check_is_scan(dataset: Dataset, path: Path) -> None:
    """Refuse an object that holds no scan.

    Raises
    ------
    NotAScanError
        For a report, a plan, a segmentation and the like; the error names it.
    DamagedFileError
        If the file announces a picture that is not there.
    """
    other = _name_of_other_object(dataset)
    if other is not None:
        raise NotAScanError(dicom.NO_SCAN(thing=other), hints.OPEN_THE_SCAN, path)
    if any(keyword in dataset for keyword in _PIXEL_KEYWORDS):
        return
    if integer(dataset, "Rows") > 0 or not len(dataset) or _says_image(dataset):
        raise DamagedFileError(dicom.PICTURE_MISSING, hints.COPY_AGAIN, path)
    raise NotAScanError(dicom.NO_PICTURE, hints.OPEN_THE_SCAN, path)


def _says_image(dataset: Dataset) -> bool:
    return "Image Storage" in UID(_sop_class(dataset)).name


def _sop_class(dataset: Dataset) -> str:
    stated = text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID")
    return stated or ""


def _name_of_other_object(dataset: Dataset) -> Message | None:
    stated = _sop_class(dataset)
    matching = [start for start in _NO_SCANS if _is_under(stated, start)]
    if matching:
        return _NO_SCANS[max(matching, key=len)]
    return _NO_SCAN_MODALITIES.get((text(dataset, "Modality") or "").upper())


def _is_under(uid: str, start: str) -> bool:
    return uid == start or uid.startswith(start if start.endswith(".") else start + ".")

"""Facts of an acquisition, from a DICOM data set: never guessed, None where unknown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pydicom.dataset import Dataset

from engine.messages import dicom
from engine.messages.message import Message
from engine.readers.dicom.values import functional_group, integer, items, number, numbers, text
from engine.scan import Laterality, Modality, PixelSpacing, UltrasoundRegion

_MODALITIES = {
    "US": Modality.ULTRASOUND,
    "IVUS": None,
    "MG": Modality.MAMMOGRAPHY,
    "TG": Modality.THERMOGRAPHY,
}

# PS3.16 CID 4014, in SNOMED CT and in the older SNOMED RT, with the terms of PS3.3 C.8.11.7.
_VIEW_CODES = {
    "399162004": "CC",
    "399368009": "MLO",
    "399260004": "ML",
    "399352003": "LM",
    "399099002": "LMO",
    "399196006": "FB",
    "399188001": "SIO",
    "441555000": "ISO",
    "399192008": "XCCL",
    "399101009": "XCCM",
    "R-10242": "CC",
    "R-10226": "MLO",
    "R-10224": "ML",
    "R-10228": "LM",
    "R-10230": "LMO",
    "R-10244": "FB",
    "R-102D0": "SIO",
    "R-40AAA": "ISO",
    "R-1024A": "XCCL",
    "R-1024B": "XCCM",
}
_CENTIMETRES = 3
# Spacings of one scan may differ in the last digits.
_SAME_SPACING = 0.01
# No scanner writes values outside of these, and computing with them would overflow.
_SPACINGS_MM = (1e-5, 1e3)
_FRAME_TIMES_MS = (1e-2, 1e6)
# Bounds for hostile files: more regions, or corners further out, have no meaning.
_MAX_REGIONS = 64
_MAX_PLACE = 1 << 24
# PS3.5 6.2, VR CS; some write small letters and hyphens.
_CODE = re.compile(r"[A-Za-z0-9 _-]{1,16}")
_DATES = ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate", "PatientBirthDate")


def modality_of(dataset: Dataset) -> tuple[Modality | None, str | None]:
    """Return the kind of scan and Modality (0008,0060) as written."""
    written = text(dataset, "Modality")
    if written is None or not _CODE.fullmatch(written):
        return None, None
    return _MODALITIES.get(written.upper()), written


def modality_warnings(modality: Modality | None, written: str | None) -> Iterator[Message]:
    """Yield a warning where the file is of no kind that models read."""
    if written is None:
        yield dicom.NO_MODALITY
    elif modality is None:
        yield dicom.OTHER_MODALITY


def laterality_of(dataset: Dataset) -> Laterality | None:
    """Return the breast: ImageLaterality, FrameLaterality of the first frame, or Laterality."""
    anatomy = functional_group(dataset, 0, "FrameAnatomySequence")
    stated = (
        text(dataset, "ImageLaterality"),
        None if anatomy is None else text(anatomy, "FrameLaterality"),
        text(dataset, "Laterality"),
    )
    for letter in stated:
        if letter is not None and letter.upper() in tuple(Laterality):
            return Laterality(letter.upper())
    return None


def view_of(dataset: Dataset) -> str | None:
    """Return ViewPosition, else the term for the code in ViewCodeSequence."""
    stated = text(dataset, "ViewPosition")
    if stated is not None and _CODE.fullmatch(stated):
        return stated.upper()
    for item in items(dataset, "ViewCodeSequence"):
        code = text(item, "CodeValue") or ""
        if code in _VIEW_CODES:
            return _VIEW_CODES[code]
    return None


def spacing_of(dataset: Dataset, regions: tuple[UltrasoundRegion, ...]) -> PixelSpacing | None:
    """Return the size of a pixel from the best source in the file.

    PixelSpacing, then that of the first frame of an enhanced object, then ImagerPixelSpacing, then
    the one spacing that all measured ultrasound regions share.
    """
    measures = functional_group(dataset, 0, "PixelMeasuresSequence")
    sources = (
        (dataset, "PixelSpacing"),
        (measures, "PixelSpacing"),
        (dataset, "ImagerPixelSpacing"),
    )
    for source, keyword in sources:
        pair = [] if source is None else numbers(source, keyword)
        found = _spacing(pair[0], pair[1], keyword) if len(pair) == 2 else None
        if found is not None:
            return found
    known = [region.spacing for region in regions if region.spacing is not None]
    return known[0] if known and all(_is_same(known[0], other) for other in known) else None


def _spacing(row_mm: float, column_mm: float, source: str) -> PixelSpacing | None:
    low, high = _SPACINGS_MM
    if not (low <= row_mm <= high and low <= column_mm <= high):
        return None
    return PixelSpacing(row_mm, column_mm, source)


def _is_same(one: PixelSpacing, other: PixelSpacing) -> bool:
    return (
        abs(one.row_mm - other.row_mm) <= _SAME_SPACING * one.row_mm
        and abs(one.column_mm - other.column_mm) <= _SAME_SPACING * one.column_mm
    )


def regions_of(dataset: Dataset) -> tuple[UltrasoundRegion, ...]:
    """Return the ultrasound regions (PS3.3 C.8.5.5.1)."""
    found = []
    for item in items(dataset, "SequenceOfUltrasoundRegions")[:_MAX_REGIONS]:
        corners = [
            number(item, keyword)
            for keyword in (
                "RegionLocationMinX0",
                "RegionLocationMinY0",
                "RegionLocationMaxX1",
                "RegionLocationMaxY1",
            )
        ]
        if all(corner is not None and abs(corner) <= _MAX_PLACE for corner in corners):
            left, top, right, bottom = (int(corner or 0) for corner in corners)
            found.append(UltrasoundRegion(left, top, right, bottom, _region_spacing(item)))
    return tuple(found)


def _region_spacing(item: Dataset) -> PixelSpacing | None:
    units = [integer(item, f"PhysicalUnits{axis}Direction") for axis in "XY"]
    column_cm, row_cm = number(item, "PhysicalDeltaX"), number(item, "PhysicalDeltaY")
    if units != [_CENTIMETRES, _CENTIMETRES] or not column_cm or not row_cm:
        return None
    # The deltas are negative where the physical axis runs against the pixel axis.
    return _spacing(abs(row_cm) * 10, abs(column_cm) * 10, "SequenceOfUltrasoundRegions")


def frame_time_of(dataset: Dataset, frames: int) -> float | None:
    """Return the milliseconds between two frames of a multi-frame file.

    FrameTime, then the mean of FrameTimeVector (whose first entry is 0), then CineRate.
    """
    if frames < 2:
        return None
    vector = numbers(dataset, "FrameTimeVector")[1:]
    rate = number(dataset, "CineRate")
    stated = (
        number(dataset, "FrameTime"),
        sum(vector) / len(vector) if vector else None,
        1000.0 / rate if rate else None,
    )
    low, high = _FRAME_TIMES_MS
    return next((time for time in stated if time is not None and low <= time <= high), None)


def burned_in_annotation_of(dataset: Dataset) -> bool | None:
    """Return BurnedInAnnotation (0028,0301); None where the file does not state it."""
    return {"YES": True, "NO": False}.get((text(dataset, "BurnedInAnnotation") or "").upper())


def header_warnings(dataset: Dataset) -> Iterator[Message]:
    """Yield warnings about the rest of the header, which quote attribute names and no values."""
    if (text(dataset, "PresentationIntentType") or "").upper() == "FOR PROCESSING":
        yield dicom.FOR_PROCESSING
    if any(0x6000 <= element.group <= 0x60FE for element in dataset.keys()):  # noqa: SIM118
        yield dicom.HAS_OVERLAYS
    malformed = [keyword for keyword in _DATES if not _is_date(text(dataset, keyword))]
    age = text(dataset, "PatientAge")
    if age is not None and not re.fullmatch(r"\d{3}[DWMY]", age):
        malformed.append("PatientAge")
    if malformed:
        yield dicom.HEADER_MALFORMED(attributes=", ".join(malformed))


def _is_date(written: str | None) -> bool:
    if written is None:
        return True
    if not re.fullmatch(r"\d{8}", written):
        return False
    try:
        dt.date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return False
    return True

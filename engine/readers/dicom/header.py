"""Header of a DICOM file as lines of text; those that may identify the patient are marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from engine.readers.dicom.values import UNREADABLE
from engine.scan import HeaderElement

# A hostile header may have millions of elements; those of real scans have some hundreds.
_MAX_ELEMENTS: Final = 3000
_MAX_DEPTH: Final = 8
_MAX_TEXT: Final = 400
_BINARY: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
# Value representations for names, dates, times, ages and free text: each may lead to a person
# (PS3.15 E.1, the Basic Application Level Confidentiality Profile).
_IDENTIFYING_FORMS: Final = frozenset({"PN", "DA", "TM", "DT", "AS", "LT", "ST", "UT", "UN"})
_IDENTIFYING: Final = frozenset(
    {
        "AccessionNumber",
        "AdmissionID",
        "BranchOfService",
        "CountryOfResidence",
        "DeviceSerialNumber",
        "DeviceUID",
        "EthnicGroup",
        "FillerOrderNumberImagingServiceRequest",
        "InstitutionAddress",
        "InstitutionCodeSequence",
        "InstitutionName",
        "InstitutionalDepartmentName",
        "IssuerOfPatientID",
        "MilitaryRank",
        "Occupation",
        "PatientID",
        "PatientSex",
        "PatientSize",
        "PatientTelephoneNumbers",
        "PatientWeight",
        "PerformedProcedureStepDescription",
        "PerformedProcedureStepID",
        "PlacerOrderNumberImagingServiceRequest",
        "ProtocolName",
        "RegionOfResidence",
        "RequestedProcedureDescription",
        "RequestedProcedureID",
        "ScheduledProcedureStepID",
        "SeriesDescription",
        "ServiceEpisodeID",
        "StationName",
        "StudyDescription",
        "StudyID",
    }
)
# Unique identifiers of kinds of objects; every other one may be traced to a study.
_KINDS: Final = frozenset({"SOPClassUID", "MediaStorageSOPClassUID", "TransferSyntaxUID"})


def header_of(dataset: Dataset) -> tuple[HeaderElement, ...]:
    """Return the elements of a file, its meta information first, pixels left out.

    At most 3,000 of them, and at most 400 characters of each, since a header may be hostile.

    Parameters
    ----------
    dataset : Dataset
        With ``file_meta``.
    """
    found: list[HeaderElement] = []
    for part in (dataset.file_meta, dataset):
        for element in _lines(part, 0, hidden=False):
            if len(found) == _MAX_ELEMENTS:
                return tuple(found)
            found.append(element)
    return tuple(found)


def _lines(dataset: Dataset, depth: int, *, hidden: bool) -> Iterator[HeaderElement]:
    for tag in sorted(dataset.keys()):
        # Pixel data, spectroscopy data and the retired group lengths are of no use to a reader.
        if tag.group in {0x7FE0, 0x5600} or tag.element == 0:
            continue
        try:
            element = dataset[tag]
        except UNREADABLE:
            continue
        is_identity = hidden or _is_identity(element)
        yield _line(element, depth, is_identity=is_identity)
        if element.VR == "SQ" and depth < _MAX_DEPTH:
            for item in element.value:
                yield from _lines(item, depth + 1, hidden=is_identity)


def _line(element: DataElement, depth: int, *, is_identity: bool) -> HeaderElement:
    return HeaderElement(
        tag=f"({element.tag.group:04X},{element.tag.element:04X})",
        name=_printable(str(element.name)),
        representation=str(element.VR),
        text=_value(element),
        depth=depth,
        is_identity=is_identity,
    )


def _value(element: DataElement) -> str:
    if element.VR == "SQ":
        return ""
    value = element.value
    if isinstance(value, bytes) or element.VR in _BINARY:
        return f"{len(value) if isinstance(value, (bytes, str)) else 0} bytes"
    parts = value if isinstance(value, (list, tuple)) or element.VM > 1 else [value]
    written: list[str] = []
    for part in parts:
        written.append("" if part is None else str(part))
        if sum(map(len, written)) > _MAX_TEXT:
            break
    if element.VR == "UI":
        name = getattr(value, "name", "")
        written = [f"{written[0]} ({name})" if name and name != written[0] else written[0]]
    return _shortened(_printable(" \\ ".join(written)))


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def _is_identity(element: DataElement) -> bool:
    keyword = element.keyword
    if element.tag.is_private or keyword in _IDENTIFYING or element.VR in _IDENTIFYING_FORMS:
        return True
    return element.VR == "UI" and keyword not in _KINDS

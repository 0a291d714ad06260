"""Patient, age, device, laterality and view from the header of a DICOM file."""

from __future__ import annotations

import warnings
from pathlib import Path

from training.datasets.case import DICOM_SUFFIXES

_KEYWORDS = {
    "patient": "PatientID",
    "age": "PatientAge",
    "device": "ManufacturerModelName",
    "laterality": "ImageLaterality",
    "view": "ViewPosition",
}


def dicom_facts(path: Path) -> dict[str, str]:
    """Return patient, age, device, laterality and view as the header states them.

    Empty for other files, and for headers that cannot be read: opening the picture reports those.
    """
    if path.suffix.lower() not in DICOM_SUFFIXES:
        return {}
    import pydicom

    try:
        with warnings.catch_warnings(action="ignore"):
            header = pydicom.dcmread(
                path, stop_before_pixels=True, specific_tags=list(_KEYWORDS.values())
            )
            stated = {name: str(header.get(word) or "") for name, word in _KEYWORDS.items()}
    except Exception:  # noqa: BLE001 - a damaged header raises whatever it likes
        return {}
    if stated["age"].endswith("Y"):
        stated["age"] = stated["age"][:-1].lstrip("0")
    return {name: value for name, value in stated.items() if value}

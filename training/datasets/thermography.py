"""Thermography: DMR-IR, frontal views.

Source: Silva et al., A new database for breast research with infrared image, J Med Imaging Health
Inform 2014;4:92.
"""

from __future__ import annotations

import re
from pathlib import Path

from training.datasets.case import Case, DatasetError, read_table
from training.datasets.files import find_pictures

CLASSES = ("healthy", "sick")
_SOURCE = "DMR-IR"
_KNOWN = ("file", "label", "patient_id")
_NUMBER = re.compile(r"\d+")


def load_dmr_ir(root: Path) -> list[Case]:
    """Load DMR-IR: ``cases.csv``, or the folders ``healthy`` and ``sick``.

    The number in a file's name is the patient's.

    Raises
    ------
    DatasetError
        If the folder holds no such images.
    """
    if (root / "cases.csv").is_file():
        return [_from_row(root, row) for row in read_table(root / "cases.csv", _KNOWN)]
    cases = [
        Case(path, path.parent.name.lower(), _SOURCE, patient=_patient(path))
        for path in find_pictures(root)
        if path.parent.name.lower() in CLASSES
    ]
    if not cases:
        raise DatasetError(
            f"No DMR-IR thermograms were found in {root}.",
            "Give the folder that holds the folders healthy and sick.",
            root,
        )
    return cases


def _from_row(root: Path, row: dict[str, str]) -> Case:
    return Case(
        root / row["file"],
        row["label"],
        _SOURCE,
        patient=row["patient_id"],
        facts={key: value for key, value in row.items() if key not in _KNOWN and value},
    )


def _patient(path: Path) -> str | None:
    number = _NUMBER.search(path.stem)
    return None if number is None else str(int(number[0]))

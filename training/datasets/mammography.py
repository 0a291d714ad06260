"""Mammography: RSNA-3383 and mini-MIAS.

Sources: RSNA Screening Mammography Breast Cancer Detection, 2022 (Carr et al.); Suckling et al.,
The Mammographic Image Analysis Society digital mammogram database, 1994 (mini-MIAS).
"""

from __future__ import annotations

import re
from pathlib import Path

from training.datasets.case import Case, Circle, DatasetError, read_table
from training.datasets.files import find_pictures

# The folders say "benign" and "malignant", but most of the former were never biopsied: what is
# known is whether a cancer was recorded.
RSNA_LABELS = {
    "0": "no cancer",
    "1": "cancer",
    "benign": "no cancer",
    "malignant": "cancer",
}
_RSNA = "RSNA-3383"
_MIAS = "mini-MIAS"
_RSNA_CASES = ("file", "label", "patient_id")
_RSNA_TABLE = ("patient_id", "image_id", "cancer")
_MIAS_PLACES = "lesions_x_y_radius_in_1024px"
_MIAS_CASES = ("file", "label", "patient_id", _MIAS_PLACES)
_MIAS_SIDE = 1024
_MIAS_ROW = re.compile(r"^\s*(mdb\d{3})\s+([A-Z])\s+([A-Z]{4})(?:\s+([BM])\b)?(.*)$")
_SEVERITY = {"B": "benign", "M": "malignant"}


def load_rsna(root: Path) -> list[Case]:
    """Load RSNA-3383, or the whole RSNA set, with the classes ``no cancer`` and ``cancer``.

    Reads a ``cases.csv``; the competition's ``train.csv`` with ``train_images``; or the folders
    ``0`` and ``1`` (or ``benign`` and ``malignant``) of files named ``patient_image``, alone or
    inside ``train``, ``test`` and so on.

    Raises
    ------
    DatasetError
        If the folder holds no such images.
    """
    if (root / "cases.csv").is_file():
        cases = [
            _rsna_case(root, row["file"], row)
            for row in read_table(root / "cases.csv", _RSNA_CASES)
        ]
    elif (root / "train.csv").is_file():
        cases = [
            _rsna_case(root, _rsna_file(root, row), row)
            for row in read_table(root / "train.csv", _RSNA_TABLE)
        ]
    else:
        cases = [
            case
            for path in find_pictures(root)
            if (case := _rsna_folder_case(root, path)) is not None
        ]
    if not cases:
        raise DatasetError(
            f"No RSNA mammograms were found in {root}.",
            "Give the folder that holds cases.csv, train.csv or the folders 0 and 1.",
            root,
        )
    return cases


def load_mini_mias(root: Path) -> list[Case]:
    """Load mini-MIAS: ``cases.csv``, or as published ``Info.txt`` with ``mdb001.pgm`` and so on.

    Two successive images are the breasts of one woman. Where an image is listed with lesions of
    both severities it counts as malignant.

    Raises
    ------
    DatasetError
        If neither table is there.
    """
    if (root / "cases.csv").is_file():
        return [_mias_case(root, row) for row in read_table(root / "cases.csv", _MIAS_CASES)]
    info = next(
        (path for path in (root / "Info.txt", root / "all-mias" / "Info.txt") if path.is_file()),
        None,
    )
    if info is None:
        raise DatasetError(
            f"Info.txt is missing from {root}.",
            "Give the folder of mini-MIAS as it was downloaded.",
            root,
        )
    pictures = {path.stem: path for path in find_pictures(root)}
    return _from_info(info, pictures)


def _rsna_case(root: Path, file: str, row: dict[str, str]) -> Case:
    label = row.get("label") or row["cancer"]
    if label not in RSNA_LABELS:
        raise DatasetError(
            f"The table gives {file} the unknown label {label}.",
            f"Known are {', '.join(RSNA_LABELS)}.",
            root / file,
        )
    return Case(
        root / file,
        RSNA_LABELS[label],
        _RSNA,
        patient=row["patient_id"],
        facts={key: value for key, value in row.items() if key not in _RSNA_CASES and value},
    )


def _rsna_file(root: Path, row: dict[str, str]) -> str:
    patient, image = row["patient_id"], row["image_id"]
    places = [f"train_images/{patient}/{image}", f"train_images/{patient}_{image}"]
    for place in places:
        for suffix in (".dcm", ".png", ".jpg"):
            if (root / f"{place}{suffix}").is_file():
                return f"{place}{suffix}"
    return f"{places[0]}.dcm"


def _rsna_folder_case(root: Path, path: Path) -> Case | None:
    folders = path.relative_to(root).parts[:-1]
    label = RSNA_LABELS.get(folders[-1].lower()) if folders else None
    if label is None:
        return None
    facts = {"part": folders[0]} if len(folders) > 1 else {}
    patient = path.stem.split("_")[0] if "_" in path.stem else None
    return Case(path, label, _RSNA, patient=patient, facts=facts)


def _mias_case(root: Path, row: dict[str, str]) -> Case:
    places = [place.split() for place in row[_MIAS_PLACES].split(";") if place]
    try:
        circles = tuple(_circle(*(float(number) for number in place)) for place in places)
    except (TypeError, ValueError) as error:
        raise DatasetError(
            f"cases.csv gives {row['file']} a lesion without x, y and radius.",
            "Correct the row.",
            root / "cases.csv",
        ) from error
    return Case(
        root / row["file"],
        row["label"],
        _MIAS,
        patient=row["patient_id"],
        facts={key: value for key, value in row.items() if key not in _MIAS_CASES and value},
        circles=circles,
    )


def _circle(x: float, y: float, radius: float) -> Circle:
    return Circle(x / _MIAS_SIDE, y / _MIAS_SIDE, radius / _MIAS_SIDE)


def _from_info(info: Path, pictures: dict[str, Path]) -> list[Case]:
    rows: dict[str, list[re.Match[str]]] = {}
    for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
        found = _MIAS_ROW.match(line)
        if found is not None:
            rows.setdefault(found[1], []).append(found)
    if not rows:
        raise DatasetError(
            "Info.txt lists no image.", "Give the table of mini-MIAS as it was downloaded.", info
        )
    return [_info_case(name, found, info, pictures) for name, found in sorted(rows.items())]


def _info_case(name: str, rows: list[re.Match[str]], info: Path, pictures: dict[str, Path]) -> Case:
    number = int(name[3:])
    severities = {row[4] for row in rows if row[4]}
    return Case(
        pictures.get(name, info.parent / f"{name}.pgm"),
        _SEVERITY[max(severities)] if severities else "normal",
        _MIAS,
        patient=f"pair{(number + 1) // 2:03}",
        facts={
            "laterality": "R" if number % 2 else "L",
            "view": "MLO",
            "tissue": rows[0][2],
            "abnormality": rows[0][3],
        },
        circles=tuple(circle for row in rows if (circle := _info_circle(row[5])) is not None),
    )


def _info_circle(text: str) -> Circle | None:
    # Some rows have a note ("*NOTE 3*") where the place should be, or nothing.
    numbers = text.split()
    if len(numbers) != 3 or not all(number.isdigit() for number in numbers):
        return None
    x, y, radius = (float(number) for number in numbers)
    # Info.txt counts rows from the bottom.
    return _circle(x, _MIAS_SIDE - y, radius)

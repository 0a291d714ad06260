"""Breast ultrasound: BUSI, BUS-BRA and BrEaST.

Each loader reads the layout as published and the re-encoded one with a ``cases.csv``.
Sources: Al-Dhabyani et al., Data in Brief 2020;28:104863 (BUSI); Gomez-Flores et al.,
Med Phys 2024;51:3110 (BUS-BRA); Pawlowska et al., Sci Data 2024, 10.1038/s41597-024-02984-z
(BrEaST).
"""

from __future__ import annotations

from pathlib import Path

from training.datasets.case import IMAGE_SUFFIXES, Case, DatasetError, read_table
from training.datasets.workbook import read_workbook

CLASSES = ("benign", "malignant", "normal")
# Columns of the published workbook, by the names that this package gives them.
_BREAST_FACTS = {
    "BIRADS": "birads",
    "Age": "age",
    "Verification": "verification",
    "Diagnosis": "interpretation",
    "Shape": "shape",
    "Margin": "margin",
    "Echogenicity": "echogenicity",
    "Posterior_features": "posterior_features",
    "Calcifications": "calcifications",
    "Pixel_size": "pixel_size",
}
_PUBLISHED = ("ID", "Case", "Pathology", "BIRADS", "Device", "Histology")


def load_busi(root: Path) -> list[Case]:
    """Load BUSI: class folders with the masks beside the images or under ``masks``.

    Raises
    ------
    DatasetError
        If the folder holds no such images.
    """
    cases = []
    for label in CLASSES:
        masks = _masks_by_stem(root / label) | _masks_by_stem(root / "masks" / label)
        for image in _images(root / label):
            own = masks.get(image.stem, ()) if label != "normal" else ()
            cases.append(Case(image, label, "BUSI", masks=own))
    if not cases:
        raise DatasetError(
            f"No BUSI images were found in {root}.",
            "Give the folder that holds the folders benign, malignant and normal.",
            root,
        )
    return cases


def load_bus_bra(root: Path) -> list[Case]:
    """Load BUS-BRA: ``cases.csv``, or as published ``bus_data.csv`` beside Images and Masks.

    Raises
    ------
    DatasetError
        If neither table is there.
    """
    if (root / "cases.csv").is_file():
        return _from_cases(root, "BUS-BRA")
    cases = []
    for row in read_table(root / "bus_data.csv", _PUBLISHED):
        mask = root / "Masks" / f"{row['ID'].replace('bus', 'mask', 1)}.png"
        cases.append(
            Case(
                root / "Images" / f"{row['ID']}.png",
                row["Pathology"].lower(),
                "BUS-BRA",
                masks=(mask,),
                patient=row["Case"],
                facts={
                    "birads": row["BIRADS"],
                    "device": row["Device"],
                    "histology": row["Histology"],
                },
            )
        )
    return cases


def load_breast(root: Path) -> list[Case]:
    """Load BrEaST: ``cases.csv``, or as published a workbook beside the images; one a patient.

    Raises
    ------
    DatasetError
        If there is no table.
    """
    if (root / "cases.csv").is_file():
        return _from_cases(root, "BrEaST")
    cases = []
    for row in read_workbook(root, ("CaseID", "Image_filename", "Classification")):
        masks = [name.strip() for name in row.get("Mask_tumor_filename", "").split("&")]
        facts = {ours: row.get(theirs, "") for theirs, ours in _BREAST_FACTS.items()}
        cases.append(
            Case(
                root / row["Image_filename"],
                row["Classification"].lower(),
                "BrEaST",
                masks=tuple(root / name for name in masks if name),
                patient=row["CaseID"],
                facts={name: value for name, value in facts.items() if value},
            )
        )
    return cases


def _from_cases(root: Path, source: str) -> list[Case]:
    known = {"file", "label", "mask", "patient_id", "fold5"}
    cases = []
    for row in read_table(root / "cases.csv", ("file", "label")):
        fold = row.get("fold5") or ""
        cases.append(
            Case(
                root / row["file"],
                row["label"],
                source,
                masks=(root / row["mask"],) if row.get("mask") else (),
                patient=row.get("patient_id") or None,
                fold=int(fold) if fold.isdecimal() else None,
                facts={key: value for key, value in row.items() if key not in known and value},
            )
        )
    return cases


def _images(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    # A mask is never an image: counting them is how some published test sets doubled in size.
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in IMAGE_SUFFIXES and "_mask" not in path.stem
    )


def _masks_by_stem(folder: Path) -> dict[str, tuple[Path, ...]]:
    found: dict[str, tuple[Path, ...]] = {}
    if folder.is_dir():
        for path in sorted(folder.glob("*_mask*")):
            stem = path.stem.split("_mask")[0]
            found[stem] = (*found.get(stem, ()), path)
    return found

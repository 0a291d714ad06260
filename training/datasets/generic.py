"""Any data set: a folder of class folders, or a table of paths and labels."""

from __future__ import annotations

from pathlib import Path

from training.datasets.case import Case, DatasetError, read_table
from training.datasets.dicom_header import dicom_facts
from training.datasets.files import find_pictures

UNLABELLED = "unlabelled"
PARTS = {
    "train": "train",
    "training": "train",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
    "testing": "test",
}
_COLUMNS = {
    "file": ("file", "path", "image", "filename", "file_name", "image_path"),
    "label": ("label", "class", "pathology", "diagnosis", "target"),
    "patient": ("patient_id", "patient", "case_id", "subject", "subject_id"),
    "mask": ("mask", "mask_path", "mask_file"),
    "source": ("source", "dataset", "hospital"),
    "part": ("part", "split", "set"),
}


def load_folder(root: Path) -> list[Case]:
    """Load a folder of class folders, however deep the pictures lie in them.

    Folders named like parts of a split (``train``, ``val``, ``test``) may hold the class folders;
    the part is then the fact ``part``. Pictures outside any folder get the label ``unlabelled``.
    DICOM files bring their patient and device along.

    Raises
    ------
    DatasetError
        If there are no pictures.
    """
    cases = [_folder_case(root, path) for path in find_pictures(root)]
    if not cases:
        raise DatasetError(
            f"No pictures were found in {root}.",
            "Give a folder of class folders, or a CSV file of paths and labels.",
            root,
        )
    return cases


def load_table(table: Path) -> list[Case]:
    """Load a CSV file with a column of paths and one of labels.

    Paths are relative to the table's folder. Columns for patient, mask, source and part of a split
    are used where there are any; all others become facts.

    Parameters
    ----------
    table : Path
        The file, or a folder that holds it as ``cases.csv``.

    Raises
    ------
    DatasetError
        If the table is missing or empty, or lacks a column or a value.
    """
    table = table / "cases.csv" if table.is_dir() else table
    rows = read_table(table)
    if not rows:
        raise DatasetError(f"{table.name} lists no picture.", "Add one row a picture.", table)
    columns = {name: _column(rows[0], known) for name, known in _COLUMNS.items()}
    for needed in ("file", "label"):
        if columns[needed] is None:
            raise DatasetError(
                f"{table.name} has no column named {needed}.",
                f"Name one of its columns {' or '.join(_COLUMNS[needed])}.",
                table,
            )
    return [_table_case(table, number, row, columns) for number, row in enumerate(rows, start=2)]


def _folder_case(root: Path, path: Path) -> Case:
    relative = path.relative_to(root)
    folders = list(relative.parts[:-1])
    facts = dicom_facts(path)
    if folders and folders[0].lower() in PARTS:
        facts["part"] = PARTS[folders.pop(0).lower()]
    return Case(
        path,
        folders[0] if folders else UNLABELLED,
        root.resolve().name,
        patient=facts.pop("patient", None),
        facts=facts,
        key=relative.as_posix(),
    )


def _table_case(
    table: Path, number: int, row: dict[str, str], columns: dict[str, str | None]
) -> Case:
    values = {
        name: (row.get(column) or "").strip() if column else "" for name, column in columns.items()
    }
    if not values["file"] or not values["label"]:
        raise DatasetError(
            f"Line {number} of {table.name} has no path or no label.",
            "Complete the line or remove it.",
            table,
        )
    used = set(columns.values()) - {columns["part"]}
    facts = {key: value for key, value in row.items() if key and key not in used and value}
    if values["part"]:
        facts["part"] = PARTS.get(values["part"].lower(), values["part"])
    return Case(
        table.parent / values["file"],
        values["label"],
        values["source"] or table.parent.resolve().name,
        masks=(table.parent / values["mask"],) if values["mask"] else (),
        patient=values["patient"] or None,
        facts=facts,
        key=values["file"],
    )


def _column(row: dict[str, str], known: tuple[str, ...]) -> str | None:
    by_name = {name.strip().lower(): name for name in row if name}
    return next((by_name[name] for name in known if name in by_name), None)

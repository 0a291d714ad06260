"""Layouts of data sets: the published ones are recognised by their files."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from training.datasets.case import Case, DatasetError
from training.datasets.generic import PARTS, load_folder, load_table
from training.datasets.mammography import load_mini_mias, load_rsna
from training.datasets.thermography import load_dmr_ir
from training.datasets.ultrasound import load_breast, load_bus_bra, load_busi

Loader = Callable[[Path], list[Case]]

LOADERS: dict[str, Loader] = {
    "BUSI": load_busi,
    "BUS-BRA": load_bus_bra,
    "BrEaST": load_breast,
    "RSNA-3383": load_rsna,
    "mini-MIAS": load_mini_mias,
    "DMR-IR": load_dmr_ir,
    "folder": load_folder,
    "table": load_table,
}
# A column that only one of the re-encoded tables has.
_TELLING_COLUMNS = {
    "fold5": "BUS-BRA",
    "verification": "BrEaST",
    "machine_id": "RSNA-3383",
    "lesions_x_y_radius_in_1024px": "mini-MIAS",
    "temperature_min_c": "DMR-IR",
}
_RSNA_FILE = re.compile(r"\d+_\d+\.\w+")
_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class OpenedDataset:
    """A data set found in a place.

    Attributes
    ----------
    name : str
        That of the recognised set, or of the folder.
    root : Path
        The folder that paths are given relative to.
    cases : list of Case
        Every picture, never empty.
    """

    name: str
    root: Path
    cases: list[Case]


def open_dataset(place: Path) -> OpenedDataset:
    """Open whatever lies in a place.

    A CSV file is a table of paths and labels. A folder is one of the published sets, as downloaded
    or with a ``cases.csv``; a folder of such sets; or a folder of class folders.

    Raises
    ------
    DatasetError
        If there is nothing, or nothing that can be read as a data set.
    """
    if place.is_file():
        if place.suffix.lower() != ".csv":
            raise DatasetError(
                f"{place.name} is no data set.",
                "Give a folder of pictures, or a CSV file of paths and labels.",
                place,
            )
        return OpenedDataset(place.stem, place.parent, load_table(place))
    if not place.is_dir():
        raise DatasetError(f"There is no {place}.", "Check the path of the data set.", place)
    return _open_folder(place)


def recognise(root: Path) -> str | None:
    """Return the key in `LOADERS` of the published set or table in a folder; None if there is none.

    Raises
    ------
    DatasetError
        If a table in it cannot be read as text.
    """
    if (root / "cases.csv").is_file():
        return _recognise_table(root)
    return next((name for name, fits in _PUBLISHED if fits(root)), None)


def _recognise_table(root: Path) -> str:
    columns = _header(root / "cases.csv")
    name = next((name for column, name in _TELLING_COLUMNS.items() if column in columns), None)
    return name or ("BUSI" if _is_busi(root) else "table")


def _open_folder(root: Path) -> OpenedDataset:
    name = recognise(root)
    if name is not None:
        cases = LOADERS[name](root)
        if not cases:
            raise DatasetError(
                f"The tables in {root} list no picture.", "Check that the set is complete.", root
            )
        return OpenedDataset(root.resolve().name if name == "table" else name, root, cases)
    # The parts of a split are one data set: as several sets their cases would have equal names.
    folders = [path for path in _folders(root) if path.name.lower() not in PARTS]
    known = [(folder, found) for folder in folders if (found := recognise(folder)) is not None]
    if not known:
        return OpenedDataset(root.resolve().name, root, load_folder(root))
    cases = [case for folder, found in known for case in LOADERS[found](folder)]
    return OpenedDataset(root.resolve().name, root, cases)


def _folders(root: Path) -> list[Path]:
    try:
        return [path for path in sorted(root.iterdir()) if path.is_dir()]
    except OSError as error:
        raise DatasetError(
            f"{root} may not be read.", "Choose a folder of your own.", root
        ) from error


def _is_busi(root: Path) -> bool:
    return _has(root / "benign", "benign (*") and _has(root / "malignant", "malignant (*")


def _is_mini_mias(root: Path) -> bool:
    listed = (root / "Info.txt").is_file() and (
        _has(root, "mdb*") or _has(root / "all-mias", "mdb*")
    )
    return listed or (root / "all-mias" / "Info.txt").is_file()


def _is_rsna(root: Path) -> bool:
    table = root / "train.csv"
    if table.is_file() and {"image_id", "cancer"} <= _header(table):
        return True
    return any(_is_rsna_tree(place) for place in (root, *(root / part for part in PARTS)))


def _is_rsna_tree(root: Path) -> bool:
    for names in (("0", "1"), ("benign", "malignant")):
        samples = [_some_names((root / name).glob("*")) for name in names]
        if all(found and all(map(_RSNA_FILE.fullmatch, found)) for found in samples):
            return True
    return False


def _is_dmr_ir(root: Path) -> bool:
    return _has(root / "healthy", "T[0-9]*") and _has(root / "sick", "T[0-9]*")


def _is_breast(root: Path) -> bool:
    return _has(root, "case[0-9]*_tumor.*") and _has(root, "*.xlsx")


def _some_names(paths: Iterable[Path]) -> list[str]:
    return [path.name for path, _ in zip(paths, range(_SAMPLE), strict=False)]


def _has(folder: Path, pattern: str) -> bool:
    return next(folder.glob(pattern), None) is not None


def _header(table: Path) -> set[str]:
    try:
        with table.open(newline="", encoding="utf-8-sig") as stream:
            return set(next(csv.reader(stream), []))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(
            f"{table.name} cannot be read as a table.", "Save it as CSV in UTF-8.", table
        ) from error


_PUBLISHED: tuple[tuple[str, Callable[[Path], bool]], ...] = (
    ("BUS-BRA", lambda root: (root / "bus_data.csv").is_file()),
    ("mini-MIAS", _is_mini_mias),
    ("BUSI", _is_busi),
    ("BrEaST", _is_breast),
    ("RSNA-3383", _is_rsna),
    ("DMR-IR", _is_dmr_ir),
)

"""Case: one image of a data set with everything published about it."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.decoding.read_scan import read_scan
from engine.errors import ScanError, UserFacingError
from engine.picture.preprocessing import luminance
from training.datasets.pgm import PgmError, parse_pgm

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".pgm"})
DICOM_SUFFIXES = frozenset({"", ".dcm", ".dicom"})


class DatasetError(UserFacingError):
    """A data set is missing, incomplete or of an unknown layout."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Where a lesion lies, for data sets that publish circles instead of masks.

    Attributes
    ----------
    x, y : float
        The centre, from 0 (left, top) to 1 (right, bottom).
    radius : float
        As a share of the picture's width.
    """

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Case:
    """One image.

    Attributes
    ----------
    image : Path
        The picture.
    label : str
        The class, in the words of the data set: ``benign``, ``malignant``, ``normal``; ``cancer``,
        ``no cancer``; and so on.
    source : str
        Name of the data set.
    masks : tuple of Path
        Lesion masks of the same size as the picture (BUSI has up to three); empty without lesion.
    patient : str or None
        Unique within the source; None where the source publishes none.
    fold : int or None
        The official fold, from 1, where the source publishes one.
    facts : dict
        What else was published, as text: ``birads``, ``device``, ``histology`` and so on.
    circles : tuple of Circle
        The lesions, where the source publishes circles.
    key : str
        What tells the picture from all others of its source and label; empty if its stem does.
    """

    image: Path
    label: str
    source: str
    masks: tuple[Path, ...] = ()
    patient: str | None = None
    fold: int | None = None
    facts: dict[str, str] = field(default_factory=dict)
    circles: tuple[Circle, ...] = ()
    key: str = ""

    @property
    def name(self) -> str:
        """The image as ``source/label/file``, the same on every machine."""
        return f"{self.source}/{self.label}/{self.key or self.image.stem}"


def read_grey(path: Path) -> NDArray[np.uint8]:
    """Read a picture as 8-bit grey, shape (rows, columns).

    DICOM files (by suffix, or without one) go through the engine's reader, first frame only.

    Raises
    ------
    DatasetError
        If the file is missing or cannot be decoded.
    """
    suffix = path.suffix.lower()
    if suffix in DICOM_SUFFIXES:
        return _read_dicom(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DatasetError(
            f"{path.name} cannot be read ({os.strerror(error.errno or 0)}).",
            "Check that the data set is complete.",
            path,
        ) from error
    picture = _decode(data, suffix)
    if picture is None:
        raise DatasetError(
            f"{path.name} cannot be decoded as a picture.",
            "Download the file again or remove it from the data set.",
            path,
        )
    return picture


def eight_bits(frame: NDArray[Any]) -> NDArray[np.uint8]:
    """Return a frame of a scan as 8-bit grey, shape (rows, columns)."""
    grey = luminance(frame)
    return np.asarray(grey >> 8 if grey.dtype == np.uint16 else grey, np.uint8)


def _decode(data: bytes, suffix: str) -> NDArray[np.uint8] | None:
    if suffix == ".pgm":
        try:
            return parse_pgm(data)
        except PgmError:
            return None
    if not data:
        return None
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    return None if picture is None else np.asarray(picture, np.uint8)


def _read_dicom(path: Path) -> NDArray[np.uint8]:
    try:
        return eight_bits(read_scan(path).frame(0))
    except ScanError as error:
        raise DatasetError(f"{path.name}: {error.summary}", error.hint, path) from error


def read_mask(case: Case) -> NDArray[np.bool_] | None:
    """Read the union of a case's lesion masks, shape (rows, columns); None without one."""
    if not case.masks:
        return None
    planes = [read_grey(path) > 127 for path in case.masks]
    return np.asarray(np.logical_or.reduce(planes))


def circle_mask(case: Case, rows: int, columns: int) -> NDArray[np.bool_] | None:
    """Draw a case's lesion circles, shape (rows, columns); None without one."""
    if not case.circles:
        return None
    plane = np.zeros((rows, columns), np.uint8)
    for circle in case.circles:
        centre = (round(circle.x * columns), round(circle.y * rows))
        cv2.circle(plane, centre, max(1, round(circle.radius * columns)), 1, -1)
    return np.asarray(plane, bool)


def read_table(path: Path, needed: Sequence[str] = ()) -> list[dict[str, str]]:
    """Read a CSV file with a header line.

    Parameters
    ----------
    path : Path
        The file.
    needed : sequence of str
        Columns that every row must fill, if only with nothing.

    Raises
    ------
    DatasetError
        If there is no such file, it is no table, or a column or a part of a row is missing.
    """
    if not path.is_file():
        raise DatasetError(
            f"{path.name} is missing from {path.parent}.",
            "Give the folder of the data set as it was downloaded.",
            path,
        )
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(
            f"{path.name} cannot be read as a table.", "Save it as CSV in UTF-8.", path
        ) from error
    for number, row in enumerate(rows, start=2):
        absent = next((column for column in needed if row.get(column) is None), None)
        if absent is not None:
            raise DatasetError(
                f"Line {number} of {path.name} has no {absent}.",
                "Give the table as it was published.",
                path,
            )
    return rows

"""One image of a data set with everything published about it."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.errors import UserFacingError

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"})


class DatasetError(UserFacingError):
    """A data set is missing, incomplete or of an unknown layout."""


@dataclass(frozen=True, slots=True)
class Case:
    """One image.

    Attributes
    ----------
    image : Path
        The picture.
    label : str
        ``benign``, ``malignant`` or ``normal``.
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
    """

    image: Path
    label: str
    source: str
    masks: tuple[Path, ...] = ()
    patient: str | None = None
    fold: int | None = None
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The image as ``source/label/file``, the same on every machine."""
        return f"{self.source}/{self.label}/{self.image.stem}"


def read_grey(path: Path) -> NDArray[np.uint8]:
    """Read a picture as 8-bit grey, shape (rows, columns).

    Raises
    ------
    DatasetError
        If the file cannot be decoded.
    """
    data = np.frombuffer(path.read_bytes(), np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE) if data.size else None
    if picture is None:
        raise DatasetError(
            f"{path.name} cannot be decoded as a picture.",
            "Download the file again or remove it from the data set.",
            path,
        )
    return np.asarray(picture, np.uint8)


def read_mask(case: Case) -> NDArray[np.bool_] | None:
    """Read the union of a case's lesion masks, shape (rows, columns); None without one."""
    if not case.masks:
        return None
    planes = [read_grey(path) > 127 for path in case.masks]
    return np.asarray(np.logical_or.reduce(planes))


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header line.

    Raises
    ------
    DatasetError
        If there is no such file.
    """
    if not path.is_file():
        raise DatasetError(
            f"{path.name} is missing from {path.parent}.",
            "Give the folder of the data set as it was downloaded.",
            path,
        )
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))

"""Pictures and masks in a folder, told apart by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from training.datasets.case import DICOM_SUFFIXES, IMAGE_SUFFIXES

_MASK_FOLDERS = frozenset(
    {"annotation", "annotations", "ground_truth", "groundtruth", "gt", "mask", "masks"}
    | {"segmentation", "segmentations"}
)
_SAYS_MASK = re.compile(r"(?:^|[_\-. ])masks?(?:$|[_\-. (\d])", re.IGNORECASE)
# These words mean a mask only beside the picture that they belong to: case001.png with
# case001_tumor.png and case001_other1.png.
_BESIDE = re.compile(
    r"^(.+)[_\-](?:annotation|ground_?truth|gt|lesion|other|roi|seg|segmentation|tumou?r)\d*$",
    re.IGNORECASE,
)
_PREAMBLE = 128


def find_pictures(root: Path) -> list[Path]:
    """List the pictures below a folder, sorted; masks and hidden files are never among them.

    DICOM files are found by their suffix or, without any, by the mark in their first bytes
    (PS3.10 section 7.1).
    """
    below = [path for path in sorted(root.rglob("*")) if _is_picture(path, root)]
    masks = set(find_masks(below, root))
    return [path for path in below if path not in masks]


def find_masks(paths: Iterable[Path], root: Path) -> list[Path]:
    """List those of the paths that are masks, by their name or that of a folder below the root."""
    listed = list(paths)
    beside = {(path.parent, path.stem.lower()) for path in listed}
    return [path for path in listed if _is_mask(path, root, beside)]


def _is_mask(path: Path, root: Path, beside: set[tuple[Path, str]]) -> bool:
    if any(part.lower() in _MASK_FOLDERS for part in path.relative_to(root).parts[:-1]):
        return True
    if _SAYS_MASK.search(path.stem):
        return True
    owner = _BESIDE.match(path.stem)
    return owner is not None and (path.parent, owner[1].lower()) in beside


def _is_picture(path: Path, root: Path) -> bool:
    if any(part.startswith((".", "__MACOSX")) for part in path.relative_to(root).parts):
        return False
    suffix = path.suffix.lower()
    if suffix in IMAGE_SUFFIXES:
        return path.is_file()
    return suffix in DICOM_SUFFIXES and path.is_file() and (suffix != "" or _is_marked(path))


def _is_marked(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            stream.seek(_PREAMBLE)
            return stream.read(4) == b"DICM"
    except OSError:
        return False

"""Checks that a data set can be trained on, with one sentence for each way in which it cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from engine.errors import UserFacingError
from training.data.splits import PARTS as SPLIT_PARTS
from training.data.splits import Split
from training.datasets import Case
from training.datasets.generic import PARTS, UNLABELLED
from training.datasets.layout import recognise

# Usual names of the class that is looked for. A recipe can name any other.
_POSITIVE = frozenset({"malignant", "cancer", "sick", "abnormal", "positive", "1"})
_NO_CLASS = ("annotation", "ground_truth", "gt", "mask", "roi", "segmentation")


def class_names(cases: Sequence[Case], root: Path) -> tuple[str, ...]:
    """Return the classes of a folder of class folders, for a recipe that names none.

    Raises
    ------
    UserFacingError
        If a class folder is empty, there is only one, or pictures lie outside of them.
    """
    classes = sorted({case.label for case in cases})
    folders = set(_class_folders(root))
    empty = sorted(folders - set(classes))
    # Folders mean classes only where there is no table, and at least one of them does.
    if empty and folders & set(classes) and recognise(root) is None:
        raise UserFacingError(
            f"The class {empty[0]} has no pictures.",
            "Put pictures into its folder, or remove the folder.",
            root / empty[0],
        )
    if UNLABELLED in classes:
        count = sum(case.label == UNLABELLED for case in cases)
        raise UserFacingError(
            f"{count} pictures lie outside of any class folder, so their class is not known.",
            "Move each into a folder named for its class.",
            root,
        )
    if len(classes) < 2:
        raise UserFacingError(
            f"There is only one class, {classes[0]}, so there is nothing to distinguish.",
            "Give a folder with one folder for each of at least two classes.",
            root,
        )
    return tuple(classes)


def positive_class(classes: Sequence[str], stated: str) -> str:
    """Return the class whose probability is reported, stated or known by its usual names.

    Raises
    ------
    UserFacingError
        If it is not clear which one it is.
    """
    if stated in classes:
        return stated
    usual = [name for name in classes if name.lower() in _POSITIVE]
    if len(usual) == 1:
        return usual[0]
    raise UserFacingError(
        f"It is not clear which of the classes {', '.join(classes)} is the positive one.",
        "Name it in a copy of the recipe, as `positive_class`.",
    )


def check_cases(cases: Sequence[Case], classes: Sequence[str]) -> None:
    """Make sure that there are pictures of every class, and of no other.

    Raises
    ------
    UserFacingError
        Naming the first class that is missing or not expected.
    """
    counts = Counter(case.label for case in cases)
    for name in classes:
        if not counts[name]:
            raise UserFacingError(
                f"The class {name} has no pictures.",
                "Add some, or take the class out of the recipe.",
            )
    unknown = sorted(counts.keys() - set(classes))
    if unknown:
        raise UserFacingError(
            f"{counts[unknown[0]]} pictures are of the class {unknown[0]}, "
            "which the recipe does not name.",
            "Add it to the recipe's classes, or to `leave_out` in its [data].",
        )


def check_split(
    split: Split,
    cases: Sequence[Case],
    classes: Sequence[str],
    parts: Sequence[str] = SPLIT_PARTS,
) -> None:
    """Make sure that every part of a split that is wanted has pictures of every class.

    Raises
    ------
    UserFacingError
        Naming the first class of which there are too few.
    """
    for part in parts:
        present = {case.label for case in split.select(cases, part)}
        for name in classes:
            if name not in present:
                count = sum(case.label == name for case in cases)
                raise UserFacingError(
                    f"The class {name} has too few different pictures ({count}): "
                    f"none of them is left for the {part} part.",
                    "Add pictures of other patients; copies of a picture stay together.",
                )


def _class_folders(root: Path) -> list[str]:
    if not root.is_dir():
        return []
    places = [root / part for part in PARTS if (root / part).is_dir()] or [root]
    return [
        folder.name
        for place in places
        for folder in place.iterdir()
        if folder.is_dir()
        and not folder.name.startswith((".", "__MACOSX"))
        and not folder.name.lower().startswith(_NO_CLASS)
    ]

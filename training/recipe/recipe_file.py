"""Recipe files: found by name, read together with the recipe that they are a variant of, copied.

A variant names its ``base`` and states only what differs. An entry of a table, such as ``epochs``
in ``[fit]``, replaces the base's entry; anything else, such as all of ``[[member]]``, is replaced
whole.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError

RECIPES = Path(__file__).resolve().parents[1] / "recipes"
_SUFFIX = ".toml"
# Folders of earlier runs hold copies of recipes that use these names, and must stay readable.
_OLD_TABLES = {"window": "lesion_crop"}
_OLD_ENTRIES = {("fit", "probe"): "linear_probe", ("lesion_crop", "about"): "classes"}


def find_recipe(name: str | Path) -> Path:
    """Return the file of a bundled recipe, by its name, or of any recipe, by its path.

    Raises
    ------
    UserFacingError
        If there is none.
    """
    path = Path(name) if Path(name).suffix == _SUFFIX else RECIPES / f"{name}{_SUFFIX}"
    if not path.is_file():
        known = ", ".join(sorted(item.stem for item in RECIPES.glob(f"*{_SUFFIX}")))
        raise UserFacingError(
            f"There is no recipe {name}.", f"Give a path ending in .toml or one of: {known}."
        )
    return path


def read_recipe(path: Path) -> dict[str, Any]:
    """Return all entries of a recipe, those of its base included.

    Raises
    ------
    ValueError
        If a file is no TOML.
    UserFacingError
        If a base is missing, or the recipe is a variant of itself.
    """
    table: dict[str, Any] = {}
    for file in reversed(_with_bases(path)):
        for key, value in _entries(file).items():
            both = isinstance(value, dict) and isinstance(table.get(key), dict)
            table[key] = table[key] | value if both else value
    return table


def copy_recipe(path: Path, folder: Path) -> None:
    """Copy a recipe into a folder as ``recipe.toml``, and beside it the bases that it names."""
    own, *bases = _with_bases(path)
    for file, target in ((own, "recipe.toml"), *((base, base.name) for base in bases)):
        if file != folder / target:
            shutil.copyfile(file, folder / target)


def _with_bases(path: Path) -> list[Path]:
    """Return a recipe's file, its base's, that one's base's, and so on."""
    files = [path]
    while (base := _entries(files[-1], keep_base=True).get("base")) is not None:
        files.append(_find_base(base, files[-1]))
        if files[-1] in files[:-1]:
            raise UserFacingError(
                f"The recipe {path.name} is a variant of itself.",
                "Take `base` out of one of the recipes that name each other.",
                path,
            )
    return files


def _find_base(name: str, beside: Path) -> Path:
    # A copied variant finds the base that was copied with it before the bundled one.
    near = beside.parent / f"{name}{_SUFFIX}"
    return near if near.is_file() else find_recipe(name)


def _entries(path: Path, *, keep_base: bool = False) -> dict[str, Any]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for old, new in _OLD_TABLES.items():
        if old in table:
            table[new] = table.pop(old)
    for (name, old), new in _OLD_ENTRIES.items():
        if old in table.get(name, {}):
            table[name][new] = table[name].pop(old)
    if not keep_base:
        table.pop("base", None)
    return table

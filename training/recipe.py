"""A recipe: everything that decides what a training run produces."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from engine.preprocessing import Preprocessing
from training.augmentation import Augmentation

RECIPES = Path(__file__).parent / "recipes"


@dataclass(frozen=True, slots=True)
class Member:
    """One network of an ensemble.

    Attributes
    ----------
    backbone : str
        A key of `training.backbones.BACKBONES`.
    seed : int
        Of the initial weights, the order of the batches and the augmentation.
    weights : str or None
        File name of the pretrained weights, or ``imagenet``; None trains from scratch.
    epochs: int or None
        In place of the recipe's.
    """

    backbone: str
    seed: int
    weights: str | None = None
    epochs: int | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """See the comments of ``training/recipes/ultrasound.toml`` for each entry."""

    name: str
    version: str
    modality: str
    classes: tuple[str, ...]
    sources: dict[str, str]
    external: dict[str, str]
    other: dict[str, str]
    input: Preprocessing
    members: tuple[Member, ...]
    split: dict[str, Any]
    fit: dict[str, Any]
    augmentation: Augmentation
    scope: dict[str, Any]
    card: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, name: str | Path) -> Recipe:
        """Load a bundled recipe by name or any recipe by path.

        Raises
        ------
        UserFacingError
            If there is none, or it is incomplete.
        """
        path = Path(name) if Path(name).suffix == ".toml" else RECIPES / f"{name}.toml"
        if not path.is_file():
            known = ", ".join(sorted(item.stem for item in RECIPES.glob("*.toml")))
            raise UserFacingError(
                f"There is no recipe {name}.", f"Give a path ending in .toml or one of: {known}."
            )
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                name=table["name"],
                version=table["version"],
                modality=table["modality"],
                classes=tuple(table["classes"]),
                sources=table["data"]["train"],
                external=table["data"].get("external", {}),
                other=table["data"].get("other", {}),
                input=Preprocessing(**table["input"]),
                members=tuple(Member(**member) for member in table["member"]),
                split=table["split"],
                fit=table["fit"],
                augmentation=Augmentation.from_table(table.get("augmentation", {})),
                scope=table["scope"],
                card=table.get("card", {}),
            )
        except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
            raise UserFacingError(
                f"The recipe {path.name} is incomplete or misspelt: {error}.",
                "Compare it with training/recipes/ultrasound.toml.",
                path,
            ) from error

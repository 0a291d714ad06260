"""Recipe: everything that decides what a training run produces."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from engine.model.model_card import FLOAT16, MALIGNANT, QUANTIZATIONS
from engine.picture.preprocessing import Preprocessing
from training.data.augmentation import Augmentation
from training.recipe.protocol import Protocol
from training.recipe.recipe_file import find_recipe, read_recipe

WHOLE, LESION = "whole", "lesion"
ATTENTION, MEAN = "attention", "mean"


@dataclass(frozen=True, slots=True)
class Member:
    """One network of an ensemble.

    Attributes
    ----------
    backbone : str
        A key of `training.networks.backbones.BACKBONES`.
    seed : int
        Of the initial weights, the order of the batches and the augmentation.
    weights : str or None
        File name of the pretrained weights, or ``imagenet``; None trains from scratch.
    epochs: int or None
        In place of the recipe's.
    view : str
        ``whole`` for the whole picture, or ``lesion`` for a closer look at the place that the
        members with the whole picture found: see `training.networks.lesion_crop`.
    size : int or None
        Side of what the network sees, in pixels; None for the recipe's input.
    augmentation : dict
        Entries that differ from the recipe's ``[augmentation]``.
    pooling : str
        ``attention`` for evidence pooled where the network looks
        (`training.networks.attention_network`), or
        ``mean`` for its mean over the picture (`training.networks.mean_network`).
    """

    backbone: str
    seed: int
    weights: str | None = None
    epochs: int | None = None
    view: str = WHOLE
    size: int | None = None
    augmentation: dict[str, Any] = field(default_factory=dict)
    pooling: str = ATTENTION

    def __post_init__(self) -> None:
        """Refuse a view or a pooling that no network has."""
        if self.pooling not in (ATTENTION, MEAN):
            raise ValueError(f"pooling is {self.pooling!r}, not {ATTENTION!r} or {MEAN!r}")
        if self.view not in (WHOLE, LESION):
            raise ValueError(f"view is {self.view!r}, not {WHOLE!r} or {LESION!r}")


@dataclass(frozen=True, slots=True)
class LesionCrop:
    """The square around the lesion that members with the view ``lesion`` see.

    The ``[lesion_crop]`` table of a recipe; cut out by `training.networks.lesion_crop`.

    Attributes
    ----------
    margin : float
        Side of the crop in lengths of the lesion.
    smallest : float
        Least side, as a share of the picture's.
    context : float
        Side of what training sees, in sides of the crop; augmentation moves within it.
    classes : tuple of str
        The classes that these members tell apart; empty for all. The others are left to the
        members that see the whole picture.
    share : float or None
        What these members count for among all, from 0 to 1; None counts each network alike.
    """

    margin: float = 1.6
    smallest: float = 0.15
    context: float = 1.5
    classes: tuple[str, ...] = ()
    share: float | None = None

    def __post_init__(self) -> None:
        """Refuse a share that is none."""
        if self.share is not None and not 0.0 <= self.share <= 1.0:
            raise ValueError(f"share of the lesion crop is {self.share}, not from 0 to 1")

    def share_of(self, whole: int, closer: int) -> float:
        """Return what the closer look counts for where it tells classes apart, from 0 to 1.

        Parameters
        ----------
        whole, closer : int
            How many networks see the whole picture, and how many the crop; one at least.
        """
        if closer == 0 or self.share is None:
            return closer / (whole + closer)
        return self.share

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> LesionCrop:
        """Make one from a recipe's ``[lesion_crop]`` table."""
        return cls(**{**table, "classes": tuple(table.get("classes", ()))})


@dataclass(frozen=True, slots=True)
class Recipe:
    """See the comments of ``training/recipes/ultrasound.toml`` for each entry.

    What it does not need (another positive class, other names for published labels, patients to
    leave out) stands in ``training/recipes/mammography.toml`` and ``thermography.toml``.
    """

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
    leave_out: tuple[str, ...] = ()
    plain: dict[str, Any] | None = None
    protocol: Protocol = field(default_factory=Protocol)
    positive: str = MALIGNANT
    lesion_crop: LesionCrop = field(default_factory=LesionCrop)
    labels: dict[str, str] = field(default_factory=dict)
    dropped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    quantization: str = FLOAT16
    class_offsets: bool = True

    def __post_init__(self) -> None:
        """Refuse an unknown export, or a closer look that no network before it can place."""
        if self.quantization not in QUANTIZATIONS:
            raise ValueError(
                f"quantization is {self.quantization!r}, not one of {', '.join(QUANTIZATIONS)}"
            )
        if not isinstance(self.class_offsets, bool):
            raise TypeError(f"class_offsets is {self.class_offsets!r}, neither true nor false")
        if self.members and self.members[0].view != WHOLE:
            raise ValueError(f"the first [[member]] must have the view {WHOLE!r}")

    def input_of(self, member: Member) -> Preprocessing:
        """Return what one network sees: the recipe's input at the network's own size."""
        if member.size is None:
            return self.input
        return replace(self.input, rows=member.size, columns=member.size)

    def augmentation_of(self, member: Member) -> Augmentation:
        """Return the recipe's augmentation with the entries of one network."""
        return self.augmentation.changed(member.augmentation)

    def check_makes_model(self) -> None:
        """Refuse to make a model that must not, or cannot, be installed.

        Raises
        ------
        UserFacingError
            If the recipe measures itself dishonestly, or its networks have no heatmap.
        """
        self.protocol.check_honest(self.name)
        if self.plain is not None:
            raise UserFacingError(
                f"The networks of the recipe {self.name} have no heatmap, "
                "so the application could not show what spoke for an answer.",
                "Use `python -m training compare`, or take [plain] out of a copy of the recipe.",
            )

    @property
    def has_lesion_masks(self) -> bool:
        """Whether the lesion map is taught by masks; without, it is attention that is learned."""
        return float(self.fit.get("lesion_weight", 1.0)) > 0

    @classmethod
    def load(cls, name: str | Path) -> Recipe:
        """Load a bundled recipe by name or any recipe by path.

        Raises
        ------
        UserFacingError
            If there is none, or it is incomplete.
        """
        path = find_recipe(name)
        try:
            table = read_recipe(path)
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
                scope=table.get("scope", {}),
                card=table.get("card", {}),
                leave_out=tuple(table["data"].get("leave_out", ())),
                plain=table.get("plain"),
                protocol=Protocol(**table.get("protocol", {})),
                positive=table.get("positive_class", MALIGNANT),
                lesion_crop=LesionCrop.from_table(table.get("lesion_crop", {})),
                labels=table["data"].get("labels", {}),
                dropped={
                    name: tuple(patients)
                    for name, patients in table["data"].get("dropped", {}).items()
                },
                **table.get("export", {}),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UserFacingError(
                f"The recipe {path.name} is incomplete or misspelt: {error}.",
                "Compare it with training/recipes/ultrasound.toml.",
                path,
            ) from error

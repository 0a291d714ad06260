"""Entrants of a comparison: the networks or ensembles that are put side by side."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from engine.errors import UserFacingError
from training.recipe.protocol import APART
from training.recipe.recipe import Member, Recipe

QUICK_SIDE = 64
QUICK_EPOCHS = 3
# What a comparison does not use may change without anything being trained again.
_UNUSED = frozenset({"card", "class_offsets", "external", "modality", "other", "scope", "version"})


@dataclass(frozen=True, slots=True)
class Entrant:
    """A network, or an ensemble of networks, with the way in which it is measured.

    Attributes
    ----------
    name : str
        Unique within the comparison, for people.
    recipe : Recipe
        Whose members are those of this entrant.
    """

    name: str
    recipe: Recipe

    @property
    def folder(self) -> str:
        """A name for files, as unique as the name."""
        return re.sub(r"[^A-Za-z0-9.]+", "-", self.name).strip("-").lower()

    @property
    def digest(self) -> str:
        """SHA-256 over everything that decides the result."""
        facts = {key: value for key, value in asdict(self.recipe).items() if key not in _UNUSED}
        facts["protocol"] = asdict(replace(self.recipe.protocol, claim=""))
        text = json.dumps(facts, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def is_honest(self) -> bool:
        """Whether nothing of the test part is known in training."""
        return not self.recipe.protocol.leaks

    @property
    def network(self) -> str:
        """The architectures, for people."""
        return " + ".join(member.backbone for member in self.recipe.members)

    @property
    def task(self) -> str:
        """The data sets and the classes; only entrants of one task can be compared."""
        classes = ", ".join(self.recipe.classes)
        return f"{' and '.join(self.recipe.sources)}: {classes}"


def entrants_of(recipes: Sequence[Recipe], *, quick: bool = False) -> list[Entrant]:
    """Return the entrants of some recipes, in order.

    Parameters
    ----------
    recipes : sequence of Recipe
        Those whose protocol says ``members = "apart"`` give one entrant a network.
    quick : bool
        Make them small: at most 64 pixels a side and 3 epochs.

    Raises
    ------
    UserFacingError
        If two of them would have the same name.
    """
    found = []
    for recipe in recipes:
        small = _quick(recipe) if quick else recipe
        if recipe.protocol.members == APART:
            found += [
                Entrant(f"{recipe.name}: {member.backbone}", replace(small, members=(member,)))
                for member in small.members
            ]
        else:
            found.append(Entrant(recipe.name, small))
    names = [entrant.folder for entrant in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UserFacingError(
            f"Two entrants of the comparison are called {twice}.",
            "Give each recipe another name and each network of a recipe another architecture.",
        )
    return found


def _quick(recipe: Recipe) -> Recipe:
    size = replace(
        recipe.input,
        rows=min(recipe.input.rows, _side(recipe)),
        columns=min(recipe.input.columns, _side(recipe)),
    )
    members = tuple(replace(member, epochs=_epochs(recipe, member)) for member in recipe.members)
    fit = {**recipe.fit, "frozen_epochs": min(recipe.fit.get("frozen_epochs", 0), 1)}
    return replace(recipe, input=size, members=members, fit=fit)


def _side(recipe: Recipe) -> int:
    # Inception's first layers leave nothing of a smaller picture.
    return 96 if any(member.backbone == "InceptionV3" for member in recipe.members) else QUICK_SIDE


def _epochs(recipe: Recipe, member: Member) -> int:
    return min(member.epochs or recipe.fit["epochs"], QUICK_EPOCHS)

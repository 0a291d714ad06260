"""Installed models, bundled and the user's own, and the choice among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.errors import ModelError
from engine.messages import models, words
from engine.model.model_card import CARD_FILE, ModelCard, load_card
from engine.scan import Modality


@dataclass(frozen=True, slots=True, eq=False)
class InstalledModel:
    """A model that is installed.

    Attributes
    ----------
    folder : Path
        Where it lies.
    card : ModelCard
        What it is.
    is_own : bool
        Whether the user put it there; nobody else has checked it then.
    """

    folder: Path
    card: ModelCard
    is_own: bool = False

    @property
    def key(self) -> str:
        """Key under which settings name it."""
        return f"{'own' if self.is_own else 'bundled'}/{self.folder.name}"


@dataclass(frozen=True, slots=True)
class Preferred:
    """Models and operating points that the user chose.

    Attributes
    ----------
    own_models : Path or None
        The folder of the user's own models, one folder each; None for none.
    models : mapping
        The key of the model for a modality; without one, the bundled model answers.
    points : mapping
        The name of the operating point for a modality; without one, or where the model has no
        such point, it is the first of the card.
    """

    own_models: Path | None = None
    models: Mapping[Modality, str] = field(default_factory=dict)
    points: Mapping[Modality, str] = field(default_factory=dict)


def bundled_models(folder: Path, pins: Mapping[str, str]) -> list[InstalledModel]:
    """Return the models that came with the program.

    Parameters
    ----------
    folder : Path
        With one folder a model.
    pins : mapping
        SHA-256 of the card that each named model must have.

    Raises
    ------
    ModelError
        If a card is missing or altered.
    """
    folders = sorted(path.parent for path in folder.glob(f"*/{CARD_FILE}"))
    # A pinned model that is gone must be missed, not silently left out.
    folders += [folder / name for name in pins if folder / name not in folders]
    return [InstalledModel(each, load_card(each, pins.get(each.name))) for each in folders]


def own_models(folder: Path | None) -> list[InstalledModel]:
    """Return the user's own models; what is no model is left out."""
    found: list[InstalledModel] = []
    try:
        cards = [] if folder is None else sorted(folder.glob(f"*/{CARD_FILE}"))
    except OSError:
        cards = []
    for path in cards:
        try:
            found.append(InstalledModel(path.parent, load_card(path.parent), is_own=True))
        except ModelError:
            continue
    return found


def in_use(installed: Sequence[InstalledModel], preferred: Preferred) -> dict[Path, ModelCard]:
    """Return the one model that answers for each modality, by its folder.

    The operating point in force comes first on its card. A model of the user's own answers only
    if it was chosen.

    Raises
    ------
    ModelError
        If a model that was chosen is not there.
    """
    used: dict[Path, ModelCard] = {}
    for modality in Modality:
        chosen = model_of(installed, modality, preferred.models.get(modality, ""))
        if chosen is not None:
            used[chosen.folder] = at_point(chosen.card, preferred.points.get(modality, ""))
    return used


def model_of(
    installed: Sequence[InstalledModel], modality: Modality, key: str = ""
) -> InstalledModel | None:
    """Return the model of a modality with a key, or without one the first bundled model.

    Raises
    ------
    ModelError
        If there is a key and no such model.
    """
    fitting = [each for each in installed if each.card.modality is modality]
    if not key:
        return next((each for each in fitting if not each.is_own), None)
    for each in fitting:
        if each.key == key:
            return each
    raise ModelError(
        models.CHOSEN_MODEL_MISSING(modality=words.MODALITIES[modality]), models.CHOOSE_ANOTHER
    )


def at_point(card: ModelCard, name: str) -> ModelCard:
    """Return a card with the operating point of some name first, where it has one."""
    first = [point for point in card.operating_points if point.name == name]
    if not first or first[0] is card.operating_points[0]:
        return card
    others = [point for point in card.operating_points if point is not first[0]]
    return replace(card, operating_points=(first[0], *others))

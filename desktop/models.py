"""The models that are installed, and what the settings say of them."""

from __future__ import annotations

from typing import Final

from desktop.settings.settings import Settings
from desktop.system.paths import models_dir
from engine.errors import ModelError
from engine.model.installed_models import (
    InstalledModel,
    Preferred,
    bundled_models,
    model_of,
    own_models,
)
from engine.model.pinned_cards import CARDS
from engine.scan import Modality

MODEL: Final = "model_"
POINT: Final = "point_"
FOLDER: Final = "own_models"


def is_about_models(setting: str) -> bool:
    """Tell whether findings depend on a setting."""
    return setting.startswith((MODEL, POINT)) or setting == FOLDER


def preferred(settings: Settings) -> Preferred:
    """Return what the settings say, as the engine takes it."""
    return Preferred(
        settings.models_folder,
        {kind: getattr(settings, f"{MODEL}{kind}") for kind in Modality},
        {kind: getattr(settings, f"{POINT}{kind}") for kind in Modality},
    )


def installed(settings: Settings) -> list[InstalledModel]:
    """Return all models that there are; an altered bundled model hides those beside it."""
    try:
        installed = bundled_models(models_dir(), CARDS)
    except ModelError:
        # Whoever opens a scan is told.
        installed = []
    return installed + own_models(settings.models_folder)


def used_for(kind: Modality, settings: Settings) -> InstalledModel | None:
    """Return the model that answers for a kind of scan; None where there is none."""
    try:
        return model_of(installed(settings), kind, getattr(settings, f"{MODEL}{kind}"))
    except ModelError:
        return None

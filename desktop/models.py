"""The models that are installed: those of the program, and the user's own."""

from __future__ import annotations

from pathlib import Path

from desktop.system.paths import models_dir
from engine.errors import ModelError
from engine.model.installed_models import InstalledModel, bundled_models, model_of, own_models
from engine.model.pinned_cards import CARDS
from engine.scan import Modality


def installed(own_folder: Path) -> list[InstalledModel]:
    """Return all models that there are, the bundled ones first.

    An altered bundled model hides all bundled ones here: opening a scan says what is wrong.
    """
    try:
        bundled = bundled_models(models_dir(), CARDS)
    except ModelError:
        bundled = []
    return bundled + own_models(own_folder)


def used_for(kind: Modality, own_folder: Path, key: str) -> InstalledModel | None:
    """Return the model that answers for a kind of scan; None where there is none.

    Parameters
    ----------
    kind : Modality
        Of the scans.
    own_folder : Path
        Of the user's own models.
    key : str
        Of the model that was chosen; empty for the bundled one.
    """
    try:
        return model_of(installed(own_folder), kind, key)
    except ModelError:
        return None

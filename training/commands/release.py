"""From a trained run to a model in the application."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.model.model_card import CARD_FILE
from training.commands.evaluate import evaluate
from training.exporting.export import export
from training.exporting.install import MODELS, PINS, install
from training.run import Run


def release(run: Run) -> Path:
    """Install a run's model, and first do what is still missing: export it, measure it.

    Parameters
    ----------
    run : Run
        Trained.

    Returns
    -------
    Path
        The installed model's folder.

    Raises
    ------
    UserFacingError
        If training has not ended or the model does not pass the checks; the application's models
        are then as they were.
    """
    card = _card(run)
    # The parity is the last thing that an export writes.
    if "parity" not in card:
        export(run)
        card = _card(run)
    if not card["figures"]:
        evaluate(run, locked=False)
    return install(run.folder / "model", MODELS, PINS)


def _card(run: Run) -> dict[str, Any]:
    path = run.folder / "model" / CARD_FILE
    if not path.is_file():
        return {}
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return card

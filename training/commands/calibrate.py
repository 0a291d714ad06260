"""The ``calibrate`` command: a new calibration for an exported model, whose networks stay.

After a cross-validation that came later than the export, or with another ``class_offsets``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from engine.model.model_card import CARD_FILE
from training.exporting.card_calibration import calibration_of
from training.exporting.card_file import read_card, write_card
from training.exporting.card_tables import empty_tables
from training.run import Run


def recalibrate(run: Run) -> Path:
    """Choose calibration, operating points and inconclusive zone of a run's model again.

    Its figures are taken off the card, as they are those of the earlier calibration: measure it
    again. Version and words of the card are the recipe's.

    Parameters
    ----------
    run : Run
        Whose model was exported.

    Returns
    -------
    Path
        The model's folder.

    Raises
    ------
    UserFacingError
        If nothing was exported, or from another split than the run has.
    """
    folder = run.folder / "model"
    card = _card(folder)
    cases = run.cases()
    split = run.split(cases)
    if card["split"]["digest"] != split.digest:
        raise UserFacingError(
            "The exported model was made from another split than this run's.",
            "Export the run again: `python -m training export`.",
            folder,
        )
    card |= {"version": run.recipe.version, **run.recipe.card, **empty_tables()}
    card |= calibration_of(run, card, split.select(cases, "validation"))
    write_card(folder, card)
    return folder


def _card(folder: Path) -> dict[str, Any]:
    if not (folder / CARD_FILE).is_file():
        raise UserFacingError(
            f"The run {folder.parent.name} holds no exported model.",
            "Export it first: `python -m training export`.",
            folder.parent,
        )
    return read_card(folder)

"""Put an exported model where the application finds it."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from engine.errors import UserFacingError
from engine.model_card import CARD_FILE, load_card
from engine.prediction import SecondReader

ROOT = Path(__file__).resolve().parent.parent
_FILES = (CARD_FILE, "CARD.md", "roc.png", "calibration.png")


def install(folder: Path, models: Path = ROOT / "models", pins: Path | None = None) -> Path:
    """Copy a model into the application's models after the checks that users' starts make.

    Parameters
    ----------
    folder : Path
        With graph, card and figures.
    models : Path
        Folder with one folder a model.
    pins : Path or None
        The module that pins the cards; None takes the engine's own.

    Returns
    -------
    Path
        The installed model's folder.

    Raises
    ------
    UserFacingError
        If the model has no figures, or does not pass the checks; nothing is changed then.
    """
    card = load_card(folder)
    if not card.figures:
        raise UserFacingError(
            f"The model {card.name} has no figures yet.",
            "Measure it first: `python -m training evaluate` with its run.",
            folder,
        )
    target, fresh = models / card.name, models / f".{card.name}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in (*_FILES, card.graph_file):
        shutil.copyfile(folder / name, fresh / name)
    SecondReader(fresh.parent, pins={}).load_folder(fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    _pin(pins or ROOT / "engine" / "pinned.py", models)
    return target


def _pin(path: Path, models: Path) -> None:
    digests = {
        card.parent.name: hashlib.sha256(card.read_bytes()).hexdigest()
        for card in sorted(models.glob(f"[!.]*/{CARD_FILE}"))
    }
    lines = "".join(f'    "{name}": "{digest}",\n' for name, digest in digests.items())
    text = (
        '"""The cards of the bundled models, by the SHA-256 of their bytes.\n\n'
        'Written by ``python -m training export --install``.\n"""\n\n'
        f"CARDS: dict[str, str] = {{\n{lines}}}\n"
    )
    partial = path.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    os.replace(partial, path)  # noqa: PTH105 - atomic on every system, unlike Path.rename

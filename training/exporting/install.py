"""Put an exported model where the application finds it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from engine.errors import UserFacingError
from engine.model.model_card import CARD_FILE, load_card
from engine.model.second_reader import SecondReader
from engine.system.atomic_write import write_atomically
from training.exporting.card_text import CARD_TEXT

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
PINS = ROOT / "engine" / "model" / "pinned_cards.py"
_FILES = (CARD_FILE, CARD_TEXT, "roc.png", "calibration.png")


def install(folder: Path, models: Path = MODELS, pins: Path | None = None) -> Path:
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
        If the model has no figures, does not pass the checks, or the disk is full; the
        application's models are then as they were.
    """
    card = load_card(folder)
    if not card.figures:
        raise UserFacingError(
            f"The model {card.name} has no figures yet.",
            "Measure it first: `python -m training evaluate` with its run.",
            folder,
        )
    target, fresh = models / card.name, models / f".{card.name}.new"
    old = models / f".{card.name}.old"
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        for name in (*_FILES, card.graph_file):
            write_atomically(fresh / name, _read(folder / name))
        SecondReader(fresh.parent, pins={}).load_folder(fresh)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    try:
        pin(pins or PINS, models)
    except BaseException:
        target.rename(fresh)
        if old.exists():
            old.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return target


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserFacingError(
            f"{path.name} is missing from the model, or cannot be read.",
            "Export and evaluate it again.",
            path,
        ) from error


def pin(path: Path, models: Path) -> None:
    """Write the module that holds the SHA-256 of every card in a folder of models."""
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
    write_atomically(path, text.encode("utf-8"))

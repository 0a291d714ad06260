"""The ``card-blocks`` and ``update-cards`` commands: figures in the documents, and older cards."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from engine.model.model_card import CARD_FILE
from engine.system.atomic_write import write_atomically


def add_cards(commands: Any) -> None:
    """Describe both commands; they need no TensorFlow."""
    blocks = commands.add_parser(
        "card-blocks", help="write the figures in README.md, the user guide and CARD.md"
    )
    blocks.add_argument(
        "--check", action="store_true", help="write nothing; end with 1 if a figure is out of date"
    )
    blocks.set_defaults(command=_card_blocks)
    update = commands.add_parser(
        "update-cards", help="write cards in the form of this version; no figure changes"
    )
    update.add_argument(
        "folder", type=Path, nargs="*", help="of a model (default: all bundled models)"
    )
    update.set_defaults(command=_update_cards)


def write_blocks(root: Path, *, check: bool = False) -> list[Path]:
    """Bring the figures of all pages up to date.

    Parameters
    ----------
    root : Path
        The project's folder.
    check : bool
        Write nothing.

    Returns
    -------
    list of Path
        The pages that were out of date.

    Raises
    ------
    UserFacingError
        If a card cannot be read, or a page has no place for its figures.
    """
    from training.exporting.card_blocks import pages

    stale = [
        (page, text)
        for page, text in pages(root).items()
        if not page.is_file() or page.read_text(encoding="utf-8") != text
    ]
    if not check:
        for page, text in stale:
            write_atomically(page, text.encode("utf-8"))
    return [page for page, _ in stale]


def update_cards(folders: list[Path]) -> None:
    """Write the cards of models, and ``CARD.md``, in the form of this version.

    Graphs and figures stay as they are. Where a bundled model is among them, its card is pinned.

    Raises
    ------
    UserFacingError
        If a card cannot be read.
    """
    from training.exporting.card_file import read_card, write_card
    from training.exporting.card_text import card_text, write_card_text
    from training.exporting.install import MODELS, PINS, pin

    cards = {folder: read_card(folder) for folder in folders}
    for folder, card in cards.items():
        try:
            card_text(card)
        except (LookupError, TypeError, ValueError) as error:
            raise UserFacingError(
                f"The card of the model {folder.name} is incomplete.",
                "Name a folder that `python -m training export` wrote.",
                folder,
            ) from error
    for folder, card in cards.items():
        write_card(folder, card)
        write_card_text(folder, card)
    if any(folder.resolve().parent == MODELS for folder in folders):
        pin(PINS, MODELS)


def _card_blocks(options: argparse.Namespace) -> None:
    from training.exporting.install import ROOT

    stale = write_blocks(ROOT, check=options.check)
    names = ", ".join(str(page.relative_to(ROOT)) for page in stale)
    if stale and options.check:
        raise UserFacingError(
            f"These pages do not have the figures of the cards: {names}.",
            "Run `python -m training card-blocks`.",
        )
    print(f"Wrote {names}" if stale else "All figures are those of the cards.")


def _update_cards(options: argparse.Namespace) -> None:
    from training.exporting.install import MODELS

    folders = options.folder or [path.parent for path in sorted(MODELS.glob(f"[!.]*/{CARD_FILE}"))]
    update_cards(folders)
    print(f"Wrote {', '.join(str(folder / CARD_FILE) for folder in folders)}")

"""``second-reader models``: the bundled models and their figures."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final, TextIO

from engine.commands.json_lines import as_json_line
from engine.interfaces import FindingReader
from engine.model.model_card import Figure, ModelCard
from engine.terminal_text import aligned, printable
from engine.wording import RESEARCH_USE, percent

_HEADER: Final = ("  Figure", "Measured on", "Value", "95 % interval", "Scans")
_NUMBERS: Final = (2, 4)


def run_models(arguments: argparse.Namespace, reader: FindingReader, output: TextIO) -> int:
    """Carry out ``models``.

    Parameters
    ----------
    arguments : argparse.Namespace
        As parsed by what `engine.commands.arguments.describe_models` described.
    reader : FindingReader
        Knows the bundled models.
    output : TextIO
        Standard output.

    Returns
    -------
    int
        Exit status 0.

    Raises
    ------
    ModelError
        If a bundled model is missing or altered.
    """
    cards = list(reader.models())
    if arguments.json:
        output.writelines(as_json_line(_record(card)) for card in cards)
        return 0
    for lines in ([*_title(card), *_figures(card.figures), ""] for card in cards):
        output.writelines(f"{line}\n" for line in lines)
    if not cards:
        output.write("No models are bundled.\n")
    output.write(RESEARCH_USE + "\n")
    return 0


def _record(card: ModelCard) -> dict[str, Any]:
    return {
        "name": card.name,
        "version": card.version,
        "sha256": card.graph_sha256,
        "modality": str(card.modality),
        "classes": list(card.classes),
        "operating_points": [asdict(point) for point in card.operating_points],
        "figures": [asdict(figure) for figure in card.figures],
    }


def _title(card: ModelCard) -> list[str]:
    point = card.operating_points[0]
    return [
        printable(f"{card.name} {card.version} reads {card.modality}: {', '.join(card.classes)}"),
        f"  SHA-256 {card.graph_sha256}",
        printable(
            f"  Operating point {point.name}, reached from a malignancy probability of "
            f"{percent(point.threshold)}"
        ),
    ]


def _figures(figures: Iterable[Figure]) -> list[str]:
    rows = [
        (
            f"  {printable(figure.name)}",
            printable(figure.data),
            f"{figure.value:.3f}",
            f"{figure.low:.3f} to {figure.high:.3f}",
            str(figure.count),
        )
        for figure in figures
    ]
    return aligned([_HEADER, *rows], right=_NUMBERS) if rows else []

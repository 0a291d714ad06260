"""Figures in README.md, the user guide and CARD.md, written from the cards of the bundled models.

In README.md and the user guide they stand between two marks; CARD.md is written as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from engine.errors import UserFacingError
from engine.messages import figures as names
from engine.messages.message import Message, Template
from engine.model.model_card import CARD_FILE, Figure, ModelCard, load_card
from engine.scan import Modality
from engine.wording import EXPERIMENTAL
from training.exporting.card_file import read_card
from training.exporting.card_text import CARD_TEXT, card_text
from training.markdown import markdown_table

BEGIN: Final = "<!-- figures: begin -->"
END: Final = "<!-- figures: end -->"
_ORDER: Final = tuple(Modality)

Cell = Callable[[ModelCard, str], str]
Column = tuple[ModelCard, str]
Named = Message | Template


def pages(root: Path) -> dict[Path, str]:
    """Return every page that holds figures of a bundled model, as it should be.

    Parameters
    ----------
    root : Path
        The project's folder.

    Raises
    ------
    UserFacingError
        If a card cannot be read, or a page has no marks.
    """
    folders = [path.parent for path in sorted((root / "models").glob(f"[!.]*/{CARD_FILE}"))]
    cards = sorted(map(load_card, folders), key=lambda card: _ORDER.index(card.modality))
    found = {folder / CARD_TEXT: card_text(read_card(folder)) for folder in folders}
    for name, block in (("README.md", _readme), ("docs/user-guide.md", _user_guide)):
        page = root / name
        found[page] = _with_block(page, block(cards))
    return found


def _with_block(page: Path, block: str) -> str:
    before, begun, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise UserFacingError(
            f"{page.name} has no place for the figures of the models.",
            f"Put the lines {BEGIN} and {END} where they belong.",
            page,
        )
    return f"{before}{BEGIN}\n{block}\n{END}{after}"


def _readme(cards: Sequence[ModelCard]) -> str:
    """Return a table for each model, with a column for each data set."""
    return "\n\n".join(
        part
        for card in cards
        for part in (
            f"**{_title(card).capitalize()}** ({', '.join(card.classes)})",
            _table([(card, data) for data in _data_sets(card)], _rows(card)),
        )
    )


def _rows(card: ModelCard) -> list[tuple[str, Cell]]:
    """Return the rows of the README; the first is named by the classes that are told apart."""
    known = [figure.name for figure in card.figures if figure.id == names.AUC.identifier]
    return [(known[0] if known else "AUC", _interval(names.AUC)), *_README_ROWS]


def _user_guide(cards: Sequence[ModelCard]) -> str:
    """Return one table with a row for each model and data set."""
    columns = [(card, data) for card in cards for data in _data_sets(card)]
    head = ["model", "measured on", *(name for name, _ in _GUIDE_COLUMNS)]
    rows = [
        [_title(card), data, *(cell(card, data) for _, cell in _GUIDE_COLUMNS)]
        for card, data in columns
    ]
    return markdown_table(head, rows)


def _title(card: ModelCard) -> str:
    title = f"{card.name} {card.version}"
    return f"{title}, experimental" if card.modality in EXPERIMENTAL else title


def _data_sets(card: ModelCard) -> list[str]:
    return list(dict.fromkeys(figure.data for figure in card.figures))


def _table(columns: Sequence[Column], rows: Sequence[tuple[str, Cell]]) -> str:
    """Return a table without the rows that say nothing of these columns."""
    filled = [[label, *(cell(*column) for column in columns)] for label, cell in rows]
    return markdown_table(
        ["", *(data for _, data in columns)], [row for row in filled if any(row[1:])]
    )


def _figure(card: ModelCard, data: str, name: Named) -> Figure | None:
    wanted = (name.identifier, data)
    return next((one for one in card.figures if (one.id, one.data) == wanted), None)


def _value(name: Named) -> Cell:
    def cell(card: ModelCard, data: str) -> str:
        figure = _figure(card, data, name)
        return "" if figure is None else f"{figure.value:.3f}"

    return cell


def _interval(name: Named) -> Cell:
    def cell(card: ModelCard, data: str) -> str:
        figure = _figure(card, data, name)
        if figure is None:
            return ""
        return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"

    return cell


def _both(form: str, first: Cell, second: Cell) -> Cell:
    def cell(card: ModelCard, data: str) -> str:
        values = (first(card, data), second(card, data))
        return form.format(*values) if all(values) else ""

    return cell


def _scans(card: ModelCard, data: str) -> str:
    figure = _figure(card, data, names.ACCURACY)
    return "" if figure is None else str(figure.count)


def _inconclusive(card: ModelCard, data: str) -> str:
    figure = _figure(card, data, names.SHARE_OUTSIDE_ZONE)
    return "" if figure is None else f"{100 * (1 - figure.value):.0f} %"


_README_ROWS: Final = (
    ("AUC lesion/normal", _interval(names.AUC_LESION)),
    ("AUC by breast", _interval(names.AUC_BY_BREAST)),
    ("AUC by woman", _interval(names.AUC_BY_PATIENT)),
    ("AUC of age alone, no picture", _value(names.AUC_AGE)),
    ("AUC of the patient's number alone, no picture", _value(names.AUC_NUMBER)),
    ("AUC where both classes have such numbers", _interval(names.AUC_AMONG_PATIENTS)),
    (
        "sensitivity / specificity at the operating point",
        _both("{} / {}", _value(names.SENSITIVITY), _value(names.SPECIFICITY)),
    ),
    (
        "the same at the operating point for 90 %",
        _both(
            "{} / {}",
            _value(names.SENSITIVITY_FOR),
            _value(names.SPECIFICITY_FOR),
        ),
    ),
    (
        "accuracy (the most common class always)",
        _both("{} ({})", _value(names.ACCURACY), _value(names.MAJORITY)),
    ),
    ("calibration error", _value(names.CALIBRATION_ERROR)),
    ("inconclusive", _inconclusive),
    (
        "heatmap peak on the lesion (by chance)",
        _both("{} ({})", _value(names.PEAK_ON_LESION), _value(names.LESION_SHARE)),
    ),
    ("scans", _scans),
)
_GUIDE_COLUMNS: Final = (
    ("AUC", _interval(names.AUC)),
    ("sensitivity", _value(names.SENSITIVITY)),
    ("specificity", _value(names.SPECIFICITY)),
    ("inconclusive", _inconclusive),
    ("scans", _scans),
)

"""Section about the models that answered: their figures and limits."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from engine.finding import ModelIdentity
from engine.messages.figures import (
    AUC,
    CALIBRATION_ERROR,
    PEAK_ON_LESION,
    SENSITIVITY,
    SPECIFICITY,
)
from engine.model.model_card import Figure, ModelCard
from engine.report import words
from engine.report.fonts import Fonts
from engine.report.style import BODY, CELL, GAP, GRID, HEAD, SECTION, SMALL
from engine.report.text import markup, shortened

# Of the figures of a card those that say most.
_COLUMNS: Final = tuple(
    each.identifier for each in (AUC, SENSITIVITY, SPECIFICITY, CALIBRATION_ERROR, PEAK_ON_LESION)
)
_LIMITS: Final = 12


def model_line(model: ModelIdentity, fonts: Fonts) -> Paragraph:
    """Return name, version and hash of the model that answered, on a line."""
    text = f"Model {model.name}, version {model.version}, SHA-256 {model.sha256}"
    return Paragraph(markup(shortened(text), fonts), SMALL)


def card_section(card: ModelCard, fonts: Fonts, width: float) -> list[Flowable]:
    """Return the figures and limits on the card of a model.

    Parameters
    ----------
    card : ModelCard
        The card.
    fonts : Fonts
        What can be drawn.
    width : float
        Between the margins, in points.
    """
    name = markup(shortened(f"{card.name}, version {card.version}"), fonts)
    parts: list[Flowable] = [Paragraph(f"What the model was measured to do: {name}", SECTION)]
    table = _figures(card.figures, fonts, width)
    if table is not None:
        note = "As measured before release, from 0 to 1, with 95 % intervals."
        parts += [table, Spacer(0, 0.4 * GAP), Paragraph(note, SMALL)]
    return [KeepTogether(parts), *_limits(card, fonts)]


def _figures(figures: tuple[Figure, ...], fonts: Fonts, width: float) -> Table | None:
    stated = {(figure.data, figure.id): figure for figure in figures}
    names = {figure.id: figure.name for figure in figures}
    columns = [id_ for id_ in _COLUMNS if id_ in names]
    if not columns:
        return None
    heads = ("Data", *(words.capital(names[id_]) for id_ in columns), "Scans")
    rows = [[Paragraph(markup(shortened(head), fonts), HEAD) for head in heads]]
    for data in dict.fromkeys(figure.data for figure in figures):
        found = [stated.get((data, id_)) for id_ in columns]
        if not any(found):
            continue
        count = max(figure.count for figure in found if figure is not None)
        cells = ["" if figure is None else words.interval(figure) for figure in found]
        line = (markup(shortened(data), fonts), *cells, str(count))
        rows.append([Paragraph(cell, CELL) for cell in line])
    first, last = 0.2 * width, 0.08 * width
    each = (width - first - last) / len(columns)
    widths = [first, *[each] * len(columns), last]
    return Table(rows, colWidths=widths, style=GRID, repeatRows=1)


def _limits(card: ModelCard, fonts: Fonts) -> list[Flowable]:
    limits = card.document.get("limits")
    if not isinstance(limits, list) or not limits:
        return []
    texts = [markup(shortened(str(text), 1200), fonts) for text in limits[:_LIMITS]]
    head = Paragraph("Limits, as its card states them", HEAD, None)
    listed: list[Flowable] = [Paragraph(text, _LIMIT, bulletText="\N{EN DASH}") for text in texts]
    return [Spacer(0, 1.2 * GAP), KeepTogether([head, *listed[:1]]), *listed[1:]]


_LIMIT: Final = SMALL.clone("limit", leftIndent=9, bulletFontName=BODY.fontName, bulletFontSize=7.6)

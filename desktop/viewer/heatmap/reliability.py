"""Reliability of the heatmap: measured figures of the model, and its limits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.language import wording
from desktop.language.engine_texts import localised
from desktop.language.languages import decimal
from desktop.language.translation import translate
from desktop.style.theme import GRID
from desktop.widgets.page import close_box, label, rule
from engine.messages.figures import LESION_MAP_IOU, LESION_SHARE, PEAK_ON_LESION
from engine.model.model_card import Figure, ModelCard

_WIDTH = 78 * GRID
_OF_HEATMAPS = tuple(each.identifier for each in (PEAK_ON_LESION, LESION_SHARE, LESION_MAP_IOU))


class ReliabilityDialog(QDialog):
    """Dialog with the figures of the model card that concern the heatmap.

    Parameters
    ----------
    card : ModelCard or None
        Of the model that answered, if one did.
    """

    def __init__(self, card: ModelCard | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How reliable is the heatmap?"))
        self.setFixedWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        if card is None:
            layout.addWidget(label(self.tr("No model has answered for this scan."), "strong"))
        else:
            self._add_figures(layout, card)
        layout.addWidget(rule())
        layout.addWidget(label(self.tr("What it is not"), "strong"))
        for text in self._limits():
            layout.addWidget(label(text))
        layout.addSpacing(GRID)
        layout.addWidget(close_box(self))
        # QDialog ignores the height that wrapped labels need at this width.
        self.setFixedHeight(layout.heightForWidth(_WIDTH))

    def _add_figures(self, layout: QVBoxLayout, card: ModelCard) -> None:
        layout.addWidget(label(f"{card.name} {card.version}", "section"))
        figures = [figure for figure in card.figures if figure.id in _OF_HEATMAPS]
        if not figures:
            layout.addWidget(
                label(self.tr("For this model it was not measured: no masks were published."))
            )
            return
        layout.addWidget(
            label(self.tr("Measured against outlines drawn by radiologists, lesion by lesion."))
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(_right(self.tr("figure [95 % interval], scans"), "small"), 0, 1)
        row = 1
        # One heading per data set, in the order of the card.
        for data in dict.fromkeys(figure.data for figure in figures):
            grid.addWidget(label(localised(data), "strong"), row, 0, 1, 2)
            row += 1
            for figure in (figure for figure in figures if figure.data == data):
                grid.addWidget(label(_name(figure), wraps=False), row, 0)
                grid.addWidget(_value(figure), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 4)
            row += 1
        layout.addLayout(grid)

    def _limits(self) -> tuple[str, ...]:
        return (
            self.tr(
                "It shows what spoke for a class in this model. It is not the outline of a "
                "lesion and not a measurement of its size."
            ),
            self.tr(
                "A pale heatmap does not mean that nothing is there: the model errs, and then its "
                "heatmap errs with it."
            ),
            self.tr(
                "A heatmap on the right place does not make the answer right, and a convincing "
                "one is no second opinion."
            ),
        )


def _name(figure: Figure) -> str:
    known = {
        PEAK_ON_LESION.identifier: translate(
            "reliability", "The heatmap's peak lies on the lesion"
        ),
        LESION_SHARE.identifier: translate("reliability", "the same by chance"),
        LESION_MAP_IOU.identifier: translate(
            "reliability", "Overlap of the lesion outline with the radiologist's (median IoU)"
        ),
    }
    return known[figure.id]


def _value(figure: Figure) -> QLabel:
    # An IoU is given as a decimal, as the literature does; shares as percentages.
    is_share = figure.id != LESION_MAP_IOU.identifier
    values = (figure.value, figure.low, figure.high)
    value, low, high = (
        wording.percent(number) if is_share else decimal(number, 2) for number in values
    )
    return _right(f"{value}  [{low} \N{EN DASH} {high}], {figure.count}", "body")


def _right(text: str, role: str) -> QLabel:
    result = label(text, role, wraps=False)
    result.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return result

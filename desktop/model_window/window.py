"""Model window: what each model is, and how it was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language import wording
from desktop.language.languages import ENGLISH, current
from desktop.model_window.card_text import CardText, card_text, parts_of
from desktop.model_window.figures import Figures
from desktop.model_window.plots import Plots
from desktop.model_window.tabs import Tabs
from desktop.style.theme import GRID, Theme
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.drop_down import DropDown
from desktop.widgets.page import close_box, label, rule
from engine.finding import ModelIdentity
from engine.model.model_card import ModelCard

_SIZE: Final = (122 * GRID, 92 * GRID)
# Enough to compare by eye; the whole digest is on the card.
_HASH_DIGITS: Final = 12
# Headings of CARD.md, which `training.exporting` writes.
_USE: Final = ("Intended use", "Out of scope", "Limits")


class ModelWindow(QDialog):
    """Figures, plots, limits and card of each model.

    Parameters
    ----------
    cards : sequence of ModelCard
        Of the bundled models.
    models : Path
        The folder of the models: each lies in a folder of its own name.
    theme : Theme
        Of the application.
    chosen : ModelIdentity or None
        The model to show first.
    own : mapping or None
        The folders of models that lie elsewhere, by the SHA-256 of their graphs.
    """

    def __init__(
        self,
        cards: Sequence[ModelCard],
        models: Path,
        theme: Theme,
        chosen: ModelIdentity | None = None,
        parent: QWidget | None = None,
        own: Mapping[str, Path] | None = None,
    ) -> None:
        super().__init__(parent)
        self._own = own or {}
        self._cards, self._models, self._theme = tuple(cards), models, theme
        self.setWindowTitle(self.tr("About the models"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() * 0.9))
        self.choice = DropDown()
        self.choice.setAccessibleName(self.tr("Model"))
        self.choice.setMinimumWidth(26 * GRID)
        for card in self._cards:
            self.choice.addItem(f"{wording.modality(card.modality)}, {card.version}")
        self._title = label("", "figure")
        self._facts = label("", "muted")
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tabs = Tabs()
        self._lay_out()
        identities = [card.identity for card in self._cards]
        first = identities.index(chosen) if chosen in identities else 0
        self.choice.setCurrentIndex(first if self._cards else -1)
        self.choice.currentIndexChanged.connect(self.show_model)
        self.show_model(self.choice.currentIndex())

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        head.addLayout(words, 1)
        head.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        self.choice.setVisible(len(self._cards) > 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.addWidget(label(wording.research_use(), "small"), 1)
        foot.addWidget(close_box(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    @Slot(int)
    def show_model(self, index: int) -> None:
        """Show a model; -1 says that there is none."""
        if index < 0:
            self._title.setText(self.tr("No model is bundled"))
            self._facts.setText(self.tr("Scans can be looked at and measured, but not read."))
            self.tabs.set_pages([])
            return
        card = self._cards[index]
        self._title.setText(f"{card.name} {card.version}")
        self._facts.setText(self._summary(card))
        self.tabs.set_pages(self._pages(card))

    def _summary(self, card: ModelCard) -> str:
        classes = ", ".join(wording.class_inside(name) for name in card.classes)
        digits = f"{card.graph_sha256[:_HASH_DIGITS]}…"
        return self.tr("{}: {}. SHA-256 {}").format(wording.read_as(card.modality), classes, digits)

    def _pages(self, card: ModelCard) -> list[tuple[str, QWidget]]:
        folder = self._own.get(card.graph_sha256, self._models / card.name)
        text = card_text(folder)
        limits = parts_of(text, _USE)
        return [
            (self.tr("Figures"), Figures(card)),
            (self.tr("Plots"), Plots(folder)),
            (self.tr("Use and limits"), self._page_of(limits)),
            (self.tr("Whole card"), self._page_of(text)),
        ]

    def _in_english(self) -> str:
        return self.tr("The card of the model is written in English.")

    def _page_of(self, text: str) -> QWidget:
        if text:
            note = "" if current() == ENGLISH else f"*{self._in_english()}*\n\n"
            return CardText(note + text, self._theme)
        return BlankPage(
            "report",
            self.tr("No text"),
            self.tr("The card of this model cannot be read; install the application again."),
        )

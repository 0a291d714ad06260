"""Resume prompt: offers to go on with an earlier batch, to show it or to remove it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.batch.store import EarlierBatch
from desktop.language import wording
from desktop.language.languages import count
from desktop.style.theme import GRID
from desktop.widgets.page import label


class ResumePrompt(QFrame):
    """A line above the rows with two buttons.

    Signals
    -------
    accepted(object)
        The `EarlierBatch` to go on with, or to show.
    declined()
        The earlier batch is to be removed.
    """

    accepted = Signal(object)
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("kind", "notice")
        self._batch: EarlierBatch | None = None
        self._summary = label("", "strong")
        self._hint = label()
        self.accept_button = QPushButton()
        self.accept_button.setProperty("kind", "primary")
        self.decline_button = QPushButton(self.tr("Remove it"))
        for button in (self.accept_button, self.decline_button):
            button.setProperty("size", "small")
        self.accept_button.clicked.connect(self._on_accepted)
        self.decline_button.clicked.connect(self._on_declined)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._summary)
        words.addWidget(self._hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID + 4)
        layout.addLayout(words, 1)
        for button in (self.decline_button, self.accept_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def text(self) -> str:
        """The words of the prompt."""
        return f"{self._summary.text()} {self._hint.text()}"

    def show_batch(self, batch: EarlierBatch | None) -> None:
        """Offer an earlier batch; None hides the prompt."""
        self._batch = batch
        if batch is None:
            self.hide()
            return
        names = ", ".join(wording.file_name(folder) for folder in batch.plan.folders)
        read = count(batch.rows)
        if batch.is_finished:
            self._summary.setText(self.tr("The rows of the last batch are still here."))
            self._hint.setText(self.tr("{}, files read: {}").format(names, read))
            self.accept_button.setText(self.tr("Show them"))
        else:
            self._summary.setText(self.tr("The last batch was not finished."))
            self._hint.setText(self.tr("{}, files read so far: {}").format(names, read))
            self.accept_button.setText(self.tr("Resume"))
        self.setAccessibleName(self.tr("An earlier batch"))
        self.setAccessibleDescription(self.text)
        self.show()

    @Slot()
    def _on_accepted(self) -> None:
        batch = self._batch
        self.show_batch(None)
        self.accepted.emit(batch)

    @Slot()
    def _on_declined(self) -> None:
        self.show_batch(None)
        self.declined.emit()

"""Search field that waits for a pause in typing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

# Longer than between two letters, shorter than a wait.
_PAUSE_MS: Final = 120


class SearchField(QLineEdit):
    """A line edit that signals a change after a short pause.

    Without it, thousands of rows would be filtered at each letter of a word.

    Parameters
    ----------
    hint : str
        Shown while the field is empty.
    name : str
        For assistive technology.

    Signals
    -------
    rested()
        The text was changed and then stayed the same for 120 ms.
    """

    rested = Signal()

    def __init__(self, hint: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_PAUSE_MS)
        self._typing.timeout.connect(self.rested)
        self.textChanged.connect(self._typing.start)

    @property
    def words(self) -> tuple[str, ...]:
        """The words to search for, case-folded."""
        return tuple(self.text().casefold().split())

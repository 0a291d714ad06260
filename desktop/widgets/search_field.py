"""A field to search in, which waits until a word is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

_PAUSE_MS: Final = 120


class SearchField(QLineEdit):
    """A field that tells of what was typed after a short pause.

    Whoever types a word does not want thousands of rows filtered at each letter of it.

    Parameters
    ----------
    hint : str
        Shown while the field is empty.
    name : str
        For assistive technology.

    Signals
    -------
    rested()
        The text has changed and stayed the same for a moment.
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
        """What is searched, without regard to case."""
        return tuple(self.text().casefold().split())

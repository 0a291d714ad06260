"""Unsaved rows of a batch: asks before they are lost."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget


class UnsavedRows(QObject):
    """Knows whether the rows of a window were exported, and whether a journal keeps them.

    Parameters
    ----------
    window : QWidget
        In front of which the user is asked.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._are_exported = self._may_close = True

    def on_batch_began(self) -> None:
        """Note that there are no rows yet, and that a journal keeps those to come."""
        self._are_exported = self._may_close = True

    def on_rows_arrived(self) -> None:
        """Note that there are rows that were not exported."""
        self._are_exported = False

    def on_exported(self) -> None:
        """Note that all rows were exported."""
        self._are_exported = True

    def on_journal_unwritable(self) -> None:
        """Note that the rows are lost when the window closes."""
        self._may_close = False

    def may_be_replaced(self) -> bool:
        """Ask whether a new batch may take the place of rows that were not exported."""
        return self._are_exported or self._agrees(
            self.tr("Begin a new batch"),
            self.tr(
                "The rows of the last batch have not been exported. A new batch takes their place."
            ),
        )

    def may_close(self) -> bool:
        """Ask whether to close if that loses rows; once agreed to, it is not asked again."""
        # Closing the main window asks first, and closing this one would ask again.
        self._may_close = (
            self._may_close
            or self._are_exported
            or self._agrees(
                self.tr("Close the batch"),
                self.tr(
                    "The rows have not been exported. They are lost when this window is closed."
                ),
            )
        )
        return self._may_close

    def _agrees(self, title: str, words: str) -> bool:
        choices = QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel
        answer = QMessageBox.question(self._window, title, words, choices)
        return answer is QMessageBox.StandardButton.Ok

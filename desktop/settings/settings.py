"""All settings of one user in one object."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.settings.preferences import Preferences
from desktop.settings.window_state import WindowState
from engine.errors import UserFacingError


class Settings(Preferences, WindowState):
    """The preferences and the window's state, and the file of both.

    Parameters
    ----------
    file : Path or None
        An INI file to keep them in; None for the place that the system provides.
    """

    @property
    def history_file(self) -> Path:
        """Where the history is kept."""
        return self.data_folder / "history.sqlite"

    def remember(self, path: Path) -> None:
        """Put a file first in the list of recent ones, if the user wants such a list."""
        if self.keeps_recent:
            self.put_first(path)

    def save(self) -> None:
        """Write everything to disk now.

        Raises
        ------
        UserFacingError
            If it cannot be written; what was written before stays as it is.
        """
        self.store.sync()

    def report_faults_to(self, report: Callable[[UserFacingError], object]) -> None:
        """Name who is called when the settings cannot be written of their own accord."""
        self.store.on_fault = report

"""Windows of grey values: the list of the file's, and what the view shows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from desktop.viewer.reading import Reading
from desktop.viewer.stage import Stage
from desktop.viewer.windowing.windowing import Look, Tones


class ToneControl(QObject):
    """Keeps the list of windows, the action to invert and the view in step.

    Parameters
    ----------
    stage : Stage
        With the view and the list.
    actions : mapping
        The window's actions by name.
    """

    def __init__(
        self, stage: Stage, actions: Mapping[str, QAction], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage, self._actions = stage, actions
        self._tones: Tones | None = None
        stage.view.look_changed.connect(self._on_look_changed)
        stage.header.windows.chosen.connect(stage.view.set_window)

    def show_reading(self, reading: Reading | None) -> None:
        """Offer the windows of another scan."""
        tones = None if reading is None else reading.tones
        self._actions["next_window"].setEnabled(tones is not None and bool(tones.windows))
        if tones is self._tones:
            return
        self._tones = tones
        self._stage.header.windows.offer(() if tones is None else tones.windows)
        self._on_look_changed(self._stage.view.look)

    @Slot()
    def next_window(self) -> None:
        """Go through the windows of the file, and back to what it asks for."""
        if self._tones is None:
            return
        choices = [None, *self._tones.windows]
        now = self._stage.view.look.window
        place = choices.index(now) if now in choices else -1
        self._stage.view.set_window(choices[(place + 1) % len(choices)])

    @Slot(object)
    def _on_look_changed(self, look: Look) -> None:
        self._stage.header.windows.show_window(look.window)
        self._actions["invert"].setChecked(look.is_inverted)

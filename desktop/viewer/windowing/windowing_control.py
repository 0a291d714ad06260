"""Windows of grey values: the list of the file's, and what the view shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance, Slot
from PySide6.QtGui import QAction

from desktop.viewer.windowing.window_list import WindowBox
from desktop.viewer.windowing.windowing import Look, Tones
from engine.scan import VoiWindow


class WindowedView(Protocol):
    """A view that windows are chosen for, such as `desktop.viewer.scan_view.ScanView`."""

    @property
    def look(self) -> Look:
        """How the grey values are displayed."""

    @property
    def look_changed(self) -> SignalInstance:
        """Signal with the `Look` in force."""

    def set_window(self, window: VoiWindow | None) -> None:
        """Display the grey values through a window; None for the default of the file."""


class ToneControl(QObject):
    """Keeps the list of windows, the action to invert and the view in step.

    Parameters
    ----------
    view : WindowedView
        Shows the scan.
    windows : WindowBox
        Lists the windows of its file.
    actions : mapping
        The window's actions by name.
    """

    def __init__(
        self,
        view: WindowedView,
        windows: WindowBox,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._windows, self._actions = view, windows, actions
        self._tones: Tones | None = None
        view.look_changed.connect(self._on_look_changed)
        windows.chosen.connect(view.set_window)

    def show_scan(self, tones: Tones | None) -> None:
        """Offer the windows of another scan, or of none."""
        self._actions["next_window"].setEnabled(tones is not None and bool(tones.windows))
        if tones is self._tones:
            return
        self._tones = tones
        self._windows.offer(() if tones is None else tones.windows)
        self._on_look_changed(self._view.look)

    @Slot()
    def next_window(self) -> None:
        """Go through the windows of the file, and back to what it asks for."""
        if self._tones is None:
            return
        choices = [None, *self._tones.windows]
        now = self._view.look.window
        place = choices.index(now) if now in choices else -1
        self._view.set_window(choices[(place + 1) % len(choices)])

    @Slot(object)
    def _on_look_changed(self, look: Look) -> None:
        self._windows.show_window(look.window)
        self._actions["invert"].setChecked(look.is_inverted)

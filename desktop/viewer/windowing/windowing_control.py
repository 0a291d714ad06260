"""Control of windowing: keeps the list of windows, the actions and the view in step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance, Slot
from PySide6.QtGui import QAction

from desktop.viewer.windowing.window_list import WindowList
from desktop.viewer.windowing.windowing import DisplaySettings, GreyDisplay
from engine.scan import VoiWindow


class WindowedView(Protocol):
    """A view that windows are chosen for, such as `desktop.viewer.view.scan_view.ScanView`."""

    @property
    def display_settings(self) -> DisplaySettings:
        """How the grey values are displayed."""

    @property
    def display_changed(self) -> SignalInstance:
        """Signal with the `DisplaySettings` in force."""

    def set_window(self, window: VoiWindow | None) -> None:
        """Display the grey values through a window; None for the default of the file."""


class WindowingControl(QObject):
    """Hands windows from the list to the view, and shows which one is in force.

    Parameters
    ----------
    view : WindowedView
        Shows the scan.
    windows : WindowList
        Lists the windows of its file.
    actions : mapping
        The window's actions by name.
    """

    def __init__(
        self,
        view: WindowedView,
        windows: WindowList,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._windows, self._actions = view, windows, actions
        self._display: GreyDisplay | None = None
        view.display_changed.connect(self._on_display_changed)
        windows.chosen.connect(view.set_window)

    def show_scan(self, display: GreyDisplay | None) -> None:
        """Offer the windows of another scan, or of none."""
        self._actions["next_window"].setEnabled(display is not None and bool(display.windows))
        if display is self._display:
            return
        self._display = display
        self._windows.offer(() if display is None else display.windows)
        self._on_display_changed(self._view.display_settings)

    @Slot()
    def next_window(self) -> None:
        """Switch to the next window of the file; after the last one, to its default."""
        if self._display is None:
            return
        choices = [None, *self._display.windows]
        now = self._view.display_settings.window
        # From a dragged window, the next one is the default of the file.
        place = choices.index(now) if now in choices else -1
        self._view.set_window(choices[(place + 1) % len(choices)])

    @Slot(object)
    def _on_display_changed(self, settings: DisplaySettings) -> None:
        self._windows.show_window(settings.window)
        self._actions["invert"].setChecked(settings.is_inverted)

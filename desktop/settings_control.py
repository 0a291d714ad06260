"""Applies changed settings to the window at once, and remembers what is changed there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.menus import Menus
from desktop.settings.preferences import Appearance, Preferences, decides_about_findings
from desktop.settings.setting import Setting
from desktop.settings.settings import Settings
from desktop.style.theme import Theme
from desktop.viewer.heatmap.heatmap_controls import HeatmapControls


class SettingsControl(QObject):
    """Keeps the settings and the window in step.

    Parameters
    ----------
    settings : Settings
        Are applied and changed.
    theme : Theme
        Has the appearance.
    menus : Menus
        Offer the appearance, too.
    heatmap : HeatmapControls
        Have the opacity and the threshold of the heatmap.

    Signals
    -------
    models_changed()
        Findings may differ from now on.
    """

    models_changed = Signal()

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        menus: Menus,
        heatmap: HeatmapControls,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._theme, self._menus, self._heatmap = settings, theme, menus, heatmap
        menus.appearance_chosen.connect(self._on_appearance_chosen)
        self.show_heatmap()

    @Slot(object)
    def apply(self, setting: Setting[Any]) -> None:
        """Have the window follow a setting that was changed in the preferences."""
        if setting is Preferences.appearance:
            self._theme.set_appearance(self._settings.appearance)
            self._menus.show_appearance(self._settings.appearance)
        elif setting in {Preferences.opacity, Preferences.threshold}:
            self.show_heatmap()
        elif decides_about_findings(setting):
            self.models_changed.emit()

    def show_heatmap(self) -> None:
        """Put the sliders of the heatmap where the settings have them."""
        self._heatmap.set_opacity(self._settings.opacity)
        self._heatmap.set_threshold(self._settings.threshold)

    def remember_heatmap(self) -> None:
        """Keep the sliders of the heatmap as they are now."""
        self._settings.opacity = self._heatmap.opacity
        self._settings.threshold = self._heatmap.threshold

    @Slot(object)
    def _on_appearance_chosen(self, appearance: Appearance) -> None:
        self._settings.appearance = appearance
        self._theme.set_appearance(appearance)

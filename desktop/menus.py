"""Menu bar of the main window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.language import wording
from desktop.settings.preferences import Appearance
from desktop.settings.settings import Settings

_EDIT: Final = (
    ("undo", "redo"),
    ("delete_measurement",),
    ("pan", "window", "zoom", "measure"),
)
_VIEW: Final = (
    ("heatmap", "outline", "peek"),
    ("zoom_in", "zoom_out", "fit", "actual"),
    ("invert", "next_window"),
    ("turn_right", "turn_left", "flip", "flip_down", "reset"),
    ("strip", "header"),
)
_SCAN: Final = (
    ("previous_scan", "next_scan"),
    ("play", "frame_back", "frame_on", "frame_first", "frame_last", "most_suspicious"),
)
_HELP: Final = (("shortcuts",), ("about_models", "reliability"), ("intended_use", "about"))


class Menus(QObject):
    """Fills a window's menu bar.

    Signals
    -------
    recent_chosen(object)
        The path of a recent file, which may be gone.
    appearance_chosen(object)
        An `Appearance`.
    """

    recent_chosen = Signal(object)
    appearance_chosen = Signal(object)

    def __init__(
        self, window: QMainWindow, actions: Mapping[str, QAction], settings: Settings
    ) -> None:
        super().__init__(window)
        self._settings = settings
        bar = window.menuBar()
        file = bar.addMenu(self.tr("&File"))
        file.addActions([actions["open"], actions["open_folder"], actions["batch"]])
        self.recent = QMenu(self.tr("Open &recent"), file)
        # Another window of the program may have opened files since.
        self.recent.aboutToShow.connect(self.fill_recent)
        file.addMenu(self.recent)
        file.addAction(actions["history"])
        demos = file.addMenu(self.tr("&Demonstration scans"))
        names = ("demo", "demo_cine", "demo_mammogram", "demo_thermogram")
        demos.addActions([actions[name] for name in names])
        file.addSeparator()
        file.addAction(actions["report"])
        file.addSeparator()
        file.addAction(actions["settings"])
        file.addSeparator()
        file.addActions([actions["close"], actions["quit"]])
        _fill(bar.addMenu(self.tr("&Edit")), actions, _EDIT)
        view = bar.addMenu(self.tr("&View"))
        _fill(view, actions, _VIEW)
        view.addSeparator()
        view.addMenu(self._appearance_menu(view))
        _fill(bar.addMenu(self.tr("&Scan")), actions, _SCAN)
        help_menu = bar.addMenu(self.tr("&Help"))
        # By its first word, macOS would take it for "About the program".
        actions["about_models"].setMenuRole(QAction.MenuRole.NoRole)
        _fill(help_menu, actions, _HELP)
        self.fill_recent()

    @Slot()
    def fill_recent(self) -> None:
        """Bring the list of recent files up to date."""
        self.recent.clear()
        paths = self._settings.recent
        for number, path in enumerate(paths, start=1):
            # An ampersand in a name is no mnemonic. The menu does not check that a file is still
            # there: a server that is gone would freeze it.
            name = wording.file_name(path).replace("&", "&&")
            self._add(self.recent, f"&{number} {name}", partial(self.recent_chosen.emit, path))
        if paths:
            self.recent.addSeparator()
            self._add(self.recent, self.tr("&Forget them"), self._forget)
        else:
            self._add(self.recent, self.tr("No recent files"), self._forget).setEnabled(False)

    def show_appearance(self, appearance: Appearance) -> None:
        """Tick an appearance that was chosen in the preferences."""
        self._appearances[appearance].setChecked(True)

    def _add(self, menu: QMenu, text: str, chosen: Callable[[], None]) -> QAction:
        action = QAction(text, menu)
        action.triggered.connect(chosen)
        menu.addAction(action)
        return action

    def _forget(self) -> None:
        self._settings.forget_all()
        self.fill_recent()

    def _appearance_menu(self, parent: QMenu) -> QMenu:
        menu = QMenu(self.tr("&Appearance"), parent)
        group = QActionGroup(menu)
        self._appearances: dict[Appearance, QAction] = {}
        for appearance, text in (
            (Appearance.SYSTEM, self.tr("As the &system")),
            (Appearance.LIGHT, self.tr("&Light")),
            (Appearance.DARK, self.tr("&Dark")),
        ):
            action = self._add(menu, text, partial(self.appearance_chosen.emit, appearance))
            action.setCheckable(True)
            action.setChecked(self._settings.appearance is appearance)
            group.addAction(action)
            self._appearances[appearance] = action
        return menu


def _fill(menu: QMenu, actions: Mapping[str, QAction], groups: tuple[tuple[str, ...], ...]) -> None:
    for number, names in enumerate(groups):
        if number:
            menu.addSeparator()
        menu.addActions([actions[name] for name in names])

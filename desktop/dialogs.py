"""The dialogs that need no controller of their own; each is loaded when it is first asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.settings.settings import Settings
from desktop.shortcuts import Shortcuts
from desktop.style.theme import Theme
from desktop.system.paths import models_dir
from desktop.viewer.session import Session
from engine.errors import UserFacingError
from engine.interfaces import FindingReader


class Dialogs(QObject):
    """Opens dialogs above the window.

    Parameters
    ----------
    window : QWidget
        The main window.
    session : Session
        What is open says which model answered.
    reader : FindingReader
        Knows the models in use.
    settings : Settings
        Are shown and changed.
    shortcuts : Shortcuts
        Are shown and changed.
    theme : Theme
        Of the application.

    Signals
    -------
    setting_changed(object)
        A `Setting` that has another value now.
    action_chosen(str)
        The name of an action that a button of the preferences stands for.
    failed(object)
        An exception that kept a dialog from opening.
    """

    setting_changed = Signal(object)
    action_chosen = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        reader: FindingReader,
        settings: Settings,
        shortcuts: Shortcuts,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._reader = window, session, reader
        self._settings, self._shortcuts, self._theme = settings, shortcuts, theme

    @Slot()
    def show_preferences(self) -> None:
        """Show the preferences; changes take effect at once."""
        from desktop.preferences.dialog import PreferencesDialog

        dialog = PreferencesDialog(self._settings, self._theme, self._window)
        dialog.changed.connect(self.setting_changed)
        dialog.action_chosen.connect(self.action_chosen)
        dialog.open()

    @Slot()
    def show_shortcuts(self) -> None:
        """Show the sheet of keys and gestures."""
        from desktop.shortcut_sheet import ShortcutSheet

        ShortcutSheet(self._shortcuts, self._window).open()

    @Slot()
    def show_models(self) -> None:
        """Show the cards of the models; the model that answered comes first."""
        from desktop.model_window.window import ModelWindow

        finding = self._session.finding
        chosen = None if finding is None else finding.model
        try:
            cards = self._reader.models()
        except UserFacingError as error:
            self.failed.emit(error)
            return
        own = {
            each.card.graph_sha256: each.folder
            for each in self._settings.installed_models
            if each.is_own
        }
        ModelWindow(cards, models_dir(), self._theme, chosen, self._window, own).open()

    @Slot()
    def show_reliability(self) -> None:
        """Show how reliable the heatmap was measured to be, and what it does not show."""
        from desktop.viewer.heatmap.reliability import ReliabilityDialog

        reading = self._session.reading
        ReliabilityDialog(None if reading is None else reading.card, self._window).open()

    @Slot()
    def show_intended_use(self) -> None:
        """Show the intended use again."""
        from desktop.intended_use import IntendedUse

        page = IntendedUse(is_accepted=True, parent=self._window)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.open()

    @Slot()
    def show_about(self) -> None:
        """Show the program's version and the licences."""
        from desktop.about import About

        About(self._window).open()

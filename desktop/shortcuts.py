"""Shortcuts: the keys of the actions, from the table or chosen by the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction, QKeySequence

from desktop.actions import ACTIONS, set_shortcuts
from desktop.settings.settings import Settings


class Shortcuts:
    """Gives the actions their keys, and remembers those that differ from the table.

    Parameters
    ----------
    actions : mapping
        The window's actions by name.
    settings : Settings
        Where the user's own keys are kept.
    """

    def __init__(self, actions: Mapping[str, QAction], settings: Settings) -> None:
        self._actions, self._settings = actions, settings
        self._usual = {
            spec.name: tuple(QKeySequence(keys) for keys in spec.shortcuts) for spec in ACTIONS
        }
        for name, keys in settings.shortcuts.items():
            if name in self._actions:
                self._set(name, [QKeySequence(keys)] if keys else [])

    def keys(self, name: str) -> tuple[QKeySequence, ...]:
        """Return the keys of an action, the one that menus show first."""
        return tuple(self._actions[name].shortcuts())

    def is_usual(self, name: str) -> bool:
        """Tell whether an action has the keys of the table."""
        return self.keys(name) == self._usual[name]

    def owner_of(self, keys: QKeySequence) -> str | None:
        """Return the name of the action that some keys belong to."""
        if keys.isEmpty():
            return None
        return next((name for name in self._usual if keys in self.keys(name)), None)

    def change(self, name: str, keys: QKeySequence) -> None:
        """Give an action one other key, or none; an action that had this key loses it."""
        other = self.owner_of(keys)
        if other is not None and other != name:
            self._remember(other, [own for own in self.keys(other) if own != keys])
        self._remember(name, [] if keys.isEmpty() else [keys])

    def reset(self) -> None:
        """Give all actions the keys of the table."""
        self._settings.shortcuts = {}
        for name, keys in self._usual.items():
            self._set(name, keys)

    def _remember(self, name: str, keys: Sequence[QKeySequence]) -> None:
        self._set(name, keys)
        portable = QKeySequence.SequenceFormat.PortableText
        first = keys[0].toString(portable) if keys else ""
        self._settings.shortcuts = {**self._settings.shortcuts, name: first}

    def _set(self, name: str, keys: Sequence[QKeySequence]) -> None:
        set_shortcuts(self._actions[name], keys)

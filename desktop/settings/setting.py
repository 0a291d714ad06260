"""A setting as a typed attribute, declared once: key, default, and its row in the dialog.

A class that inherits from `desktop.settings.store.Stored` declares its settings as attributes; read
or assigned on an instance, they are values of the declared type. A value that is missing or damaged
reads as the default.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Self, TypeAlias, TypeVar, overload

from PySide6.QtCore import QByteArray

from desktop.settings.store import Stored

T = TypeVar("T")
Word = TypeVar("Word", bound=str)
Options: TypeAlias = Callable[[Any], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the preferences dialog.

    Attributes
    ----------
    title : str
        Before translation.
    icon : str
        Name of a file in ``resources/icons``, without its ending.
    """

    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the preferences dialog.

    Attributes
    ----------
    page : Page
        The page that it stands on, below the rows declared before it.
    label, help : str
        Before translation; the help may be empty.
    """

    page: Page
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A row without a setting: a button that triggers an action of the window.

    Attributes
    ----------
    row : Row
        Where it stands and what it says.
    action : str
        The action's name; empty for a button that the dialog itself answers.
    """

    row: Row
    action: str = ""


class Setting(Generic[T]):
    """Base of all kinds of settings.

    Parameters
    ----------
    key : str
        In the file: group, slash, name. Changing a released one takes a step in `migrations`.
    default : T
        The value where none was set.
    row : Row or None
        Its place in the preferences dialog; None for what the dialog does not offer.
    """

    name: str
    """Of the attribute."""

    def __init__(self, key: str, default: T, row: Row | None = None) -> None:
        self.key, self.default, self.row = key, default, row

    def __set_name__(self, owner: type[Stored], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, owner: None, kind: type[Stored]) -> Self: ...

    @overload
    def __get__(self, owner: Stored, kind: type[Stored]) -> T: ...

    def __get__(self, owner: Stored | None, kind: type[Stored]) -> Self | T:
        return self if owner is None else self.get(owner)

    def __set__(self, owner: Stored, value: T) -> None:
        self.set(owner, value)

    def get(self, owner: Stored) -> T:
        """Return the value."""
        stored = owner.store.value(self.key)
        return self.default if stored is None else self._decoded(stored)

    def set(self, owner: Stored, value: T) -> None:
        """Set the value; it is written soon."""
        owner.store.setValue(self.key, self._encoded(value))

    def _decoded(self, stored: object) -> T:
        raise NotImplementedError

    def _encoded(self, value: T) -> object:
        return value


class Text(Setting[str]):
    """One line of text."""

    def _decoded(self, stored: object) -> str:
        return str(stored)


class Switch(Setting[bool]):
    """On or off.

    Parameters
    ----------
    key, default, row
        See `Setting`.
    needs : Switch or None
        The switch without which this one has no effect; the dialog disables it then.
    """

    def __init__(
        self, key: str, default: bool, row: Row | None = None, needs: Switch | None = None
    ) -> None:
        super().__init__(key, default, row)
        self.needs = needs

    def _decoded(self, stored: object) -> bool:
        return str(stored) == "true"

    def _encoded(self, value: bool) -> object:
        return "true" if value else "false"


class Share(Setting[float]):
    """A number from 0 to 1; the dialog shows it in per cent."""

    def _decoded(self, stored: object) -> float:
        try:
            return min(1.0, max(0.0, float(str(stored))))
        except ValueError:
            return self.default


class Count(Setting[int]):
    """A whole number that is not negative."""

    def _decoded(self, stored: object) -> int:
        text = str(stored)
        return int(text) if text.isdecimal() else self.default


class Choice(Setting[Word]):
    """One of several words: a member of an enumeration, or a text that may have become invalid.

    Parameters
    ----------
    key, default, row
        See `Setting`.
    options : callable
        Takes the settings and returns pairs of the text shown, before translation, and the word.
    """

    def __init__(self, key: str, default: Word, row: Row, options: Options) -> None:
        super().__init__(key, default, row)
        self.options = options

    def _decoded(self, stored: object) -> Word:
        # An enumeration refuses what is not in it; a plain text takes every text.
        try:
            return type(self.default)(str(stored))
        except ValueError:
            return self.default

    def _encoded(self, value: Word) -> object:
        return str(value)


class FilePath(Setting[Path | None]):
    """A file or folder, which may be gone by now; None where none was chosen."""

    def _decoded(self, stored: object) -> Path | None:
        return Path(str(stored)) if stored else self.default

    def _encoded(self, value: Path | None) -> object:
        return "" if value is None else str(value)


class PictureFile(FilePath):
    """A picture, or none."""


class Folder(FilePath):
    """A folder; None stands for the usual one."""


class Blob(Setting[QByteArray | None]):
    """Bytes as Qt stores them, such as the geometry of a window."""

    def _decoded(self, stored: object) -> QByteArray | None:
        return stored if isinstance(stored, QByteArray) else self.default


class TextGroup(Setting[dict[str, str]]):
    """A group of the file with any names: from each name to one line of text."""

    def __init__(self, key: str) -> None:
        super().__init__(key, {})

    def get(self, owner: Stored) -> dict[str, str]:
        """Return the whole group."""
        names = owner.store.keys_of(self.key)
        return {name: str(owner.store.value(f"{self.key}/{name}")) for name in names}

    def set(self, owner: Stored, value: dict[str, str]) -> None:
        """Replace the whole group."""
        owner.store.remove(self.key)
        for name, text in value.items():
            owner.store.setValue(f"{self.key}/{name}", text)

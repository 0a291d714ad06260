"""Sentence with its identifier: English text that a window can translate without parsing it.

A `Message` is a string, so that all that is written in English (the command line, CSV, JSON, a PDF)
uses it as any other string. It also carries the identifier of its declaration and the values in its
places, by which the window finds the sentence in its own language. A slice of it, or an f-string
with it, is a plain string again.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Self, SupportsIndex

Value = str | int | float
"""Value of a place; a `Message` there is translated along with its sentence."""

# Far more than any sentence has: a hostile pickle must not build a deep tree for the window.
_MOST_PLACES: Final = 8
_DEEPEST: Final = 5


class Message(str):
    """English text, with the identifier and the values that it was made from.

    Parameters
    ----------
    text : str
        The English text, places filled.
    identifier : str
        Of its declaration.
    values : mapping of str to str, int or float
        Value of each place, by the name of the place.

    Raises
    ------
    TypeError, ValueError
        If anything is of another type, or nested too deeply. Messages come back from the decoder
        process, which is not trusted.
    """

    __slots__ = ("depth", "identifier", "values")

    identifier: str
    values: Mapping[str, Value]
    depth: int

    def __new__(  # noqa: D102 - the class documents it
        cls, text: str, identifier: str, values: Mapping[str, Value] | None = None
    ) -> Self:
        # Checked here, where a pickle has to come through as well.
        held = dict(values or {})
        if type(text) is not str or type(identifier) is not str:
            raise TypeError("a message is made of plain text and a plain identifier")
        if not all(type(name) is str and type(each) in _KINDS for name, each in held.items()):
            raise TypeError("a place of a message holds text or a number")
        depth = 1 + max((each.depth for each in held.values() if isinstance(each, cls)), default=0)
        if len(held) > _MOST_PLACES or depth > _DEEPEST:
            raise ValueError("a message has few places, and few messages inside each other")
        self = super().__new__(cls, text)
        # Past the own `__setattr__`, which keeps a message as it was checked.
        object.__setattr__(self, "identifier", identifier)
        object.__setattr__(self, "values", MappingProxyType(held))
        object.__setattr__(self, "depth", depth)
        return self

    def __setattr__(self, name: str, _value: object) -> None:
        raise AttributeError(f"{name} of a message cannot be changed")

    def __reduce__(self) -> tuple[object, ...]:
        return Message, (str(self), self.identifier, dict(self.values))

    def __setstate__(self, _state: object) -> None:
        # A pickle could otherwise set the attributes past the checks of `__new__`.
        raise TypeError("a message has no state beside its arguments")


_KINDS: Final = frozenset({str, int, float, Message})


class Template:
    """Declared sentence: calling it with its values makes the message.

    Parameters
    ----------
    identifier : str
        Unlike that of any other; rows on the disk keep it, so it never changes.
    english : str
        With places such as ``{rows}``; braces that are meant as such are doubled.

    Examples
    --------
    >>> Template("too_dark", "The picture has {count} dark rows.")(count=12)
    'The picture has 12 dark rows.'
    """

    def __init__(self, identifier: str, english: str) -> None:
        self.identifier: Final = identifier
        self.english: Final = english
        fields = [name for _, name, _, _ in string.Formatter().parse(english) if name is not None]
        self.places: Final = tuple(fields)

    def __call__(self, **values: Value) -> Message:
        """Return the sentence with its places filled.

        Raises
        ------
        TypeError
            If a place is left empty, or a value has no place.
        """
        if set(values) != set(self.places):
            raise TypeError(f"{self.identifier} has the places {self.places}, not {set(values)}")
        held = {name: _plain(each) for name, each in values.items()}
        return Message(self.english.format(**held), self.identifier, held)


DECLARED: Final[dict[str, Template]] = {}
"""Every template by its identifier; `engine.messages.catalogue` sees to it that all are there."""


def template(identifier: str, english: str) -> Template:
    """Declare a sentence with places.

    Raises
    ------
    ValueError
        If the identifier is taken.
    """
    if identifier in DECLARED:
        raise ValueError(f"two sentences are called {identifier}")
    DECLARED[identifier] = Template(identifier, english)
    return DECLARED[identifier]


def message(identifier: str, english: str) -> Message:
    """Declare a sentence without places, and return it ready for use."""
    return template(identifier, english)()


def _plain(value: Value) -> Value:
    # Numbers of NumPy and names of enumerations are not of the plain types that a message holds.
    if isinstance(value, Message):
        return value
    if isinstance(value, str):
        return str(value)
    return int(value) if isinstance(value, SupportsIndex) else float(value)

"""Catalogue of all sentences: templates by identifier, and messages in the form that rows store.

A row on the disk holds the English of a message, and beside it the identifier and the values, so
that another program, and an older version of this one, can still read the row.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Any, Final

from engine.messages import (
    batch,
    commands,
    dicom,
    figures,
    files,
    hints,
    models,
    output,
    preparation,
    raster,
    records,
    words,
)
from engine.messages.message import DECLARED, Message, Template, Value

MODULES: Final[tuple[ModuleType, ...]] = (
    batch,
    commands,
    dicom,
    figures,
    files,
    hints,
    models,
    output,
    preparation,
    raster,
    records,
    words,
)
TEMPLATES: Final[Mapping[str, Template]] = MappingProxyType(DECLARED)
# Longer text is no sentence of the engine, and patterns would take long over it.
_LONGEST: Final = 2000
_PLACE: Final = re.compile(r"\\\{\w+\\\}")


def stored(text: str) -> dict[str, Any] | None:
    """Return identifier and values of a message as plain data; None for any other text."""
    if not isinstance(text, Message):
        return None
    return {"id": text.identifier, "values": {k: _stored(v) for k, v in text.values.items()}}


def _stored(value: Value) -> object:
    return {"text": str(value), **(stored(value) or {})} if isinstance(value, Message) else value


def restored(text: str, content: object) -> str:
    """Return the message of a text and of what `stored` gave for it.

    Where that is missing, or is not what this version wrote, the text comes back as it is.
    """
    # The same few sentences stand in thousands of rows, so they are kept once.
    try:
        return _restored(text, content) if isinstance(content, dict) else sys.intern(text)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
        return sys.intern(text)


def _restored(text: str, content: dict[str, Any]) -> Message:
    values = {
        name: _restored(value["text"], value) if isinstance(value, dict) else value
        for name, value in content["values"].items()
    }
    return _shared(text, content["id"], tuple(values.items()))


@functools.lru_cache(maxsize=1024)
def _shared(text: str, identifier: str, values: tuple[tuple[str, Value], ...]) -> Message:
    return Message(text, identifier, dict(values))


@functools.lru_cache(maxsize=4096)
def recognised(text: str) -> Message | None:
    """Return the message that plain English text is; None if it is no sentence of the catalogue.

    For rows that older versions stored, and for the names on cards. Templates with most words of
    their own are tried first, since the others may match parts of their sentences.
    """
    if text in _plain():
        return _plain()[text]()
    for pattern, template in _patterns() if len(text) <= _LONGEST else ():
        found = pattern.fullmatch(text)
        if found is not None:
            values = found.groupdict()
            try:
                return template(**{name: recognised(word) or word for name, word in values.items()})
            except ValueError:
                # Words inside words inside words: the outer sentence is known all the same.
                return Message(text, template.identifier, values)
    return None


@functools.cache
def _plain() -> Mapping[str, Template]:
    return {each.english: each for each in TEMPLATES.values() if not each.places}


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], Template], ...]:
    ordered = sorted(TEMPLATES.values(), key=_own_words, reverse=True)
    return tuple((_pattern_of(each), each) for each in ordered if each.places)


def _own_words(template: Template) -> int:
    return len(re.sub(r"\{\w+\}", "", template.english))


def _pattern_of(template: Template) -> re.Pattern[str]:
    def group(found: re.Match[str]) -> str:
        return f"(?P<{found[0][2:-2]}>.+?)"

    return re.compile(_PLACE.sub(group, re.escape(template.english)), re.DOTALL)

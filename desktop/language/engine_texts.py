"""The sentences of the engine in the language of the window.

The engine speaks English, in its errors, its refusals and its rows of a batch, and so do the files
that it writes. Here a sentence is recognised again where it is shown: as it is, or by one of the
templates that were collected from the engine's code, whose places hold numbers, names and words.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from typing import Final

from desktop.language import languages
from desktop.language.languages import translations_dir
from desktop.language.translation import translate

CONTEXT: Final = "engine"
TEXTS_FILE: Final = "engine.json"
_PLACE: Final = re.compile(r"\\\{\d+\\\}")


def localised(text: str) -> str:
    """Return a text of the engine in the language of the window.

    Parameters
    ----------
    text : str
        As the engine gives it; one that is not known comes back as it is.
    """
    if languages.current() == languages.ENGLISH or not text:
        return text
    return _localised(text, languages.current())


@functools.lru_cache(maxsize=4096)
def _localised(text: str, language: str) -> str:
    exact = translate(CONTEXT, text)
    if exact != text:
        return exact
    for pattern, template in _templates():
        found = pattern.fullmatch(text)
        if found is not None:
            parts = (_localised(part, language) for part in found.groups())
            return translate(CONTEXT, template).format(*parts)
    return text


@functools.cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the texts with places, those with most words of their own first."""
    path = translations_dir() / TEXTS_FILE
    try:
        texts: Iterable[str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    ordered = sorted((text for text in texts if "{0}" in text), key=_own_words, reverse=True)
    return tuple((_pattern_of(text), text) for text in ordered)


def _own_words(template: str) -> int:
    return len(re.sub(r"\{\d+\}", "", template))


def _pattern_of(template: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub("(.+?)", re.escape(template)), re.DOTALL)

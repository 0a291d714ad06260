"""Sentences of the engine in the language of the window.

The engine speaks English, in its errors, its refusals and its rows of a batch, and so do the files
that it writes. Each of its sentences carries the identifier of its declaration, by which it is
translated here. Rows and cards of models that an older version wrote hold English alone:
that is looked up in the catalogue, and shown as it is where it is not found.
"""

from __future__ import annotations

from typing import Final

from desktop.language import languages
from desktop.language.translation import translate
from engine.messages import catalogue
from engine.messages.message import Message

CONTEXT: Final = "engine"


def localised(text: str) -> str:
    """Return a text of the engine in the language of the window.

    Parameters
    ----------
    text : str
        As the engine gives it; one that is not known comes back as it is.
    """
    if languages.current() == languages.ENGLISH or not text:
        return text
    message = text if isinstance(text, Message) else catalogue.recognised(text)
    return text if message is None else _translated(message)


def _translated(message: Message) -> str:
    template = catalogue.TEMPLATES.get(message.identifier)
    if template is None or set(template.places) != set(message.values):
        # A later version of the program stored it; its English may still be known.
        found = catalogue.recognised(str(message))
        return str(message) if found is None else _translated(found)
    values = {
        name: _translated(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return translate(CONTEXT, template.english).format(**values)

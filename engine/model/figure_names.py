"""Names of figures and data sets as they stand on a card: an identifier, and the English beside it.

Programs go by the identifiers of `engine.messages.figures`. The English is for people, and the
window translates it by the identifier. Cards of older versions have English alone: it is looked up
in the catalogue of sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from engine.messages import catalogue, figures, words
from engine.messages.message import Message, Template, Value

Record = Mapping[str, Any]

_KNOWN: Final = frozenset(
    each.identifier for each in vars(figures).values() if isinstance(each, Message | Template)
)
_CLASSES: Final = frozenset({"others", "positive"})
_NUMBERS: Final = frozenset({"percent", "first", "last", "folds", "measured"})
# Longer English is no name; looking it up would take time for nothing.
_LONGEST: Final = 200


def figure_name(record: Record) -> str:
    """Return what an entry of a card measured: a `Message`, or plain English if it is not known.

    Parameters
    ----------
    record : mapping
        With ``name`` and, unless the card is of an older version, ``id`` and ``parameters``.

    Raises
    ------
    LookupError, TypeError, ValueError
        If the entry contradicts itself.
    """
    if "id" not in record:
        return _recognised(record["name"])
    return _message(record["name"], record["id"], record.get("parameters", {}))


def data_set_name(record: Record) -> str:
    """Return what an entry of a card was measured on, in the same way, with the same errors.

    Parameters
    ----------
    record : mapping
        With ``data`` and, unless the card is of an older version, ``data_set``: the ``name`` of the
        published data, the ``kind`` of measurement, and the values that its English has.
    """
    if "data_set" not in record:
        return _recognised(record["data"])
    values = dict(record["data_set"])
    return _message(record["data"], values.pop("kind"), values)


def figure_record(name: Message) -> dict[str, Any]:
    """Return the entries of a card that name a figure."""
    values = _plain(name)
    parameters = {"parameters": values} if values else {}
    return {"id": name.identifier, **parameters, "name": str(name)}


def data_set_record(name: Message) -> dict[str, Any]:
    """Return the entries of a card that name a data set."""
    return {"data_set": {"kind": name.identifier, **_plain(name)}, "data": str(name)}


def with_identifiers(record: Record, *, of_figure: bool = True) -> dict[str, Any]:
    """Return an entry of a card in the form that is written now; values stay as they are.

    Parameters
    ----------
    record : mapping
        The entry, of an older card as well.
    of_figure : bool
        Whether it names a figure, and not a data set alone.

    Raises
    ------
    LookupError, TypeError, ValueError
        If the entry contradicts itself.
    """
    result = dict(record)
    if of_figure and isinstance(name := figure_name(record), Message):
        result |= figure_record(_in_present_english(name))
    if isinstance(data := data_set_name(record), Message):
        result |= data_set_record(_in_present_english(data))
    return result


def _message(english: str, identifier: str, parameters: Mapping[str, Value]) -> Message:
    values = {
        name: words.class_name(str(value)) if name in _CLASSES else value
        for name, value in dict(parameters).items()
    }
    known = catalogue.TEMPLATES.get(identifier)
    if known is not None and set(known.places) != set(values):
        raise ValueError("a name has other parameters than its English has places")
    return Message(english, identifier, values)


def _recognised(english: str) -> str:
    if len(english) > _LONGEST:
        return english
    # Older cards spell it so.
    found = catalogue.recognised(english.replace("burnt-in", "burned-in"))
    if found is None or found.identifier not in _KNOWN:
        return english
    values = {k: int(v) if k in _NUMBERS else v for k, v in found.values.items()}
    return Message(english, found.identifier, values)


def _in_present_english(name: Message) -> Message:
    known = catalogue.TEMPLATES.get(name.identifier)
    return name if known is None else known(**name.values)


def _plain(name: Message) -> dict[str, Value]:
    """Return the values of a name as JSON has them."""
    return {k: str(v) if isinstance(v, str) else v for k, v in name.values.items()}

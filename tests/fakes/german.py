"""The German translation as it stands in its source file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
SOURCE = FOLDER / "second-reader_de.ts"
_PLACE = re.compile(r"\{\w*\}|%n|%L?\d")


class Entry(NamedTuple):
    """One text and what became of it."""

    context: str
    text: str
    german: str
    state: str


def entries(file: Path = SOURCE) -> Iterator[Entry]:
    for context in ET.parse(file).iter("context"):  # noqa: S314  a file of this project
        for message in context.iter("message"):
            target = message.find("translation")
            yield Entry(
                context.findtext("name", ""),
                message.findtext("source", ""),
                "" if target is None else "".join(target.itertext()),
                "unfinished" if target is None else target.get("type", ""),
            )


def places(text: str) -> Counter[str]:
    """Return the places of a text; those without a number are counted from left to right."""
    found: Counter[str] = Counter()
    for place in _PLACE.findall(text):
        found[f"{{{found.total()}}}" if place == "{}" else place] += 1
    return found


def accelerators(text: str) -> int:
    return text.replace("&&", "").count("&")

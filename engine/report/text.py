"""Text of any origin as text of a page: no markup acts, no missing character is a mere box."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from engine.report.fonts import Fonts
from engine.terminal_text import printable

_NAMED: Final = 12
"""Code points that the note on one run of missing characters lists; more are only counted."""
_ELLIPSIS: Final = "…"


def markup(text: str, fonts: Fonts) -> str:
    """Return text as markup for a paragraph.

    Nothing in it can act: tags are escaped, and so, visibly, are control characters and those
    that turn the direction of writing. Characters that the fonts lack are replaced by a note that
    names their script and code points, so that nothing is lost.

    Parameters
    ----------
    text : str
        Line breaks are kept.
    fonts : Fonts
        What can be drawn.

    Examples
    --------
    A name in Chinese characters becomes ``[2 CJK characters: U+5C71 U+7530]``.
    """
    return "<br/>".join(escape(plain(line, fonts)) for line in text.splitlines())


def plain(line: str, fonts: Fonts) -> str:
    """Return one line of text with the same care, for places that know no markup."""
    whole = unicodedata.normalize("NFC", line).replace("\t", " ")
    return "".join(_pieces(whole, fonts))


def shortened(text: str, length: int = 160) -> str:
    """Return text cut to a number of characters, with an ellipsis where something is missing."""
    stripped = text.strip()
    return stripped if len(stripped) <= length else stripped[: length - 1] + _ELLIPSIS


def has_all(text: str, fonts: Fonts) -> bool:
    """Tell whether every character of a text can be drawn as it is."""
    normal = unicodedata.normalize("NFC", text)
    return printable(normal) == normal and all(map(fonts.has, normal))


def _pieces(line: str, fonts: Fonts) -> Iterator[str]:
    harmless = printable(line)
    for can_be_drawn, run in itertools.groupby(harmless, fonts.has):
        characters = "".join(run)
        yield characters if can_be_drawn else _note(characters)


def _note(characters: str) -> str:
    named = " ".join(f"U+{ord(character):04X}" for character in characters[:_NAMED])
    more = len(characters) - _NAMED
    rest = f" and {more} more" if more > 0 else ""
    noun = "character" if len(characters) == 1 else "characters"
    return f"[{len(characters)} {_script(characters)}{noun}: {named}{rest}]"


def _script(characters: str) -> str:
    # The first word of a character's name is its script: DEVANAGARI LETTER KA, CJK UNIFIED ....
    words = Counter(
        unicodedata.name(character, "").partition(" ")[0]
        for character in characters
        if unicodedata.category(character).startswith("L")
    )
    name = words.most_common(1)[0][0] if words else ""
    if not name:
        return ""
    return f"{name if name == 'CJK' else name.title()} "

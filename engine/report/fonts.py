"""Fonts of a report: bundled, and embedded as far as they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from engine.errors import UserFacingError
from engine.messages import hints, output

REGULAR: Final = "Inter"
STRONG: Final = "Inter-SemiBold"
_FILES: Final = {REGULAR: "Inter-Regular.ttf", STRONG: "Inter-SemiBold.ttf"}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts, ready to be drawn with.

    Attributes
    ----------
    characters : frozenset of int
        Code points that both weights have.
    """

    characters: frozenset[int]

    def has(self, character: str) -> bool:
        """Tell whether a character can be drawn."""
        return ord(character) in self.characters


@lru_cache(maxsize=4)
def load_fonts(resources: Path) -> Fonts:
    """Make the bundled fonts known under `REGULAR` and `STRONG`.

    Parameters
    ----------
    resources : Path
        The program's folder of resources.

    Raises
    ------
    UserFacingError
        If they are missing or damaged.
    """
    folder = resources / "fonts" / "report"
    try:
        loaded = [TTFont(name, str(folder / file)) for name, file in _FILES.items()]
    except (OSError, TTFError) as error:
        raise UserFacingError(output.NO_FONTS, hints.INSTALL_AGAIN, folder) from error
    for font in loaded:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=STRONG, italic=REGULAR, boldItalic=STRONG
    )
    glyphs: list[Mapping[int, int]] = [font.face.charToGlyph for font in loaded]
    return Fonts(frozenset(glyphs[0]) & frozenset(glyphs[1]))

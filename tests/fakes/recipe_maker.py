"""Bundled recipes cut down until a test can train them."""

import re
from collections.abc import Iterable
from pathlib import Path

from training.recipe.recipe_file import RECIPES

TINY_MEMBER = '[[member]]\nbackbone = "SimpleCNN"\nseed = 3\n\n'


def cut_down(name: str, changes: Iterable[tuple[str, str]], target: Path) -> Path:
    """Write a bundled recipe with every pattern, which must occur once, replaced."""
    text = (RECIPES / name).read_text(encoding="utf-8")
    for pattern, new in changes:
        text, count = re.subn(pattern, new, text, flags=re.DOTALL)
        assert count == 1, pattern
    target.write_text(text, encoding="utf-8")
    return target

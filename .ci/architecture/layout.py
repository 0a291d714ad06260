"""Sizes and places of the boxes, in points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from architecture.rows import LANE, Box, Plan, mean, neighbours

BETWEEN_ROWS: Final = 28
LINE: Final = 13
_GAP: Final = 12
_LETTER: Final = 6.6  # mean width of a bold letter of 12 points
_SMALL: Final = 5.3  # of a letter of 10.5 points
_ROUNDS: Final = 40


def lay_out(plan: Plan, left: float, top: float, width: float) -> float:
    """Give each box its size and place, and return where the rows end."""
    y = top
    for row in plan.rows:
        crowded = sum(_natural_width(box) + _GAP for box in row) > width
        for box in row:
            box.width = width if box.wide else _natural_width(box, crowded=crowded)
            box.lines = _wrapped(box.notes, box.width - 16)
            box.height = 30 + LINE * len(box.lines) if box.name else 0
        high = max(box.height for box in row)
        for box in row:
            # A lane is as high as its row; a box stands in the middle of it.
            box.height = box.height or high
            box.y = y + (high - box.height) / 2
        y += high + BETWEEN_ROWS
    _place(plan, width)
    _centre(plan, left, width)
    return y - BETWEEN_ROWS


def _natural_width(box: Box, *, crowded: bool = False) -> float:
    if not box.name:
        return LANE
    notes = [len(note) for note in box.notes]
    longest = max(notes, default=0) if crowded else sum(notes) + 3 * len(notes)
    least, margin = (56.0, 16) if crowded else (88.0, 24)
    return max(least, len(box.name) * _LETTER + margin, longest * _SMALL + margin)


def _place(plan: Plan, width: float) -> None:
    """Move boxes below what points at them, in their order, as far as their neighbours allow."""
    above, below = neighbours(plan)
    for row in plan.rows:
        x = (width - sum(box.width + _GAP for box in row) + _GAP) / 2
        for box in row:
            box.x = x
            x += box.width + _GAP
    for turn in range(_ROUNDS):
        for row in plan.rows if turn % 2 == 0 else plan.rows[::-1]:
            wanted = []
            for box in row:
                beside = above.get(id(box), []) + below.get(id(box), [])
                middle = mean([other.middle for other in beside], box.middle)
                wanted.append(middle - box.width / 2)
            widths = [box.width for box in row]
            # Packed from the left, and mirrored from the right: their mean leans to neither side.
            mirrored = [width - x - size for x, size in zip(wanted, widths, strict=True)]
            first = _packed(wanted, widths, width)
            second = _packed(mirrored[::-1], widths[::-1], width)[::-1]
            for box, x, other in zip(row, first, second, strict=True):
                box.x = (x + width - other - box.width) / 2


def _centre(plan: Plan, left: float, width: float) -> None:
    """Move all boxes together into the middle; a wide one takes the whole width."""
    boxes = [box for row in plan.rows for box in row]
    narrow = [box for box in boxes if not box.wide]
    lean = min(box.x for box in narrow) + max(box.x + box.width for box in narrow)
    for box in boxes:
        box.x = left if box.wide else box.x + left + (width - lean) / 2


def _packed(wanted: list[float], widths: list[float], width: float) -> list[float]:
    """Return the places nearest to the wanted ones that keep order, gaps and both edges."""
    places: list[float] = []
    start = 0.0
    for x, size in zip(wanted, widths, strict=True):
        places.append(max(x, start))
        start = places[-1] + size + _GAP
    end = width
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], end - widths[i])
        end = places[i] - _GAP
    return places


def _wrapped(words: Sequence[str], width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} · {word}" if lines else word
        if lines and len(longer) * _SMALL <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

"""Words and numbers that must read the same wherever the program states them."""

from __future__ import annotations

from typing import Final

from engine.messages import output
from engine.scan import Modality

EXPERIMENTAL: Final = frozenset({Modality.MAMMOGRAPHY, Modality.THERMOGRAPHY})
"""Kinds of scans whose models are too weak, or too little tested, for more than a demonstration."""

RESEARCH_USE: Final = output.RESEARCH_USE

CANCERS: Final = frozenset({"malignant", "cancer"})
"""Classes whose probability is a malignancy probability; others are called by their names."""


def percent(probability: float) -> str:
    """Return a probability from 0 to 1 as a percentage, never rounded to certainty.

    Examples
    --------
    >>> percent(0.9312), percent(0.99999), percent(0.00001), percent(0.0)
    ('93.1 %', '> 99.9 %', '< 0.1 %', '0.0 %')
    """
    if 0.0 < probability < 0.001:
        return "< 0.1 %"
    if 0.999 < probability < 1.0:
        return "> 99.9 %"
    return f"{100 * probability:.1f} %"

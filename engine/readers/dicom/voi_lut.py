"""Modality LUT, VOI LUT and window: from stored values to display values (PS3.3 C.11, PS3.4 N.2).

Stored values go through the modality LUT, then through the VOI LUT or window, and are inverted last
where the file is MONOCHROME1. Each step is a frozen object that is independent of files, so that a
viewer can replace one of them, such as the window, and run the others again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.messages import preparation
from engine.messages.message import Message
from engine.scan import VoiWindow

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rescale:
    """Rescale Slope and Intercept (PS3.3 C.11.1.1.2)."""

    slope: float = 1.0
    intercept: float = 0.0

    def apply(self, values: Values) -> Values:
        """Return the modality values of stored values."""
        return values * self.slope + self.intercept


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """A modality or VOI LUT (PS3.3 C.11.1.1.1, C.11.2.1.1).

    Attributes
    ----------
    first : int
        The input value of the first entry; smaller and larger inputs get the first and last entry.
    entries : ndarray of float64
        The output values.
    bits : int
        Bits of an entry.
    """

    first: int
    entries: Values
    bits: int

    def apply(self, values: Values) -> Values:
        """Return the entries for input values."""
        places = np.clip(values - self.first, 0, len(self.entries) - 1)
        return self.entries[places.astype(np.int64)]

    def display(self, values: Values) -> Values:
        """Return the entries for input values, as fractions of their full scale, 0 to 1."""
        return self.apply(values) / ((1 << self.bits) - 1)


@dataclass(frozen=True, slots=True)
class ValueRange:
    """Range of values in place of a window: ``low`` is black, ``high`` white."""

    low: float
    high: float

    def display(self, values: Values) -> Values:
        """Return fractions from 0 to 1."""
        return np.clip((values - self.low) / (self.high - self.low), 0.0, 1.0)


ModalityStep = Rescale | LookupTable
VoiStep = LookupTable | VoiWindow | ValueRange


def to_display(
    values: Values, modality: ModalityStep, voi: VoiStep, kind: np.dtype[Any], *, inverts: bool
) -> NDArray[Any]:
    """Run all steps over stored values.

    Parameters
    ----------
    values : ndarray of float64
        Stored values, any shape.
    modality, voi : steps
        As `modality_step` and `voi_step` return them.
    kind : dtype
        uint8 or uint16, whose largest value is white.
    inverts : bool
        For MONOCHROME1, where the smallest value is white (PS3.3 C.7.6.3.1.2).

    Returns
    -------
    ndarray of ``kind``
    """
    fractions = voi.display(modality.apply(values))
    if inverts:
        fractions = 1.0 - fractions
    return np.rint(fractions * np.iinfo(kind).max).astype(kind)


def describe(modality: ModalityStep, voi: VoiStep, *, inverts: bool) -> tuple[Message, ...]:
    """Return the steps in words, for `engine.scan.Scan.steps`."""

    def lines() -> Iterator[Message]:
        if isinstance(modality, LookupTable):
            yield preparation.MODALITY_LUT
        elif modality != Rescale():
            yield preparation.RESCALE(
                slope=f"{modality.slope:g}", intercept=f"{modality.intercept:g}"
            )
        if isinstance(voi, LookupTable):
            yield preparation.VOI_LUT
        elif isinstance(voi, VoiWindow):
            yield preparation.WINDOW(
                center=f"{voi.center:g}", width=f"{voi.width:g}", function=voi.function
            )
        else:
            yield preparation.NO_WINDOW(low=f"{voi.low:g}", high=f"{voi.high:g}")
        if inverts:
            yield preparation.INVERTED

    return tuple(lines())

"""Windowing: from stored values to display values of 8 bits, through a window and inversion."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.readers.dicom.voi_lut import Rescale, to_display
from engine.scan import GreyValues, Scan, VoiWindow

# PS3.3 C.11.2.1.2.1: Window Width is at least 1 for LINEAR.
_LEAST_WIDTH: Final = 1.0
# Largest difference of display values, from rounding, between window and table of a file.
_ALMOST: Final = 1


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """How grey values are displayed; never changes what a model is given.

    Attributes
    ----------
    window : VoiWindow or None
        None for the default of the file.
    is_inverted : bool
        Whether black and white are exchanged.
    """

    window: VoiWindow | None = None
    is_inverted: bool = False


class GreyDisplay:
    """Stored values of a scan, and the lookup tables that turn them into display values.

    Parameters
    ----------
    scan : Scan
        Its grey values with all bits if it has them, else its pixels.
    """

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._grey = scan.grey or _pixels_as_values(scan)
        self._default = _window_of_file(self._grey)

    @property
    def windows(self) -> tuple[VoiWindow, ...]:
        """The windows that the file offers."""
        return self._grey.windows

    def values(self, frame: int) -> NDArray[Any]:
        """Return the stored values of a frame, shape (rows, columns) or (rows, columns, 3)."""
        values: NDArray[Any] = self._grey.values[frame]
        return values

    def window(self, settings: DisplaySettings) -> VoiWindow:
        """Return the window in force; for the default of the file, its equivalent window."""
        return settings.window or self._default

    def table(self, settings: DisplaySettings) -> NDArray[np.uint8]:
        """Return the display value for every stored value, shape (256,) or (65536,)."""
        if settings.window is None:
            table = _eight_bits(self._grey.shown_as)
        else:
            table = _windowed(_values_of(self._grey), settings.window)
        return 255 - table if settings.is_inverted else table

    def dragged(self, settings: DisplaySettings, wider: float, brighter: float) -> DisplaySettings:
        """Return settings with a window that was dragged.

        Parameters
        ----------
        settings : DisplaySettings
            Those at the beginning of the drag.
        wider, brighter : float
            Points that the cursor moved right, and up: right makes the window wider (less
            contrast), up makes the picture brighter.
        """
        before = self.window(settings)
        # In proportion to the width, so that narrow windows can be set finely and wide ones fast.
        step = max(before.width, 0.02 * self._span()) / 256
        # Raising the center darkens the picture, unless black and white are exchanged once.
        darker = 1.0 if settings.is_inverted == self._grey.is_inverted else -1.0
        width = max(self._least_width(), before.width + wider * step)
        center = before.center - darker * brighter * step
        return replace(settings, window=VoiWindow(center, width, before.function))

    def _least_width(self) -> float:
        return max(_LEAST_WIDTH, 2 * abs(self._grey.slope))

    def _span(self) -> float:
        return abs(self._grey.slope) * len(self._grey.shown_as)


class _Values(NamedTuple):
    """Key of a cached table besides its window; holds no pixels, so none are kept alive."""

    length: int
    slope: float
    intercept: float
    is_inverted: bool


def _values_of(grey: GreyValues) -> _Values:
    return _Values(len(grey.shown_as), grey.slope, grey.intercept, grey.is_inverted)


# Going back and forth between windows needs the same few tables; each takes milliseconds.
@functools.lru_cache(maxsize=8)
def _windowed(values: _Values, window: VoiWindow) -> NDArray[np.uint8]:
    entries = np.arange(values.length, dtype=np.float64)
    rescale = Rescale(values.slope, values.intercept)
    return to_display(entries, rescale, window, np.dtype(np.uint8), inverts=values.is_inverted)


def _eight_bits(table: NDArray[Any]) -> NDArray[np.uint8]:
    return (table >> 8).astype(np.uint8) if table.dtype == np.uint16 else table


def _pixels_as_values(scan: Scan) -> GreyValues:
    kind = scan.pixels.dtype
    return GreyValues(
        values=scan.pixels,
        slope=1.0,
        intercept=0.0,
        shown_as=_every_value(kind),
    )


def _every_value(kind: np.dtype[Any]) -> NDArray[Any]:
    return np.arange(np.iinfo(kind).max + 1).astype(kind)


def _window_of_file(grey: GreyValues) -> VoiWindow:
    """Return the window that displays the values as the file does by default, or nearly so."""
    shown = _eight_bits(grey.shown_as)
    for window in grey.windows[:1]:
        if np.abs(_windowed(_values_of(grey), window).astype(int) - shown).max() <= _ALMOST:
            return window
    # A VOI LUT, say: the window from the last black value to the first white one comes closest.
    ends = np.flatnonzero(shown != shown[0])
    low = max(0, int(ends[0]) - 1) if len(ends) else 0
    ends = np.flatnonzero(shown != shown[-1])
    high = min(len(shown) - 1, int(ends[-1]) + 1) if len(ends) else len(shown) - 1
    black, white = sorted(grey.slope * end + grey.intercept for end in (low, high))
    return VoiWindow((black + white) / 2, max(_LEAST_WIDTH, white - black), "LINEAR_EXACT")

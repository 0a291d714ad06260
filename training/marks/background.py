"""Background of a picture: its share, and whether the greys are inverted."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

# On RSNA-3383 these limits mark all 383 pictures of machine 29 and 57 of 58 of machine 210, whose
# greys are known to be inverted (MONOCHROME1 never corrected), and no ultrasound or thermogram.
_LEAST_BACKGROUND = 0.2
_BRIGHT = 128
_SAME_GREY = 6
_BIN = 4
_SIDE = 64


@dataclass(frozen=True, slots=True)
class Background:
    """The grey that the border of a picture has most often.

    Attributes
    ----------
    grey : float
        From 0 to 255.
    share : float
        How much of the picture has this grey, from 0 to 1.
    rest : float
        Mean grey of everything else.
    """

    grey: float
    share: float
    rest: float

    @property
    def is_inverted(self) -> bool:
        """Whether the picture looks like a film negative: bright surroundings, darker inside."""
        return self.share >= _LEAST_BACKGROUND and self.grey >= _BRIGHT and self.rest < self.grey


def find_background(picture: NDArray[np.uint8]) -> Background:
    """Measure the background of a grey picture, shape (rows, columns)."""
    small = cv2.resize(picture, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    border = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    grey = float(np.bincount(border // _BIN).argmax() * _BIN + (_BIN - 1) / 2)
    inside = np.abs(small.astype(np.float32) - grey) > _SAME_GREY
    rest = float(small[inside].mean()) if inside.any() else grey
    return Background(grey, float(1.0 - inside.mean()), rest)


def is_blank(thumbnail: NDArray[np.uint8]) -> bool:
    """Say whether a shrunk picture shows nothing: its greys differ by no more than noise."""
    return bool(np.ptp(thumbnail) <= _BIN)

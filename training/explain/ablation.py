"""Deletion and insertion: how far the answer depends on what a map calls relevant.

The most relevant pixels are replaced by a blurred picture, step by step (deletion), or are the
first to be revealed in a blurred picture (insertion): Petsiuk et al., RISE, BMVC 2018.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.explain.localise import Seen

SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
"""Shares of the frame's pixels that are replaced; a lesion covers about a tenth."""
BLUR = 0.05
"""Standard deviation of the blur, as a share of the canvas."""

Ask = Callable[[NDArray[np.float32]], float]


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """A probability at each of `SHARES`, for deletion and for insertion."""

    deletion: NDArray[np.float64]
    insertion: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ablation:
    """One scan whose pixels are taken away and brought back.

    Attributes
    ----------
    seen : Seen
        The scan.
    ask : callable
        Takes a picture, shape (rows, columns, 1), and returns a probability.
    blurred : ndarray of float32
        The same picture, blurred, shape (rows, columns, 1).
    ends : tuple of float
        The probability of the picture and of the blurred picture.
    """

    seen: Seen
    ask: Ask
    blurred: NDArray[np.float32]
    ends: tuple[float, float]

    @classmethod
    def begin(cls, seen: Seen, ask: Ask) -> Ablation:
        """Blur a scan, and ask about it before and after."""
        blurred = blur(seen)
        return cls(seen, ask, blurred, (ask(seen.picture), ask(blurred)))

    def curves(self, plane: NDArray[np.float32]) -> Curves:
        """Follow the order of relevance of a map, shape (cells, cells)."""
        order = self.seen.order(plane)
        first, last = self.ends
        deletion = self._steps(order, self.seen.picture, self.blurred)
        insertion = self._steps(order, self.blurred, self.seen.picture)
        return Curves(np.array([first, *deletion, last]), np.array([last, *insertion, first]))

    def _steps(
        self, order: NDArray[np.int64], start: NDArray[np.float32], end: NDArray[np.float32]
    ) -> list[float]:
        found = []
        for share in SHARES[1:-1]:
            changed = start.copy()
            chosen = order[: round(share * len(order))]
            changed.ravel()[chosen] = end.ravel()[chosen]
            found.append(self.ask(changed))
        return found


def blur(seen: Seen) -> NDArray[np.float32]:
    """Return the picture blurred within the frame, so that no border shines in."""
    rows, columns = (np.flatnonzero(seen.inside.any(axis=axis)) for axis in (1, 0))
    frame = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    blurred = seen.picture.copy()
    spread = BLUR * max(seen.inside.shape)
    part = np.ascontiguousarray(blurred[..., 0][frame])
    blurred[..., 0][frame] = cv2.GaussianBlur(part, (0, 0), spread, borderType=cv2.BORDER_REPLICATE)
    return blurred


def area(curve: NDArray[np.float64]) -> float:
    """Return the area under a curve over `SHARES`, from 0 to 1."""
    return float(np.trapezoid(curve, SHARES))

"""Fine detail of a picture: what tells a copy from another picture with the same outline."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 64
# Greys are rounded to whole numbers; without this floor the rounding noise would count as detail.
_NOISE_GREY = 4.0
_SCALE = 32.0


def fine_detail(grey: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Return what differs from the blurred picture, divided by its local strength, shape (4096,).

    Outline and shading, which all mammograms share, vanish; texture stays.
    """
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    detail = small - cv2.GaussianBlur(small, (0, 0), 1.0)
    strength = np.sqrt(cv2.GaussianBlur(detail * detail, (0, 0), 1.0)) + _NOISE_GREY
    detail = detail / strength
    detail -= detail.mean()
    return np.clip(np.rint(detail * _SCALE), -127, 127).astype(np.int8).ravel()

# ruff: noqa: INP001  a script beside its result, not a package
"""Make the demonstration thermogram: a drawn chest, warm where it is bright.

It is synthetic: two curves for the outline, heat that spreads from the folds and from drawn
vessels. Nobody was imaged, and it says so in its corner.

Run it as ``python resources/demo/make_thermogram.py [FOLDER]``. The same versions of NumPy and
OpenCV give the same pixels.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

ROWS, COLUMNS = 480, 640
LABEL = "SYNTHETIC PHANTOM - NOT A PATIENT"
_SEED = 11


def thermogram() -> NDArray[np.uint8]:
    """Return a frontal view, shape (480, 640), 8 bits, bright where it is warm."""
    random = np.random.default_rng(_SEED)
    y, x = np.mgrid[0:ROWS, 0:COLUMNS].astype(np.float64)
    body = _body(x, y)
    heat = 150 + 26 * np.exp(-(((x - 320) / 60) ** 2)) + 34 * np.exp(-((y / 120) ** 2))
    for centre in (208, 432):
        away = np.hypot((x - centre) / 112, (y - 300) / 104)
        heat -= 52 * np.exp(-(away**4))
        fold = np.exp(-(((away - 1) / 0.10) ** 2)) * np.clip((y - 290) / 70, 0, 1)
        heat += 34 * fold
        heat -= 26 * np.exp(-((np.hypot(x - centre, y - 316) / 10) ** 2))
    heat += 15 * _vessels(random) + 4 * _grain(random, 14)
    grey = np.where(body > 0.5, heat, 14 + 3 * _grain(random, 40))
    grey = cv2.GaussianBlur(grey, (0, 0), 1.6) + random.normal(0, 1.2, grey.shape)
    picture = np.clip(grey, 0, 255).astype(np.uint8)
    cv2.putText(
        picture, LABEL, (12, ROWS - 12), cv2.FONT_HERSHEY_SIMPLEX, 0.42, 200, 1, cv2.LINE_AA
    )
    return picture


def _body(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inside of the outline, from 0 to 1: neck, raised arms, flanks."""
    middle = np.abs(x - COLUMNS / 2)
    flank = 232 + 26 * np.sin(np.pi * np.clip((y - 190) / 200, 0, 1)) - 0.05 * (y - 190)
    shoulder = np.where(y < 190, 232 + 1.1 * (190 - y), flank)
    neck = np.where(y < 90, 62 + 2.4 * np.clip(y - 55, 0, None), shoulder)
    arm = (middle > 0.9 * (190 - y) + 66) & (middle < 330) & (y < 190)
    inside = (middle < np.minimum(neck, shoulder)) | (arm & (middle < shoulder))
    return np.asarray(cv2.GaussianBlur(inside.astype(np.float64), (0, 0), 3))


def _vessels(random: np.random.Generator) -> NDArray[np.float64]:
    drawn = np.zeros((ROWS, COLUMNS), np.uint8)
    for centre, side in ((208, -1), (432, 1)):
        for _ in range(7):
            place = np.array([centre + side * random.uniform(-70, 90), random.uniform(150, 230)])
            points = [place.copy()]
            angle = random.uniform(0.2, 1.0) * np.pi
            for _ in range(26):
                angle += random.normal(0, 0.22)
                place = place + 6 * np.array([np.cos(angle), np.sin(angle)])
                points.append(place.copy())
            line = np.rint(np.array(points)).astype(np.int32).reshape(-1, 1, 2)
            cv2.polylines(drawn, [line], isClosed=False, color=255, thickness=3)
    return np.asarray(cv2.GaussianBlur(drawn / 255.0, (0, 0), 3.2) * 1.6, np.float64)


def _grain(random: np.random.Generator, size: float) -> NDArray[np.float64]:
    smooth = cv2.GaussianBlur(random.standard_normal((ROWS, COLUMNS)), (0, 0), size)
    return np.asarray(smooth / smooth.std(), np.float64)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    cv2.imwrite(str(folder / "thermogram_phantom.png"), thermogram())

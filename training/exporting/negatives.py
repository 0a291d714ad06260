"""Pictures that are no scan of the model's kind: what a scope gate learns to refuse.

Some are scans of other kinds, where the recipe names such data; the others are drawn at random and
stand for whole kinds (noise, pages, screens, masks, landscapes), because photographs may not be
bundled. A gate is judged on kinds that it did not learn from.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from engine.picture.preprocessing import Preprocessing, preprocess
from training.datasets.case import IMAGE_SUFFIXES, read_grey
from training.run import Run

Grey = NDArray[np.uint8]
_ROWS, _COLUMNS = 300, 400
_REAL_OF_EACH = 200
_DRAWN_OF_EACH = 40


def negatives_of(run: Run) -> dict[str, NDArray[np.uint8]]:
    """Return what the scope gate of a run learns to refuse.

    Data sets under ``[data.other]`` of the recipe that are not there are left out: the drawn
    pictures remain.

    Returns
    -------
    dict
        The pictures of each kind as the first network sees them, shape (pictures, rows, columns).
    """
    # Keras takes seconds to import, and the router is fitted to drawn pictures without it.
    from training.fitting.views import shrunk

    greys = draw_negatives(_DRAWN_OF_EACH, seed=5)
    for name, place in run.recipe.other.items():
        folder = run.data / place
        files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in IMAGE_SUFFIXES)
        if files:
            chosen = files[:: max(1, len(files) // _REAL_OF_EACH)]
            greys[name] = [read_grey(path) for path in chosen]
    recipe = run.recipe
    return {
        kind: shrunk(recipe, recipe.members[0], _prepared(pictures, recipe.input))
        for kind, pictures in greys.items()
    }


def draw_negatives(count: int, seed: int) -> dict[str, list[Grey]]:
    """Draw pictures of every kind, ``count`` of each; the same seed draws the same ones."""
    rng = np.random.default_rng(seed)
    return {kind: [draw(rng) for _ in range(count)] for kind, draw in DRAWN_KINDS.items()}


def _prepared(pictures: list[Grey], size: Preprocessing) -> Grey:
    canvases = np.stack([preprocess(picture, size)[..., 0] for picture in pictures])
    return np.asarray(np.rint(canvases * 255), np.uint8)


def _white_noise(rng: Generator) -> Grey:
    """Return noise without structure."""
    return np.asarray(rng.integers(0, 256, (_ROWS, _COLUMNS)), np.uint8)


def _smooth_noise(rng: Generator) -> Grey:
    """Return blurred noise of a random grain."""
    noise = cv2.GaussianBlur(rng.normal(size=(_ROWS, _COLUMNS)), (0, 0), rng.uniform(1, 10))
    return _stretched(np.asarray(noise, np.float64))


def _landscape(rng: Generator) -> Grey:
    """Return noise with the spectrum of natural pictures (amplitude falls as 1/f)."""
    down = np.fft.fftfreq(_ROWS)[:, None] * _ROWS
    across = np.fft.fftfreq(_COLUMNS)[None, :] * _COLUMNS
    fall = np.maximum(np.hypot(down, across), 1) ** -rng.uniform(0.9, 1.6)
    phase = np.exp(2j * np.pi * rng.random((_ROWS, _COLUMNS)))
    return _stretched(np.real(np.fft.ifft2(fall * phase)))


def _page(rng: Generator) -> Grey:
    """Return lines of letters, dark on light or light on dark."""
    paper = np.full((_ROWS, _COLUMNS), int(rng.integers(225, 256)), np.uint8)
    size, step = rng.uniform(0.3, 0.8), int(rng.integers(11, 26))
    for base in range(step, _ROWS, step):
        letters = rng.integers(97, 123, 70)
        letters[rng.random(70) < 0.17] = 32
        text = "".join(map(chr, letters))
        cv2.putText(paper, text, (10, base), cv2.FONT_HERSHEY_SIMPLEX, size, 20, 1, cv2.LINE_AA)
    return paper if rng.random() < 0.7 else np.asarray(255 - paper, np.uint8)


def _screen(rng: Generator) -> Grey:
    """Return boxes and captions, as on a screen of another program."""
    shown = np.full((_ROWS, _COLUMNS), int(rng.integers(0, 256)), np.uint8)
    for _ in range(int(rng.integers(4, 20))):
        left, top = int(rng.integers(0, 350)), int(rng.integers(0, 260))
        corner = (left + int(rng.integers(10, 200)), top + int(rng.integers(8, 120)))
        cv2.rectangle(shown, (left, top), corner, int(rng.integers(0, 256)), -1)
        cv2.putText(shown, "File Edit 12:40", (left, top + 10), cv2.FONT_HERSHEY_PLAIN, 0.8, 128, 1)
    return shown


def _mask(rng: Generator) -> Grey:
    """Return a white shape on black, as a segmentation is stored."""
    shown = np.zeros((_ROWS, _COLUMNS), np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        centre = (int(rng.integers(60, 340)), int(rng.integers(50, 250)))
        axes = (int(rng.integers(10, 120)), int(rng.integers(10, 90)))
        cv2.ellipse(shown, centre, axes, float(rng.uniform(0, 180)), 0, 360, 255, -1)
    return shown


def _ramp(rng: Generator) -> Grey:
    """Return a grey wedge in a random direction."""
    angle = rng.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[0:_ROWS, 0:_COLUMNS]
    return _stretched(rows * np.sin(angle) + columns * np.cos(angle))


def _solids(rng: Generator) -> Grey:
    """Return shaded balls and boxes on a gradient, as in a photograph of objects."""
    shown = _landscape(rng).astype(np.float32) * np.float32(0.2) + _ramp(rng) * np.float32(0.5)
    rows, columns = np.mgrid[0:_ROWS, 0:_COLUMNS]
    for _ in range(int(rng.integers(2, 9))):
        row, column, radius = (
            rng.integers(0, _ROWS),
            rng.integers(0, _COLUMNS),
            rng.integers(15, 90),
        )
        distance = np.hypot(rows - row, columns - column)
        light = np.hypot(rows - row + radius / 3, columns - column + radius / 3)
        ball = 255 * rng.uniform(0.4, 1) * np.clip(1 - light / (1.7 * radius), 0.05, 1)
        shown = np.where(distance < radius, ball, shown)
    return np.asarray(np.clip(cv2.GaussianBlur(shown, (0, 0), 1), 0, 255), np.uint8)


def _stretched(values: NDArray[np.floating]) -> Grey:
    low, high = float(values.min()), float(values.max())
    return np.asarray((values - low) * (255.0 / max(high - low, 1e-9)), np.uint8)


DRAWN_KINDS: dict[str, Callable[[Generator], Grey]] = {
    "white noise": _white_noise,
    "smooth noise": _smooth_noise,
    "landscape": _landscape,
    "page": _page,
    "screen": _screen,
    "mask": _mask,
    "ramp": _ramp,
    "solids": _solids,
}

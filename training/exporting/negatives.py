"""Pictures that a model must refuse, prepared like scans: real ones of other kinds, drawn ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.picture.preprocessing import Preprocessing, preprocess
from training.datasets.case import IMAGE_SUFFIXES, read_grey
from training.exporting.drawn_negatives import draw_others
from training.fitting.views import shrunk
from training.run import Run

_REAL_OF_EACH = 200
_DRAWN_OF_EACH = 40


def other_pictures(run: Run) -> dict[str, NDArray[np.uint8]]:
    """Return what the scope gate of a run learns to refuse.

    Sources named by the recipe that are not there are left out: the drawn pictures remain.

    Returns
    -------
    dict
        The pictures of each kind as the first network sees them, shape (pictures, rows, columns).
    """
    greys = draw_others(_DRAWN_OF_EACH, seed=5)
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


def _prepared(pictures: list[NDArray[np.uint8]], size: Preprocessing) -> NDArray[np.uint8]:
    canvases = np.stack([preprocess(picture, size)[..., 0] for picture in pictures])
    return np.asarray(np.rint(canvases * 255), np.uint8)

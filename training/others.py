"""Pictures that a model must refuse, prepared like scans: real ones of other kinds, drawn ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import preprocess
from training.datasets.case import IMAGE_SUFFIXES, read_grey
from training.other_pictures import draw_others
from training.run import Run

_REAL_OF_EACH = 200
_DRAWN_OF_EACH = 40


def other_pictures(run: Run) -> NDArray[np.uint8]:
    """Return what the scope gate of a run learns to refuse, shape (pictures, rows, columns).

    Sources named by the recipe that are not there are left out: the drawn pictures remain.
    """
    greys = [grey for kind in draw_others(_DRAWN_OF_EACH, seed=5).values() for grey in kind]
    for place in run.recipe.other.values():
        folder = run.data / place
        files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in IMAGE_SUFFIXES)
        greys += [read_grey(path) for path in files[:: max(1, len(files) // _REAL_OF_EACH)]]
    prepared = [preprocess(grey, run.recipe.input)[..., 0] for grey in greys]
    return np.asarray(np.rint(np.stack(prepared) * 255), np.uint8)

"""Router: tells which kind of breast scan a picture is, where its file does not say.

A linear model over a few features of a small copy of the picture: where it is bright, where it has
texture, which way its edges run. It decides which model is asked, never the answer: the model that
is asked still refuses what it does not know.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.messages import models
from engine.picture.preprocessing import luminance
from engine.scan import Modality

ROUTING_FILE: Final = "routing.json"
OTHER: Final = "other"
# SHA-256 of the bundled file, printed by `python -m training routing`.
ROUTING_DIGEST: Final = "2101374d6a6ef20ee5bd1673e496992da740b25826dcd49b1a8502f30df14363"

_POSSIBLE: Final = 0.02
_SIDE: Final = 64
_BLOCK: Final = 16
_TRIMMED_AT: Final = 256
_DARK: Final = 0.08
_LEAST_LIT: Final = 0.1
_BINS: Final = 9
_GREYS: Final = 12


@dataclass(frozen=True, slots=True)
class Route:
    """Kinds that a picture may be of.

    Attributes
    ----------
    candidates : tuple of Modality
        The kinds of breast scan that are worth asking a model for, the most probable first.
    certain : Modality or None
        The first of them if there is no doubt.
    is_other : bool
        Whether it certainly looks like no breast scan at all.
    """

    candidates: tuple[Modality, ...]
    certain: Modality | None
    is_other: bool


@dataclass(frozen=True, slots=True, eq=False)
class Router:
    """A linear model over `routing_features`.

    Attributes
    ----------
    kinds : tuple of str
        Modalities, and ``other``.
    centre, scale : ndarray of float64
        Mean and standard deviation of each feature, shape (features,).
    weights : ndarray of float64
        Shape (kinds, features), for standardised features.
    offsets : ndarray of float64
        Shape (kinds,).
    sure : float
        Probability from which a picture counts as no scan at all, or as one of another kind than
        the user says.
    """

    kinds: tuple[str, ...]
    centre: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    offsets: NDArray[np.float64]
    sure: float

    def route(self, frame: NDArray[Any]) -> Route:
        """Tell which kind a frame looks like.

        Parameters
        ----------
        frame : ndarray of uint8 or uint16
            Shape (rows, columns) or (rows, columns, 3).
        """
        chances = dict(zip(self.kinds, self.probabilities(routing_features(frame)), strict=True))
        other = float(chances.pop(OTHER))
        order = sorted(chances, key=chances.__getitem__, reverse=True)
        likely = [name for name in order[1:] if chances[name] >= _POSSIBLE]
        return Route(
            candidates=tuple(Modality(name) for name in (order[0], *likely)),
            certain=Modality(order[0]) if chances[order[0]] >= self.sure else None,
            is_other=other >= self.sure,
        )

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each kind for features of shape (..., features)."""
        # Whatever lies far outside of what was seen shall not outweigh everything else.
        standard = np.clip((features - self.centre) / self.scale, -5, 5)
        logits = standard @ self.weights.T + self.offsets
        odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=-1, keepdims=True))


def load_router(folder: Path, digest: str | None = None) -> Router:
    """Read the router of a folder of models.

    Parameters
    ----------
    folder : Path
        The folder of all models.
    digest : str or None
        SHA-256 that the file's bytes must have; None accepts any.

    Raises
    ------
    ModelError
        If the file is missing, altered or incomplete.
    """
    path = folder / ROUTING_FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(
            models.ROUTER_UNREADABLE(file=path.name), models.PUT_BACK_MODELS, path
        ) from error
    if digest is not None and hashlib.sha256(content).hexdigest() != digest:
        raise ModelError(models.ROUTER_ALTERED(file=path.name), models.PUT_BACK_MODELS, path)
    try:
        table = json.loads(content)
        router = Router(
            kinds=tuple(table["kinds"]),
            **{name: np.asarray(table[name], np.float64) for name in _ARRAYS},
            sure=float(table["sure"]),
        )
        _check(router)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            models.ROUTER_INCOMPLETE(file=path.name), models.PUT_BACK_MODELS, path
        ) from error
    return router


def routing_features(frame: NDArray[Any]) -> NDArray[np.float64]:
    """Return the features of a picture that the router goes by, shape (features,).

    Means and deviations of a 4 x 4 grid, a histogram of greys, histograms of the directions of
    edges in a 2 x 2 grid, and the strength of detail at three scales; all of a copy of 64 x 64
    pixels without the dark surroundings, whose greys reach from 0 to 1, so that neither size nor
    shape nor exposure matter.
    """
    lit = _lit_part(luminance(frame))
    grey = np.asarray(cv2.resize(lit, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.float64)
    low, high = np.percentile(grey, [0.5, 99.5])
    grey = np.clip((grey - low) / max(float(high - low), 1e-9), 0, 1)
    return np.concatenate([_blocks(grey), _greys(grey), _directions(grey), _detail(grey)])


_ARRAYS: Final = ("centre", "scale", "weights", "offsets")


def _check(router: Router) -> None:
    count = len(routing_features(np.zeros((_SIDE, _SIDE), np.uint8)))
    shapes = {
        "centre": (count,),
        "scale": (count,),
        "weights": (len(router.kinds), count),
        "offsets": (len(router.kinds),),
    }
    for name, shape in shapes.items():
        values = getattr(router, name)
        if values.shape != shape or not np.isfinite(values).all():
            raise ValueError(f"{name} does not fit")
    if set(router.kinds) != {OTHER, *map(str, Modality)} or not (router.scale > 0).all():
        raise ValueError("kinds or scale do not fit")


def _lit_part(grey: NDArray[Any]) -> NDArray[Any]:
    """Return a picture without the dark rows and columns around it, however wide they are."""
    scale = min(1.0, _TRIMMED_AT / max(grey.shape))
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA))
    low, high = np.percentile(small, [0.5, 99.5])
    lit = small > low + _DARK * (float(high) - float(low))
    rows, columns = (np.flatnonzero(lit.mean(axis=side) > _LEAST_LIT) for side in (1, 0))
    if len(rows) < _SIDE // 8 or len(columns) < _SIDE // 8:
        return small
    return small[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _blocks(grey: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the blocks say, left and right halves alike: sums and absolute differences."""
    count = _SIDE // _BLOCK
    cells = grey.reshape(count, _BLOCK, count, _BLOCK).swapaxes(1, 2).reshape(count, count, -1)
    found = []
    for values in (cells.mean(axis=2), cells.std(axis=2)):
        left, right = values[:, : count // 2], values[:, : count // 2 - 1 : -1]
        found += [(left + right).ravel(), np.abs(left - right).ravel()]
    return np.concatenate(found)


def _greys(grey: NDArray[np.float64]) -> NDArray[np.float64]:
    counts, _ = np.histogram(grey, _GREYS, (0, 1))
    return np.sqrt(counts / grey.size)


def _directions(grey: NDArray[np.float64]) -> NDArray[np.float64]:
    down, across = np.gradient(grey)
    strength = np.hypot(down, across)
    place = ((np.arctan2(down, across) % np.pi) / np.pi * _BINS).astype(int) % _BINS
    found = []
    half = _SIDE // 2
    for top in (0, half):
        for left in (0, half):
            part = np.s_[top : top + half, left : left + half]
            counts = np.bincount(place[part].ravel(), strength[part].ravel(), _BINS)
            found.append(counts / (counts.sum() + 1e-3))
    return np.concatenate(found)


def _detail(grey: NDArray[np.float64]) -> NDArray[np.float64]:
    found, level = [], grey
    for sigma in (1.0, 2.0, 4.0):
        blurred = np.asarray(cv2.GaussianBlur(grey, (0, 0), sigma), np.float64)
        found.append(np.log(1e-4 + (level - blurred).std()))
        level = blurred
    return np.array(found)

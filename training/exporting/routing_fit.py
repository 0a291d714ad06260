"""Modality router: fitted to tell kinds of breast scans from each other and from other pictures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from engine.model.modality_router import OTHER, ROUTING_FILE, Router, routing_features
from engine.scan import Modality
from engine.system.atomic_write import write_atomically
from training.datasets import LOADERS
from training.datasets.case import read_grey
from training.exporting.negatives import draw_negatives

Grey = NDArray[np.uint8]

# Where each kind is learned from, and the hospitals that are only measured.
SOURCES = {
    "BUSI": (Modality.ULTRASOUND, "ultrasound/BUSI"),
    "BUS-BRA": (Modality.ULTRASOUND, "ultrasound/BUS-BRA"),
    "RSNA-3383": (Modality.MAMMOGRAPHY, "mammography/RSNA-3383"),
    "DMR-IR": (Modality.THERMOGRAPHY, "thermography/DMR-IR"),
}
HELD_OUT = {
    "BrEaST": (Modality.ULTRASOUND, "ultrasound/BrEaST"),
    "mini-MIAS": (Modality.MAMMOGRAPHY, "mammography/mini-MIAS"),
}
_OF_EACH = 600
_COPIES_OF_FEW = 6
_DRAWN = 60
_DRAWN_TO_TEST = 40
_SURE = 0.98
_TEST_EVERY = 4
_PALETTES = (cv2.COLORMAP_JET, cv2.COLORMAP_INFERNO, cv2.COLORMAP_HOT, cv2.COLORMAP_RAINBOW)


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One line of the study of a router.

    Attributes
    ----------
    pictures : str
        Of what.
    first : float
        Share whose own kind is asked first, from 0 to 1; of other pictures, the share refused.
    among : float
        Share whose own kind is asked at all; of other pictures, the share refused.
    count : int
        Number of pictures.
    """

    pictures: str
    first: float
    among: float
    count: int


def fit_router(data: Path, folder: Path, seed: int = 3) -> tuple[list[RouteRow], str]:
    """Fit the router, write it to a folder of models and measure it.

    Every fourth picture of each source, and whole hospitals, are only measured. (What
    `routing_features` holds was chosen while looking at those hospitals, so their figures are a
    little optimistic.)

    Parameters
    ----------
    data : Path
        Root of the data sets.
    folder : Path
        Gets ``routing.json``.
    seed : int
        Of the changes made to the pictures that are learned from.

    Returns
    -------
    tuple
        What was measured, and the SHA-256 of the file.

    Raises
    ------
    UserFacingError
        If a data set is missing.
    """
    rng = np.random.default_rng(seed)
    learned: dict[str, list[Grey]] = {OTHER: _flat(draw_negatives(_DRAWN, seed=seed))}
    tested: dict[str, tuple[str, list[Grey]]] = {}
    for name, (modality, place) in SOURCES.items():
        pictures = _pictures(name, data / place)
        tested[f"{name}, pictures left out"] = (modality, pictures[::_TEST_EVERY])
        rest = [picture for index, picture in enumerate(pictures) if index % _TEST_EVERY]
        learned.setdefault(modality, []).extend(rest)
    router = _fitted(learned, rng)
    digest = write_router(router, folder)
    for name, (modality, place) in HELD_OUT.items():
        tested[f"{name}, a hospital not learned from"] = (
            modality,
            _pictures(name, data / place),
        )
    rows = [_row(router, name, kind, pictures) for name, (kind, pictures) in tested.items()]
    others = _flat(draw_negatives(_DRAWN_TO_TEST, seed=seed + 1))
    refused = float(np.mean([router.route(picture).is_other for picture in others]))
    rows.append(RouteRow("drawn pictures, refused by the router", refused, refused, len(others)))
    return rows, digest


def write_router(router: Router, folder: Path) -> str:
    """Write ``routing.json`` and return the SHA-256 of its bytes."""
    table: dict[str, Any] = {
        "kinds": list(router.kinds),
        "sure": router.sure,
        **{
            name: np.round(getattr(router, name), 5).tolist()
            for name in ("centre", "scale", "weights", "offsets")
        },
    }
    content = (json.dumps(table, sort_keys=True) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / ROUTING_FILE, content)
    return hashlib.sha256(content).hexdigest()


def _fitted(learned: dict[str, list[Grey]], rng: Generator) -> Router:
    features, truth = [], []
    for kind, pictures in learned.items():
        chosen = pictures[:: max(1, len(pictures) // _OF_EACH)]
        copies = _COPIES_OF_FEW if len(chosen) < _OF_EACH // 2 else 2
        for picture in chosen:
            features.append(routing_features(picture))
            features += [routing_features(_changed(picture, kind, rng)) for _ in range(copies)]
            truth += [kind] * (1 + copies)
    values = np.stack(features)
    centre = values.mean(axis=0)
    scale = np.maximum(values.std(axis=0), 0.02)
    judge = LogisticRegression(C=0.02, max_iter=2000, class_weight="balanced")
    judge.fit(np.clip((values - centre) / scale, -5, 5), truth)
    kinds = tuple(str(kind) for kind in judge.classes_)
    return Router(kinds, centre, scale, judge.coef_, judge.intercept_, _SURE)


def _changed(picture: Grey, kind: str, rng: Generator) -> Grey:
    """Return a picture as another machine, another program or another export might show it."""
    steps: list[Callable[[Grey, Generator], Grey]] = [
        _cropped,
        _framed,
        _mirrored,
        _gamma,
        _blurred,
    ]
    if kind == Modality.MAMMOGRAPHY:
        steps.append(_inverted)
    if kind == Modality.THERMOGRAPHY:
        steps += [_in_colours, _inverted]
    for step in steps:
        if rng.random() < 0.5:
            picture = step(picture, rng)
    return picture


def _cropped(picture: Grey, rng: Generator) -> Grey:
    rows, columns = picture.shape
    top, bottom = rng.uniform(0, 0.12, 2)
    left, right = rng.uniform(0, 0.12, 2)
    return picture[
        int(top * rows) : rows - int(bottom * rows),
        int(left * columns) : columns - int(right * columns),
    ]


def _framed(picture: Grey, rng: Generator) -> Grey:
    """Return the picture on a larger black page, as screens and exports show it."""
    rows, columns = picture.shape
    edges = (rng.uniform(0, 0.15, 4) * (rows, rows, columns, columns)).astype(int)
    return np.pad(picture, (tuple(edges[:2]), tuple(edges[2:])))


def _mirrored(picture: Grey, _: Generator) -> Grey:
    return np.ascontiguousarray(picture[:, ::-1])


def _gamma(picture: Grey, rng: Generator) -> Grey:
    power = np.exp(rng.uniform(-0.5, 0.5))
    return np.asarray(255 * (picture / 255.0) ** power, np.uint8)


def _blurred(picture: Grey, rng: Generator) -> Grey:
    sigma = rng.uniform(0.2, 2.5) * max(picture.shape) / 256
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def _inverted(picture: Grey, _: Generator) -> Grey:
    return np.asarray(255 - picture, np.uint8)


def _in_colours(picture: Grey, rng: Generator) -> Grey:
    palette = _PALETTES[int(rng.integers(len(_PALETTES)))]
    coloured = cv2.applyColorMap(picture, palette)
    return np.asarray(cv2.cvtColor(coloured, cv2.COLOR_BGR2GRAY), np.uint8)


def _pictures(name: str, folder: Path) -> list[Grey]:
    return [read_grey(case.image) for case in LOADERS[name](folder)]


def _flat(drawn: dict[str, list[Grey]]) -> list[Grey]:
    return [picture for pictures in drawn.values() for picture in pictures]


def _row(router: Router, name: str, kind: str, pictures: Sequence[Grey]) -> RouteRow:
    routes = [router.route(picture) for picture in pictures]
    first = np.mean([route.candidates[0] == kind and not route.is_other for route in routes])
    among = np.mean([kind in route.candidates and not route.is_other for route in routes])
    return RouteRow(name, float(first), float(among), len(pictures))

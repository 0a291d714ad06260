"""Networks with a mean over the picture, for scans without published lesion masks.

`logit[c] = sum over xy of a[x, y] * sum over depths of E_d[x, y, c] + b[c]`, where `a` is the same
everywhere inside of the picture and zero on its black surroundings. Where few pictures and no masks
are published, an attention that is learned overfits; this head has nothing to learn but one number
a feature and class, can start from the best linear answer on pretrained features
(`training.fitting.linear_probe`), and its class map adds up to the answer just as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
from keras import layers, ops

from training.networks.backbones import build_taps
from training.networks.evidence_pooling import EvidencePooling

DARK = 2.5 / 255
STRIDES = (8, 16, 32)
_GRID = STRIDES[0]


class Inside(layers.Layer):  # type: ignore[misc] # Keras is not typed
    """The share of the whole that each cell counts for: black surroundings count nothing.

    Input is the picture, shape (batch, rows, columns, 1) from 0 to 1; output has shape
    (batch, rows / 8, columns / 8, 1) and adds up to 1.
    """

    def call(self, picture: Any) -> Any:
        """Return the shares of the cells."""
        bright = ops.clip((picture - DARK) * 1e4, 0.0, 1.0)
        # A picture that is black altogether counts everywhere alike.
        covered = ops.average_pool(bright, _GRID, _GRID) + 1e-6
        return covered / ops.sum(covered, axis=(1, 2), keepdims=True)


class MeanPooling(EvidencePooling):
    """Pool class evidence weighed with the shares of `Inside`, as they are."""


def build_mean_network(
    backbone: str,
    rows: int,
    columns: int,
    classes: int,
    weights: Path | str | None,
    *,
    dropout: float = 0.1,
) -> keras.Model:
    """Build a network for grey pictures that takes the mean over the picture.

    Parameters
    ----------
    backbone : str
        A key of `training.networks.backbones.BACKBONES`.
    rows, columns : int
        Input size, multiples of 32.
    classes : int
        Number of classes.
    weights : Path, "imagenet" or None
        Of the backbone: a file, the published ones, or random ones.
    dropout : float
        Share of the features dropped in training.

    Returns
    -------
    keras.Model
        Input (batch, rows, columns, 1) from 0 to 1. Outputs ``logits``, ``class_maps``,
        ``lesion`` and ``features`` as of `training.networks.attention_network.build_network`,
        where ``lesion`` holds the logits of how much of a cell counts; and ``pooled``
        (batch, channels), the features of all depths, each with the shares of the cells, from
        which the logits follow.

    Raises
    ------
    UserFacingError
        If the backbone is unknown or the weights do not fit it.
    """
    known, taps = build_taps(backbone, rows, columns, weights)
    picture = keras.Input((rows, columns, 1), name="image")
    shares = Inside(name="inside")(picture)
    levels = [_raised(level, rows, columns) for level in taps(known.scale(picture))]
    evidence = _evidence(levels, classes, dropout)
    maps, logits = MeanPooling(name="pooling", dtype="float32")([evidence, shares])
    pooled = [ops.sum(level * shares, axis=(1, 2)) for level in levels]
    features = [layers.GlobalAveragePooling2D()(level) for level in levels[:2]]
    return keras.Model(
        picture,
        {
            "logits": logits,
            "class_maps": maps,
            "lesion": _share_logits(shares),
            "features": layers.Concatenate(name="features")(features),
            "pooled": layers.Concatenate(name="pooled")(pooled),
        },
        name=backbone,
    )


def _evidence(levels: Sequence[Any], classes: int, dropout: float) -> Any:
    """Return the evidence of all depths, added up, on the finest grid, one channel a class."""
    evidence: Any = 0.0
    for stride, level in zip(STRIDES, levels, strict=True):
        kept = layers.SpatialDropout2D(dropout)(level)
        name = f"evidence_{stride}"
        evidence += layers.Conv2D(classes, 1, use_bias=False, name=name, dtype="float32")(kept)
    return evidence


def _share_logits(shares: Any) -> Any:
    """Return logits of how much each cell counts, beside the cell that counts most."""
    largest = ops.max(shares, axis=(1, 2), keepdims=True)
    counted = ops.clip(shares / largest, 1e-3, 1 - 1e-3)
    return ops.log(counted / (1 - counted))


def _raised(level: Any, rows: int, columns: int) -> Any:
    """Bring features to the finest grid, each cell repeated."""
    wanted = (rows // _GRID, columns // _GRID)
    factor = max(1, round(wanted[0] / level.shape[1]))
    repeated = layers.UpSampling2D(factor)(level) if factor > 1 else level
    fits = tuple(repeated.shape[1:3]) == wanted
    return repeated if fits else layers.Resizing(*wanted)(repeated)

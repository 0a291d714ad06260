"""Networks with attention, whose answer is a sum over places.

`logit[c] = sum over xy of a[x, y] * E[x, y, c] + b[c]` with attention
`a = normalise(sigmoid(lesion) + floor)`: the class map `a * E` adds up to the answer, so that the
heatmap is the answer itself, not an explanation made up afterwards.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
from keras import layers, ops

from training.networks.backbones import build_taps
from training.networks.evidence_pooling import EvidencePooling

ATTENTION_FLOOR = 0.02


class AttentionPooling(EvidencePooling):
    """Pool class evidence with the lesion head's attention: weighed with its logits."""

    def shares(self, weighing: Any) -> Any:
        """Return the attention of each place, from its lesion logit."""
        attention = ops.sigmoid(weighing) + ATTENTION_FLOOR
        return attention / ops.sum(attention, axis=(1, 2), keepdims=True)


def build_network(
    backbone: str,
    rows: int,
    columns: int,
    classes: int,
    weights: Path | str | None,
    *,
    width: int = 128,
    dropout: float = 0.1,
) -> keras.Model:
    """Build a network for grey pictures.

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
    width : int
        Channels of the merged features.
    dropout : float
        Share of channels of the merged features dropped in training.

    Returns
    -------
    keras.Model
        Input (batch, rows, columns, 1) from 0 to 1. Outputs ``logits`` (batch, classes),
        ``class_maps`` (batch, rows / 8, columns / 8, classes), ``lesion`` logits
        (batch, rows / 8, columns / 8, 1) and ``features`` (batch, channels), the mean features at
        strides 8 and 16.

    Raises
    ------
    UserFacingError
        If the backbone is unknown or the weights do not fit it.
    """
    known, taps = build_taps(backbone, rows, columns, weights)
    picture = keras.Input((rows, columns, 1), name="image")
    shallow, middle, deep = _aligned(taps(known.scale(picture)), rows, columns)
    merged = _merge(deep, middle, width)
    merged = _merge(merged, shallow, width)
    merged = layers.SpatialDropout2D(dropout)(merged)
    lesion = layers.Conv2D(1, 1, name="lesion", dtype="float32")(merged)
    evidence = layers.Conv2D(classes, 1, name="evidence", dtype="float32")(merged)
    maps, logits = AttentionPooling(name="pooling", dtype="float32")([evidence, lesion])
    features = layers.Concatenate(name="features")(
        [layers.GlobalAveragePooling2D()(level) for level in (shallow, middle)]
    )
    return keras.Model(
        picture,
        {"logits": logits, "class_maps": maps, "lesion": lesion, "features": features},
        name=backbone,
    )


def _aligned(features: Any, rows: int, columns: int) -> list[Any]:
    """Bring features to strides 8, 16 and 32, where a network's own padding left others."""
    found = []
    for level, stride in zip(features, (8, 16, 32), strict=True):
        wanted = (rows // stride, columns // stride)
        fits = tuple(level.shape[1:3]) == wanted
        found.append(level if fits else layers.Resizing(*wanted)(level))
    return found


def _merge(deep: Any, shallow: Any, width: int) -> Any:
    """Bring deep features to the grid of the shallow ones and join both."""
    raised = layers.UpSampling2D(interpolation="bilinear")(layers.Conv2D(width, 1)(deep))
    joined = layers.Add()([raised, layers.Conv2D(width, 1)(shallow)])
    joined = layers.SeparableConv2D(width, 3, padding="same")(layers.Activation("relu")(joined))
    return layers.Activation("relu")(joined)

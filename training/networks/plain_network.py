"""Networks that only classify, as the study projects had them: no lesion head and no heatmap."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import keras
from keras import layers

from engine.errors import UserFacingError
from training.networks.backbones import build_taps

_POOLINGS = ("average", "max", "flatten")


@dataclass(frozen=True, slots=True)
class PlainHead:
    """The ``[plain]`` table of a recipe: what stands on the deepest features.

    Attributes
    ----------
    pooling : str
        ``average`` or ``max`` over all places, or ``flatten``, which keeps them apart.
    dense : int
        Units of a layer before the answer; 0 leaves it out.
    """

    pooling: str = "average"
    dense: int = 0

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> PlainHead:
        """Check a recipe's table.

        Raises
        ------
        UserFacingError
            If an entry is unknown or cannot be.
        """
        unknown = sorted(table.keys() - {field.name for field in fields(cls)})
        if unknown:
            raise UserFacingError(
                f"The recipe's [plain] has the unknown entry {unknown[0]}.",
                "Known are pooling and dense.",
            )
        head = cls(**table)
        if head.pooling not in _POOLINGS or head.dense < 0:
            raise UserFacingError(
                f"The recipe's [plain] wants {head.pooling} pooling and {head.dense} units.",
                f"Choose {', '.join(_POOLINGS)}, and 0 or more units.",
            )
        return head


def build_plain_network(
    backbone: str,
    shape: tuple[int, int],
    classes: int,
    weights: Path | str | None,
    head: PlainHead,
    *,
    dropout: float = 0.0,
) -> keras.Model:
    """Build a classifier of grey pictures.

    Parameters
    ----------
    backbone : str
        A key of `training.networks.backbones.BACKBONES`.
    shape : tuple of int
        Input size (rows, columns).
    classes : int
        Number of classes.
    weights : Path, "imagenet" or None
        Of the backbone: a file, the published ones, or random ones.
    head : PlainHead
        What stands on the deepest features.
    dropout : float
        Share of the pooled features dropped in training.

    Returns
    -------
    keras.Model
        Input (batch, rows, columns, 1) from 0 to 1; output ``logits`` (batch, classes).

    Raises
    ------
    UserFacingError
        If the backbone is unknown or the weights do not fit it.
    """
    known, taps = build_taps(backbone, *shape, weights)
    # Without the shallower outputs, layers that only lead to them are not kept.
    deepest = keras.Model(taps.input, taps.outputs[-1], name="backbone")
    picture = keras.Input((*shape, 1), name="image")
    pooled = _pool(deepest(known.scale(picture)), head.pooling)
    if head.dense:
        pooled = layers.Dense(head.dense, activation="relu")(pooled)
    if dropout:
        pooled = layers.Dropout(dropout)(pooled)
    logits = layers.Dense(classes, dtype="float32", name="answer")(pooled)
    return keras.Model(picture, {"logits": logits}, name=backbone)


def _pool(features: Any, pooling: str) -> Any:
    if pooling == "flatten":
        return layers.Flatten()(features)
    if pooling == "max":
        return layers.GlobalMaxPooling2D()(features)
    return layers.GlobalAveragePooling2D()(features)

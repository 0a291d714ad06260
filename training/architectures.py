"""Networks whose answer is a sum over places.

`logit[c] = sum over xy of a[x, y] * E[x, y, c] + b[c]` with attention
`a = normalise(sigmoid(lesion) + floor)`: the class map `a * E` adds up to the answer, so that the
heatmap is the answer and not a story about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
from keras import layers, ops

from engine.errors import UserFacingError

ATTENTION_FLOOR = 0.02


@dataclass(frozen=True, slots=True)
class Backbone:
    """A network of keras.applications and the layers whose features are read.

    Attributes
    ----------
    build : str
        Name of the constructor in keras.applications.
    taps : tuple of str
        Layers with features at strides 8, 16 and 32.
    """

    build: str
    taps: tuple[str, str, str]


BACKBONES = {
    "MobileNet": Backbone("MobileNet", ("conv_pw_5_relu", "conv_pw_11_relu", "conv_pw_13_relu")),
    "MobileNetV2": Backbone(
        "MobileNetV2", ("block_6_expand_relu", "block_13_expand_relu", "out_relu")
    ),
}


class AttentionPooling(layers.Layer):  # type: ignore[misc] # Keras is not typed
    """Pool class evidence with the lesion head's attention.

    Inputs are the evidence, shape (batch, rows, columns, classes), and the lesion logits, shape
    (batch, rows, columns, 1). Outputs are the class maps, of the evidence's shape, and the
    logits, shape (batch, classes): the maps' sum over the grid plus a bias.
    """

    def build(self, input_shape: Any) -> None:
        """Create the bias, one number a class."""
        self.bias = self.add_weight(shape=(input_shape[0][-1],), initializer="zeros", name="bias")

    def call(self, inputs: Any) -> tuple[Any, Any]:
        """Return class maps and logits."""
        evidence, lesion = inputs
        attention = ops.sigmoid(lesion) + ATTENTION_FLOOR
        attention = attention / ops.sum(attention, axis=(1, 2), keepdims=True)
        maps = attention * evidence
        return maps, ops.sum(maps, axis=(1, 2)) + self.bias

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shapes of class maps and logits."""
        evidence = tuple(input_shape[0])
        return evidence, (evidence[0], evidence[-1])


def build_network(
    backbone: str,
    rows: int,
    columns: int,
    classes: int,
    weights: Path | None,
    *,
    width: int = 128,
    dropout: float = 0.1,
) -> keras.Model:
    """Build a network for grey pictures.

    Parameters
    ----------
    backbone : str
        A key of `BACKBONES`.
    rows, columns : int
        Input size, multiples of 32.
    classes : int
        Number of classes.
    weights : Path or None
        File of the backbone's pretrained weights; None starts from random ones.
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
    taps = _backbone_taps(backbone, rows, columns, weights)
    picture = keras.Input((rows, columns, 1), name="image")
    # The published weights expect three channels from -1 to 1.
    shallow, middle, deep = taps(layers.Concatenate()([picture * 2.0 - 1.0] * 3))
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


def _backbone_taps(backbone: str, rows: int, columns: int, weights: Path | None) -> keras.Model:
    if backbone not in BACKBONES:
        raise UserFacingError(
            f"There is no architecture named {backbone}.",
            f"Choose one of {', '.join(sorted(BACKBONES))}.",
        )
    known = BACKBONES[backbone]
    network = getattr(keras.applications, known.build)(
        input_shape=(rows, columns, 3), include_top=False, weights=None
    )
    if weights is not None:
        try:
            network.load_weights(weights)
        except (OSError, ValueError) as error:
            raise UserFacingError(
                f"The pretrained weights {weights.name} cannot be loaded into {backbone}.",
                "Give the folder that holds them with --weights.",
                weights,
            ) from error
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            # Frozen, it uses its stored statistics: small batches of scans would spoil them.
            layer.trainable = False
    return keras.Model(
        network.input, [network.get_layer(name).output for name in known.taps], name="backbone"
    )


def _merge(deep: Any, shallow: Any, width: int) -> Any:
    """Bring deep features to the grid of the shallow ones and join both."""
    raised = layers.UpSampling2D(interpolation="bilinear")(layers.Conv2D(width, 1)(deep))
    joined = layers.Add()([raised, layers.Conv2D(width, 1)(shallow)])
    joined = layers.SeparableConv2D(width, 3, padding="same")(layers.Activation("relu")(joined))
    return layers.Activation("relu")(joined)

"""Backbones that features are taken from: keras.applications, EfficientNet-Lite, simple ones.

For each: its constructor, the layers whose features are read, and the grey values that its
published ImageNet weights expect. Sources: the papers named in Keras's documentation of
``keras.applications``, and its ``preprocess_input`` functions for the scaling.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
from keras import layers

from engine.errors import UserFacingError
from training.networks.efficientnet_lite import LITE_TAPS, efficientnet_lite

IMAGENET = "imagenet"


@dataclass(frozen=True, slots=True)
class Backbone:
    """A network and how it is used.

    Attributes
    ----------
    build : callable
        Takes ``input_shape``, ``include_top`` and ``weights`` and returns a keras.Model.
    taps : tuple of str
        Layers with features at strides 8, 16 and 32.
    scale : callable
        Turns a grey picture from 0 to 1, shape (batch, rows, columns, 1), into the three channels
        that the pretrained weights expect.
    pretrained : bool
        Whether Keras offers ImageNet weights.
    """

    build: Callable[..., keras.Model]
    taps: tuple[str, str, str]
    scale: Callable[[Any], Any]
    pretrained: bool = True


def _minus_one_to_one(picture: Any) -> Any:
    return layers.Concatenate()([picture * 2.0 - 1.0] * 3)


def _zero_to_255(picture: Any) -> Any:
    return layers.Concatenate()([picture * 255.0] * 3)


def _mean_subtracted(picture: Any) -> Any:
    # Blue, green, red, as the weights converted from Caffe have it.
    means = (103.939, 116.779, 123.68)
    return layers.Concatenate()([picture * 255.0 - mean for mean in means])


def _standardised(picture: Any) -> Any:
    means, deviations = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    pairs = zip(means, deviations, strict=True)
    return layers.Concatenate()([(picture - mean) / deviation for mean, deviation in pairs])


def _simple(widths: tuple[int, ...], *, normalised: bool) -> Callable[..., keras.Model]:
    """Return the constructor of a plain network: convolve, perhaps normalise, halve, repeat."""

    def build(input_shape: tuple[int, ...], **_: Any) -> keras.Model:
        picture = keras.Input(input_shape)
        features: Any = picture
        for stage, width in enumerate(widths, start=1):
            features = layers.Conv2D(width, 3, padding="same", use_bias=not normalised)(features)
            if normalised:
                features = layers.BatchNormalization()(features)
            features = layers.Activation("relu")(features)
            features = layers.MaxPooling2D(name=f"stage_{stage}")(features)
        return keras.Model(picture, features)

    return build


_SIMPLE_TAPS = ("stage_3", "stage_4", "stage_5")
_APPLICATIONS = keras.applications

BACKBONES: dict[str, Backbone] = {
    "SimpleCNN": Backbone(
        _simple((16, 32, 64, 128, 128), normalised=False),
        _SIMPLE_TAPS,
        _minus_one_to_one,
        pretrained=False,
    ),
    "SimpleCNN-BN": Backbone(
        _simple((32, 64, 128, 256, 256), normalised=True),
        _SIMPLE_TAPS,
        _minus_one_to_one,
        pretrained=False,
    ),
    "VGG16": Backbone(
        _APPLICATIONS.VGG16, ("block4_conv3", "block5_conv3", "block5_pool"), _mean_subtracted
    ),
    "ResNet50": Backbone(
        _APPLICATIONS.ResNet50,
        ("conv3_block4_out", "conv4_block6_out", "conv5_block3_out"),
        _mean_subtracted,
    ),
    "MobileNet": Backbone(
        _APPLICATIONS.MobileNet,
        ("conv_pw_5_relu", "conv_pw_11_relu", "conv_pw_13_relu"),
        _minus_one_to_one,
    ),
    "MobileNetV2": Backbone(
        _APPLICATIONS.MobileNetV2,
        ("block_6_expand_relu", "block_13_expand_relu", "out_relu"),
        _minus_one_to_one,
    ),
    "DenseNet121": Backbone(
        _APPLICATIONS.DenseNet121,
        ("conv3_block12_concat", "conv4_block24_concat", "relu"),
        _standardised,
    ),
    "InceptionV3": Backbone(
        _APPLICATIONS.InceptionV3, ("mixed2", "mixed7", "mixed10"), _minus_one_to_one
    ),
    "EfficientNetV2B0": Backbone(
        _APPLICATIONS.EfficientNetV2B0,
        ("block4a_expand_activation", "block6a_expand_activation", "top_activation"),
        _zero_to_255,
    ),
    "EfficientNetLite0": Backbone(
        efficientnet_lite(1.0, 1.0), LITE_TAPS, _minus_one_to_one, pretrained=False
    ),
    "EfficientNetLite1": Backbone(
        efficientnet_lite(1.0, 1.1), LITE_TAPS, _minus_one_to_one, pretrained=False
    ),
    "EfficientNetLite2": Backbone(
        efficientnet_lite(1.1, 1.2), LITE_TAPS, _minus_one_to_one, pretrained=False
    ),
}


MOMENTUM = 0.9
"""Of the running means of batch normalisation where a network learns from scratch.

With Keras's 0.99 they lag by hundreds of steps, which is a whole training on a small set: the same
training on BUSI gave an AUC of 0.41 with 0.99 and of 0.89 with 0.9.
"""


def build_taps(
    name: str, rows: int, columns: int, weights: Path | str | None
) -> tuple[Backbone, keras.Model]:
    """Build a backbone that returns its features at the three depths.

    Parameters
    ----------
    name : str
        A key of `BACKBONES`.
    rows, columns : int
        Input size.
    weights : Path, "imagenet" or None
        A file of weights without top, the published ones (downloaded by Keras), or random ones.

    Returns
    -------
    tuple
        The entry of `BACKBONES`, and a model from (batch, rows, columns, 3) to three features.

    Raises
    ------
    UserFacingError
        If the name is unknown, or the weights cannot be had or do not fit.
    """
    if name not in BACKBONES:
        raise UserFacingError(
            f"There is no architecture named {name}.",
            f"Choose one of {', '.join(BACKBONES)}.",
        )
    known = BACKBONES[name]
    network = _build(name, known, (rows, columns, 3), IMAGENET if weights == IMAGENET else None)
    if isinstance(weights, Path):
        _load(name, network, weights)
    for layer in network.layers:
        if not isinstance(layer, layers.BatchNormalization):
            continue
        if weights is not None:
            # Frozen, it uses its stored statistics: small batches of scans would spoil them.
            layer.trainable = False
        else:
            layer.momentum = MOMENTUM
    outputs = [network.get_layer(tap).output for tap in known.taps]
    return known, keras.Model(network.input, outputs, name="backbone")


def _build(
    name: str, known: Backbone, shape: tuple[int, int, int], weights: str | None
) -> keras.Model:
    if weights is not None and not known.pretrained:
        raise UserFacingError(
            f"Keras has no pretrained weights for {name}.",
            "Leave out its weights in the recipe, and it learns from scratch, or name a file of "
            "weights: `python -m training weights` writes those of EfficientNet-Lite.",
        )
    try:
        return known.build(input_shape=shape, include_top=False, weights=weights)
    except Exception as error:
        # Keras raises a bare Exception when a download fails.
        if weights is None:
            raise
        raise UserFacingError(
            f"The ImageNet weights of {name} could not be downloaded.",
            "Connect to a network once, or name a file of weights in the recipe.",
        ) from error


def _load(name: str, network: keras.Model, path: Path) -> None:
    try:
        with warnings.catch_warnings():
            # Keras only warns when part of a file fits nothing; the rest would stay random.
            warnings.simplefilter("error", UserWarning)
            network.load_weights(path)
    except (OSError, ValueError, UserWarning) as error:
        raise UserFacingError(
            f"The pretrained weights {path.name} cannot be loaded into {name}.",
            "Give the folder that holds them with --weights.",
            path,
        ) from error

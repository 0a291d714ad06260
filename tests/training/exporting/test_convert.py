"""Graphs: at half precision, and with convolutions in whole numbers."""

import numpy as np
import pytest

keras = pytest.importorskip("keras", reason="the training extra is not installed")


@pytest.fixture(scope="module")
def network() -> "keras.Model":
    from keras import layers

    keras.utils.set_random_seed(3)
    image = keras.Input(batch_shape=(1, 48, 48, 1))
    found = image
    for filters in (16, 32, 64):
        found = layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu6")(found)
        found = layers.DepthwiseConv2D(3, padding="same", activation="relu6")(found)
    maps = layers.Conv2D(3, 1)(found)
    return keras.Model(image, {"logits": keras.ops.sum(maps, axis=(1, 2)), "class_maps": maps})


@pytest.fixture(scope="module")
def pictures() -> np.ndarray:
    rough = np.random.default_rng(4).random((24, 6, 6, 1), dtype=np.float32)
    return rough.repeat(8, axis=1).repeat(8, axis=2)


def test_whole_numbers_answer_as_the_network_does_in_half_the_bytes(
    network: "keras.Model", pictures: np.ndarray
) -> None:
    from training.exporting.convert import ask, to_litert

    half, whole = to_litert(network), to_litert(network, pictures[:12])
    assert len(whole) < 0.75 * len(half)
    truth = np.concatenate([network(one[None])["logits"] for one in pictures])
    spread = truth.std(axis=0).max()
    for graph, allowed in ((half, 0.01), (whole, 0.35)):
        found = np.stack([ask(graph, one)["logits"] for one in pictures])
        assert np.abs(found - truth).max() < allowed * spread
        # Of whole numbers nothing may be left in what comes out.
        assert found.dtype == np.float32


def test_only_the_ranges_of_the_examples_can_be_told_apart(
    network: "keras.Model", pictures: np.ndarray
) -> None:
    from training.exporting.convert import ask, to_litert

    narrow = to_litert(network, pictures[:12] * 0.05)
    bright = [ask(narrow, one)["logits"] for one in pictures[12:]]
    truth = [np.asarray(network(one[None])["logits"])[0] for one in pictures[12:]]
    # Everything brighter than the examples looks alike.
    assert np.std(bright, axis=0).max() < 0.5 * np.std(truth, axis=0).max()


def test_maps_of_whole_numbers_add_up_to_the_logits(
    network: "keras.Model", pictures: np.ndarray
) -> None:
    from training.exporting.convert import ask, to_litert

    graph = to_litert(network, pictures)
    for one in pictures[:4]:
        found = ask(graph, one)
        assert found["class_maps"].sum(axis=(0, 1)) == pytest.approx(found["logits"], abs=1e-4)

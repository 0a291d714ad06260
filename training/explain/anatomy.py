"""Networks of a run taken apart, so that other ways to draw a heatmap can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import keras
import numpy as np
import tensorflow as tf
from keras import ops
from numpy.typing import NDArray

from engine.errors import UserFacingError
from training.exporting.ensemble import round_weights
from training.fitting.member import build_member
from training.networks.lesion_crop import crop, find_box, paste_back, shrink
from training.recipe.recipe import ATTENTION, LESION, WHOLE, LesionCrop
from training.run import Run

Map = NDArray[np.float32]

ADDITIVE = "additive map"
PLAIN = "plain class activation map"
LAST = "Grad-CAM, last features"
DEEP = "Grad-CAM, deepest features"
LESION_MAP = "lesion map"


@dataclass(frozen=True, slots=True, eq=False)
class Anatomy:
    """The networks of a run, each giving its inner features beside its answer.

    Attributes
    ----------
    whole, closer : list of keras.Model
        Those that see the whole picture, and those that see the crop of the lesion. Outputs
        ``logits``, ``class_maps``, ``lesion``, ``evidence``, ``last`` and ``deep``.
    rule : LesionCrop
        How the crop follows from the lesion map, and what is seen in it counts for.
    compared : ndarray of bool
        The classes that the closer look tells apart.
    flips : bool
        Whether each network also sees the mirror image.
    """

    whole: list[keras.Model]
    closer: list[keras.Model]
    rule: LesionCrop
    compared: NDArray[np.bool_]
    flips: bool

    @classmethod
    def open(cls, run: Run) -> Anatomy:
        """Load the networks of a trained run, weights rounded as in the exported graph.

        Raises
        ------
        UserFacingError
            If a network is not trained yet, or has no attention to be left out.
        """
        recipe = run.recipe
        if any(member.pooling != ATTENTION for member in recipe.members):
            raise UserFacingError(
                f"The networks of the recipe {recipe.name} weigh every place equally, so there "
                "is no other map to compare theirs with.",
                "Choose a recipe whose networks have attention.",
            )
        networks = []
        for index, member in enumerate(recipe.members):
            network = build_member(recipe, member, run.member_folder(index))
            round_weights(network)
            networks.append((member.view, _opened(network)))
        return cls(
            whole=[network for view, network in networks if view == WHOLE],
            closer=[network for view, network in networks if view == LESION],
            rule=recipe.lesion_crop,
            compared=np.isin(recipe.classes, recipe.lesion_crop.classes or recipe.classes),
            flips=bool(recipe.fit["flips"]),
        )

    @property
    def networks(self) -> list[keras.Model]:
        """All networks, those of the whole picture first."""
        return [*self.whole, *self.closer]

    def look(self, picture: NDArray[np.float32], index: int) -> Looked:
        """Return the answer to one picture, and every kind of map of one class.

        Each map is that of the class's logit in the joined network, in which logits are centred
        over the classes and the closer look only tells some of them apart: see
        `training.exporting.ensemble.join`. Nothing is rectified or scaled, so that maps can be
        ranked.

        Parameters
        ----------
        picture : ndarray of float32
            Shape (rows, columns, 1), from `engine.picture.preprocessing.preprocess`.
        index : int
            The class.
        """
        tensor = tf.convert_to_tensor(picture[None])
        sides = [
            _Side.ask(net, shrink(tensor, *net.input.shape[1:3]), self.flips) for net in self.whole
        ]
        lesion = np.mean([side.lesion for side in sides], axis=0)
        count = len(self.compared)
        centred = np.eye(count) - 1 / count
        weights = centred - self._share * self._differences
        logits = weights @ np.mean([side.logits for side in sides], axis=0)
        maps = _mean([side.maps(weights[index]) for side in sides], lesion.shape)
        if self.closer:
            found, closer_logits = self._closer(tensor, lesion, index)
            logits = logits + self._share * self._differences @ closer_logits
            maps = {name: plane + found[name] for name, plane in maps.items()}
        return Looked(logits, {**maps, LESION_MAP: np.asarray(lesion, np.float32)})

    @property
    def _share(self) -> float:
        return self.rule.share_of(len(self.whole), len(self.closer))

    @property
    def _differences(self) -> NDArray[np.float64]:
        chosen = self.compared.astype(np.float64)
        return np.asarray(np.diag(chosen) - np.outer(chosen, chosen) / max(1.0, chosen.sum()))

    def _closer(
        self, tensor: Any, lesion: Map, index: int
    ) -> tuple[dict[str, Map], NDArray[np.float64]]:
        cells = lesion.shape[0]
        box = find_box(tf.convert_to_tensor(lesion[None, ..., None]), self.rule)
        weights = self._share * self._differences[index]
        sides = [
            _Side.ask(net, crop(tensor, box, int(net.input.shape[1])), self.flips)
            for net in self.closer
        ]
        inner = _mean([side.maps(weights) for side in sides], None)
        laid = {name: _pasted_back(plane, box, cells) for name, plane in inner.items()}
        return laid, np.asarray(np.mean([side.logits for side in sides], axis=0), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What the networks answer for one picture.

    Attributes
    ----------
    logits : ndarray of float64
        Of the joined network, shape (classes,).
    maps : dict
        Name of each kind of map to its plane on the grid of the whole picture, (cells, cells).
    """

    logits: NDArray[np.float64]
    maps: dict[str, Map]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """What one network answered for a picture and, in a second row, for its mirror image."""

    outputs: dict[str, Any]
    tape: tf.GradientTape

    @classmethod
    def ask(cls, network: keras.Model, picture: Any, flips: bool) -> _Side:
        both = ops.concatenate([picture, ops.flip(picture, axis=2)]) if flips else picture
        with tf.GradientTape(persistent=True) as tape:
            outputs = network(both, training=False)
        return cls(outputs, tape)

    @property
    def logits(self) -> NDArray[np.float64]:
        return np.asarray(np.mean(self.outputs["logits"], axis=0, dtype=np.float64))

    @property
    def lesion(self) -> Map:
        return _unmirrored(ops.sigmoid(self.outputs["lesion"])[..., 0])

    def maps(self, weights: NDArray[np.float64]) -> dict[str, Map]:
        """Return the maps of ``weights @ logits`` on the network's own grids."""
        along = tf.constant(weights, tf.float32)
        evidence = self.outputs["evidence"]
        cells = float(evidence.shape[1] * evidence.shape[2])
        return {
            ADDITIVE: _unmirrored(ops.sum(self.outputs["class_maps"] * along, axis=-1)),
            # What global average pooling of the same evidence would add up to.
            PLAIN: _unmirrored(ops.sum(evidence * along, axis=-1) / cells),
            LAST: self._gradient_map("last", along),
            DEEP: self._gradient_map("deep", along),
        }

    def _gradient_map(self, name: str, along: Any) -> Map:
        # Selvaraju et al., ICCV 2017: channels weighted by the mean gradient of the answer.
        features = self.outputs[name]
        with self.tape:
            target = tf.reduce_sum(self.outputs["logits"] * along)
        slope = self.tape.gradient(target, features)
        weight = ops.mean(slope, axis=(1, 2), keepdims=True)
        return _unmirrored(ops.sum(features * weight, axis=-1))


def _opened(network: keras.Model) -> keras.Model:
    evidence = network.get_layer("evidence")
    raised = next(item for item in network.layers if isinstance(item, keras.layers.UpSampling2D))
    narrowed = raised.input._keras_history.operation  # noqa: SLF001  no public way to it
    return keras.Model(
        network.input,
        {
            **{name: network.output[name] for name in ("logits", "class_maps", "lesion")},
            "evidence": evidence.output,
            "last": evidence.input,
            "deep": narrowed.input,
        },
    )


def _unmirrored(planes: Any) -> Map:
    found = np.array(planes, np.float32)
    found[1:] = found[1:, :, ::-1]
    return np.asarray(found.mean(axis=0), np.float32)


def _mean(sides: Sequence[dict[str, Map]], grid: tuple[int, ...] | None) -> dict[str, Map]:
    return {
        name: np.mean([_on_grid(side[name], grid) for side in sides], axis=0) for name in sides[0]
    }


def _on_grid(plane: Map, grid: tuple[int, ...] | None) -> Map:
    if grid is None or plane.shape == grid:
        return plane
    return np.asarray(cv2.resize(plane, grid[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _pasted_back(plane: Map, box: Any, cells: int) -> Map:
    laid = paste_back(tf.convert_to_tensor(plane[None, ..., None]), box, cells)
    return np.asarray(laid, np.float32)[0, ..., 0]

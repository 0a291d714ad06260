"""Classifier: the LiteRT graph of a model, loaded, tried and run."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.messages import hints, models
from engine.model.model_card import FLOAT16, INT8, ModelCard
from engine.system.native_stderr import discarding_native_stderr

if TYPE_CHECKING:
    from ai_edge_litert.interpreter import Interpreter

OUTPUTS = ("logits", "class_maps", "lesion_map", "embedding", "scope_distance")
# Differences between processors and thread counts stay far below; a damaged graph is far above.
# Where a last digit decides which whole number a value is rounded to, they are larger.
_SELF_TEST_TOLERANCE = {FLOAT16: 0.02, INT8: 0.25}


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The outputs of one forward pass.

    Attributes
    ----------
    logits : ndarray of float32
        Shape (classes,).
    class_maps : ndarray of float32
        Shape (grid rows, grid columns, classes).
    lesion_map : ndarray of float32
        Shape (grid rows, grid columns), from 0 to 1.
    embedding : ndarray of float32
        Shape (components,): the scan's place among the training scans, in standard deviations.
    scope_distance : float
        How unlike the training scans it is; 1 at the border of what is answered.
    """

    logits: NDArray[np.float32]
    class_maps: NDArray[np.float32]
    lesion_map: NDArray[np.float32]
    embedding: NDArray[np.float32]
    scope_distance: float


def test_pattern(rows: int, columns: int) -> NDArray[np.float32]:
    """Return the picture that a graph is checked with, shape (rows, columns, 1), from 0 to 1."""
    vertical = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    horizontal = np.linspace(0, 1, columns, dtype=np.float32)[None, :]
    pattern = 0.25 + 0.2 * np.sin(24 * vertical) * np.cos(17 * horizontal) + 0.3 * vertical
    return np.asarray(pattern[..., None], np.float32)


def _tensors(interpreter: Interpreter) -> tuple[int, tuple[int, ...], dict[str, int]]:
    """Return the input's index and shape, and the index of each output."""
    # The runner must be gone before tensors are allocated, which is why this is a function.
    runner = interpreter.get_signature_runner()
    image, outputs = runner.get_input_details()["image"], runner.get_output_details()
    shape = tuple(int(side) for side in image["shape"])
    return image["index"], shape, {name: outputs[name]["index"] for name in OUTPUTS}


class Classifier:
    """A loaded graph.

    Parameters
    ----------
    graph : bytes
        A LiteRT flat buffer, already checked against its card.
    card : ModelCard
        Its card.
    threads : int
        Threads of one forward pass.

    Raises
    ------
    ModelError
        If the graph cannot be loaded, does not fit its card, or fails its self-test.
    """

    def __init__(self, graph: bytes, card: ModelCard, threads: int = 1) -> None:
        # Half of the cold start of a command that asks no model would be this import.
        from ai_edge_litert.interpreter import Interpreter

        self._card = card
        self._lock = threading.Lock()
        try:
            # LiteRT announces its choice of kernels there.
            with discarding_native_stderr():
                self._interpreter = Interpreter(model_content=graph, num_threads=threads)
                self._input, shape, self._outputs = _tensors(self._interpreter)
                self._interpreter.allocate_tensors()
            self._check(shape)
        except (ValueError, RuntimeError, KeyError) as error:
            raise ModelError(
                models.MODEL_NOT_LOADED(model=card.name), hints.PUT_BACK_MODEL
            ) from error

    def answer(self, picture: NDArray[np.float32]) -> Answer:
        """Classify one preprocessed frame; may be called from any thread.

        Parameters
        ----------
        picture : ndarray of float32
            Shape (rows, columns, 1), from `engine.picture.preprocessing.preprocess`.

        Raises
        ------
        ModelError
            If the logits are not finite.
        """
        with self._lock:
            self._interpreter.set_tensor(self._input, picture[None])
            self._interpreter.invoke()
            found: dict[str, Any] = {
                name: self._interpreter.get_tensor(index)[0]
                for name, index in self._outputs.items()
            }
        if not np.isfinite(found["logits"]).all():
            raise ModelError(models.MODEL_NO_NUMBER(model=self._card.name), hints.PUT_BACK_MODEL)
        return Answer(
            logits=found["logits"],
            class_maps=found["class_maps"],
            lesion_map=found["lesion_map"],
            embedding=found["embedding"],
            scope_distance=float(found["scope_distance"]),
        )

    def _check(self, shape: tuple[int, ...]) -> None:
        size = self._card.preprocessing
        if shape != (1, size.rows, size.columns, 1):
            raise ValueError(f"the graph takes {shape}")
        answer = self.answer(test_pattern(size.rows, size.columns))
        expected = np.asarray(self._card.self_test, np.float32)
        if answer.logits.shape != expected.shape or len(expected) != len(self._card.classes):
            raise ValueError("the graph has other classes")
        tolerance = _SELF_TEST_TOLERANCE[self._card.quantization]
        if not np.allclose(answer.logits, expected, rtol=0, atol=tolerance):
            raise ValueError("the self-test gave another answer")

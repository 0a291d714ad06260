"""Conversion of a Keras network into a LiteRT graph."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter
from ai_edge_litert.schema_py_generated import BuiltinOperator
from numpy.typing import NDArray

from engine.system.native_stderr import discarding_native_stderr

# Nearly all of the time goes there, and their inputs and outputs have no wide range.
_IN_WHOLE_NUMBERS = frozenset({"CONV_2D", "DEPTHWISE_CONV_2D"})


def to_litert(network: keras.Model, examples: NDArray[np.float32] | None = None) -> bytes:
    """Convert a network with fixed input shape.

    Parameters
    ----------
    network : keras.Model
        From `training.exporting.ensemble.join`.
    examples : ndarray of float32 or None
        Inputs such as the network will see, shape (pictures, rows, columns, channels). With
        them, convolutions are computed in whole numbers of 8 bits (LiteRT's post-training integer
        quantization, one scale a channel of a kernel), whose ranges are those that the examples
        reach; everything else stays in floating point: crops are placed, maps drawn and logits
        added up as before. Without, weights are stored at half precision and nothing is computed
        in whole numbers.

    Returns
    -------
    bytes
        A flat buffer with one signature: input ``image``, outputs named as the network's.
    """

    def serve(image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {name: tf.identity(value) for name, value in network(image, training=False).items()}

    archive = keras.export.ExportArchive()
    archive.track(network)
    signature = tf.TensorSpec(network.input.shape, tf.float32, name="image")
    archive.add_endpoint("serve", serve, input_signature=[signature])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "saved")
        archive.write_out(path, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(path)
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if examples is not None:
            return _in_whole_numbers(converter, examples)
        converter.target_spec.supported_types = [tf.float16]
        return bytes(converter.convert())


def ask(graph: bytes, picture: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Return the outputs of a graph for one picture, shape (rows, columns, channels), by name."""
    with discarding_native_stderr():
        runner = Interpreter(model_content=graph).get_signature_runner()
    return {name: np.array(value[0]) for name, value in runner(image=picture[None]).items()}


def _in_whole_numbers(converter: Any, examples: NDArray[np.float32]) -> bytes:
    def shown() -> Iterator[dict[str, NDArray[np.float32]]]:
        return ({"image": picture[None]} for picture in examples)

    converter.representative_dataset = shown
    converter.target_spec.supported_ops = [
        tf.lite.OpsSet.TFLITE_BUILTINS_INT8,
        tf.lite.OpsSet.TFLITE_BUILTINS,
    ]
    every = {name for name in vars(BuiltinOperator) if not name.startswith("_")}
    options = tf.lite.experimental.QuantizationDebugOptions(
        denylisted_ops=sorted(every - _IN_WHOLE_NUMBERS)
    )
    with warnings.catch_warnings():
        # That TensorFlow's own interpreter will be taken out: it is not the one that is used.
        warnings.simplefilter("ignore")
        chooser = tf.lite.experimental.QuantizationDebugger(
            converter=converter, debug_dataset=shown, debug_options=options
        )
        return bytes(chooser.get_nondebug_quantized_model())

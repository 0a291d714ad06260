"""Turn a Keras network into the bytes of a LiteRT graph."""

from __future__ import annotations

import tempfile
from pathlib import Path

import keras
import tensorflow as tf


def to_litert(network: keras.Model) -> bytes:
    """Convert a network with fixed input shape; weights are stored at half precision.

    Parameters
    ----------
    network : keras.Model
        From `training.deployed.join`.

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
        converter.target_spec.supported_types = [tf.float16]
        return bytes(converter.convert())

"""Evidence pooling, from each place to logits: what all networks with a heatmap share."""

from __future__ import annotations

from typing import Any

from keras import layers, ops


class EvidencePooling(layers.Layer):  # type: ignore[misc] # Keras is not typed
    """Weigh evidence place by place and add it up, so that the class maps sum to the logits.

    Inputs are the evidence, shape (batch, rows, columns, classes), and what it is weighed with,
    shape (batch, rows, columns, 1). Outputs are the class maps, of the evidence's shape, and the
    logits, shape (batch, classes): the maps' sum over the grid plus a bias.
    """

    def build(self, input_shape: Any) -> None:
        """Create the bias, one number a class."""
        self.bias = self.add_weight(shape=(input_shape[0][-1],), initializer="zeros", name="bias")

    def shares(self, weighing: Any) -> Any:
        """Return how much each place counts; the shares add up to 1."""
        return weighing

    def call(self, inputs: Any) -> tuple[Any, Any]:
        """Return class maps and logits."""
        evidence, weighing = inputs
        maps = self.shares(weighing) * evidence
        return maps, ops.sum(maps, axis=(1, 2)) + self.bias

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shapes of class maps and logits."""
        evidence = tuple(input_shape[0])
        return evidence, (evidence[0], evidence[-1])

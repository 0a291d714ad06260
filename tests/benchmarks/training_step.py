"""Times one step of training in single and in half precision, in turn.

Run as ``python -m tests.benchmarks.training_step 128 VGG16 MobileNet``. The number is the side of
the pictures; each network of keras.applications starts with random weights and keeps its batch
normalisation still, as pretrained ones do here. Prints processor time a picture.
"""

from __future__ import annotations

import sys
import time

import keras
import numpy as np

from training.fitting.precision import HALF_ON_CPU, SINGLE, precision

BATCH, STEPS, ROUNDS = 16, 4, 3


def trainer(name: str, side: int) -> keras.Model:
    build = getattr(keras.applications, name)
    network = build(include_top=False, weights=None, input_shape=(side, side, 3), pooling="avg")
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    logits = keras.layers.Dense(3, dtype=SINGLE)(network.output)
    made = keras.Model(network.input, logits)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    made.compile(keras.optimizers.AdamW(1e-4), loss, jit_compile=False)
    return made


def measure(name: str, side: int) -> str:
    pictures = np.random.default_rng(1).random((BATCH, side, side, 3), np.float32)
    labels = np.arange(BATCH) % 3
    trainers = {}
    for policy in (SINGLE, HALF_ON_CPU):
        with precision(policy):
            trainers[policy] = trainer(name, side)
            trainers[policy].train_on_batch(pictures, labels)
    spent: dict[str, list[float]] = {policy: [] for policy in trainers}
    for _ in range(ROUNDS):
        for policy, made in trainers.items():
            start = time.process_time()
            for _step in range(STEPS):
                made.train_on_batch(pictures, labels)
            spent[policy].append(1000 * (time.process_time() - start) / STEPS / BATCH)
    single, half = (float(np.median(spent[policy])) for policy in (SINGLE, HALF_ON_CPU))
    return f"| {name} | {side} | {single:.0f} | {half:.0f} | {half / single:.2f} |\n"


if __name__ == "__main__":
    for backbone in sys.argv[2:]:
        sys.stdout.write(measure(backbone, int(sys.argv[1])))

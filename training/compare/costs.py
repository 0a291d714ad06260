"""Costs of an answer: parameters, operations, bytes, and milliseconds in LiteRT."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import keras
import numpy as np
from keras import layers

from engine.system.atomic_write import write_atomically
from engine.system.native_stderr import discarding_native_stderr
from training.compare.entrants import Entrant
from training.exporting.convert import to_litert
from training.fitting.fit import build_member

FILE = "costs.json"
_WARM_UP, _RUNS = 3, 15


@dataclass(frozen=True, slots=True)
class Costs:
    """Of one scan, all networks of an entrant together.

    Attributes
    ----------
    parameters : int
        Numbers learned or stored.
    operations : int
        Multiplications and additions of the convolutions and dense layers.
    bytes : int
        Of the LiteRT graph, weights at half precision.
    milliseconds : float
        Median time of a forward pass in LiteRT on one thread of this computer.
    """

    parameters: int
    operations: int
    bytes: int
    milliseconds: float


def measure_costs(entrant: Entrant, folder: Path) -> Costs:
    """Measure a trained entrant, unless that was done.

    Parameters
    ----------
    entrant : Entrant
        Trained.
    folder : Path
        Of one of its folds.
    """
    path = folder / FILE
    if path.is_file():
        return Costs(**json.loads(path.read_text(encoding="utf-8")))
    recipe = entrant.recipe
    networks = [
        build_member(recipe, member, folder / f"member-{index + 1}")
        for index, member in enumerate(recipe.members)
    ]
    graph = to_litert(_joined(networks))
    costs = Costs(
        parameters=sum(int(network.count_params()) for network in networks),
        operations=sum(count_operations(network) for network in networks),
        bytes=len(graph),
        milliseconds=round(_time(graph, recipe.input.rows, recipe.input.columns), 2),
    )
    write_atomically(path, json.dumps(asdict(costs)).encode("ascii"))
    keras.backend.clear_session()
    return costs


def count_operations(network: keras.Model) -> int:
    """Return the multiplications and additions of convolutions and dense layers for one scan."""
    return sum(_operations(layer) for layer in _layers_of(network))


def _layers_of(network: keras.Model) -> Iterator[keras.Layer]:
    for layer in network.layers:
        if isinstance(layer, keras.Model):
            yield from _layers_of(layer)
        else:
            yield layer


def _operations(layer: keras.Layer) -> int:
    if isinstance(layer, layers.Dense):
        return 2 * int(np.prod(layer.kernel.shape))
    if isinstance(layer, layers.SeparableConv2D):
        kernels = [layer.depthwise_kernel, layer.pointwise_kernel]
    elif isinstance(layer, layers.DepthwiseConv2D | layers.Conv2D):
        kernels = [layer.kernel]
    else:
        return 0
    places = int(np.prod(layer.output.shape[1:3]))
    return 2 * places * sum(int(np.prod(kernel.shape)) for kernel in kernels)


def _joined(networks: list[keras.Model]) -> keras.Model:
    picture = keras.Input(batch_shape=(1, *networks[0].input.shape[1:]), name="image")
    answers = [network(picture)["logits"] for network in networks]
    mean = answers[0] if len(answers) == 1 else layers.Average()(answers)
    return keras.Model(picture, {"logits": mean})


def _time(graph: bytes, rows: int, columns: int) -> float:
    from ai_edge_litert.interpreter import Interpreter

    with discarding_native_stderr():
        interpreter = Interpreter(model_content=graph, num_threads=1)
    run = interpreter.get_signature_runner()
    picture = np.full((1, rows, columns, 1), 0.5, np.float32)
    times = []
    for _ in range(_WARM_UP + _RUNS):
        began = time.perf_counter()
        run(image=picture)
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times[_WARM_UP:])

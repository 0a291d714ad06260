"""A warm answer with heatmap, against Keras, and against other runtimes with the same graph."""

from __future__ import annotations

import contextlib
import json
import sys

from tests.benchmarks.material import ultrasound_png
from tests.benchmarks.peers import GRAPH, NETWORKS, SCRIPTS, Environments, Peer
from tests.benchmarks.result import Row, Setting, middle, one_in, ratios, spread
from tests.benchmarks.turns import in_turn

OWN = "second-reader"
ONNX = "ONNX Runtime, same graph"
TFLITE = "TFLite in TensorFlow, same graph"


def commands(setting: Setting) -> dict[str, list[str]]:
    environments = Environments(setting.environments)
    picture = str(ultrasound_png(setting.place))
    card = json.loads((GRAPH.parent / "card.json").read_text())
    ready = ["1", str(card["preprocessing"]["rows"])]
    same = str(SCRIPTS / "same_graph.py")
    keras, onnx = environments.python("keras"), environments.python("onnx")
    found = {
        OWN: [sys.executable, str(SCRIPTS / "own_answer.py"), "whole", picture, "ultrasound"],
        ONNX: [onnx, same, "onnx", str(environments.onnx_graph()), picture, *ready],
        TFLITE: [keras, same, "tflite", str(GRAPH), picture, *ready],
    }
    for network in NETWORKS:
        model = str(environments.keras_model(network))
        study = [keras, str(SCRIPTS / "keras_study.py"), model, picture, "-", "--serve"]
        found[f"Keras, {network}"] = study
    return found


def run(setting: Setting) -> Row:
    with contextlib.ExitStack() as peers:
        running = {
            name: peers.enter_context(Peer(command)) for name, command in commands(setting).items()
        }
        taken = in_turn(running, setting.times(20))
    keras = {name: ratios(taken[OWN], taken[name]) for name in taken if name.startswith("Keras")}
    against = "; ".join(f"{one_in(share)} of {name}" for name, share in keras.items())
    onnx, tflite = (middle(ratios(taken[OWN], taken[name])) for name in (ONNX, TFLITE))
    hardest = max(middle(share) for share in keras.values())
    return Row(
        3,
        "warm answer with heatmap (decode, preprocess, infer, overlay), against Keras predict and "
        "Grad-CAM, and against other runtimes with the same graph, one thread each",
        "<= 1/15 of Keras; <= ONNX Runtime",
        f"{against}; {onnx:.2f} x ONNX Runtime, {tflite:.2f} x TFLite; "
        f"{spread([1000 * value for value in taken[OWN]], 1)} ms",
        hardest <= 1 / 15 and onnx <= 1,
        taken,
        notes=(
            (
                "The other runtimes decode in their own process and check nothing; the program "
                "decodes in a disposable one, tells the kind of scan, and refuses what is none."
            ),
            (
                "The program's graph asks two networks, each for the picture and its mirror image: "
                "four passes, where the Keras scripts do one of 224 x 224, and one for Grad-CAM."
            ),
        ),
    )

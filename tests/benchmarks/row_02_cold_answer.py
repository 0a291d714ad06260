"""A whole process for one picture, against a script as study projects write it."""

from __future__ import annotations

import sys

from tests.benchmarks.material import ultrasound_png
from tests.benchmarks.peers import NETWORKS, ROOT, SCRIPTS, Environments
from tests.benchmarks.result import Row, Setting, middle, one_in, ratios, spread
from tests.benchmarks.turns import in_turn, whole_process


def run(setting: Setting) -> Row:
    environments = Environments(setting.environments)
    picture, maps = ultrasound_png(setting.place), setting.place / "maps"
    script, written = str(SCRIPTS / "keras_study.py"), str(setting.place / "keras.png")
    own = [sys.executable, "-m", "desktop", "classify", str(picture), "--heatmaps", str(maps)]
    measures = {"second-reader classify": whole_process(own, ROOT)}
    for network in NETWORKS:
        model = str(environments.keras_model(network))
        command = [environments.python("keras"), script, model, str(picture), written]
        measures[f"Keras, {network}"] = whole_process(command, ROOT)
    taken = in_turn(measures, setting.times(3))
    ours = taken["second-reader classify"]
    shares = {name: ratios(ours, values) for name, values in taken.items() if values is not ours}
    against = "; ".join(f"{one_in(share)} of {name}" for name, share in shares.items())
    return Row(
        2,
        "cold `second-reader classify one.png` with heatmap, whole process, against a Keras script "
        "(load_model, predict, Grad-CAM, overlay)",
        "<= 1/8",
        f"{against}; {spread(ours)} s",
        all(middle(share) <= 1 / 8 for share in shares.values()),
        taken,
    )

"""Cold start to a window that accepts a file, against importing TensorFlow."""

from __future__ import annotations

import sys

from tests.benchmarks.bundle_start import shown
from tests.benchmarks.peers import ROOT, Environments
from tests.benchmarks.result import Row, Setting, middle, one_in, ratios, spread
from tests.benchmarks.turns import in_turn, whole_process
from tests.e2e.virtual_screen import virtual_screen


def run(setting: Setting) -> Row:
    keras = Environments(setting.environments).python("keras")
    with virtual_screen(1280, 800) as screen:
        taken = in_turn(
            {
                "window": lambda: shown([sys.executable, "-m", "desktop"], screen),
                "import tensorflow": whole_process([keras, "-c", "import tensorflow"], ROOT),
            },
            setting.times(4),
        )
    share = ratios(taken["window"], taken["import tensorflow"])
    return Row(
        1,
        "cold start to a window that accepts a file, against `import tensorflow`",
        "<= 1/8",
        f"{one_in(share)}: {spread(taken['window'])} s against "
        f"{spread(taken['import tensorflow'])} s",
        middle(share) <= 1 / 8,
        taken,
    )

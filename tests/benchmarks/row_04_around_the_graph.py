"""What an answer takes beyond the interpreter's own call."""

from __future__ import annotations

import sys

from tests.benchmarks.material import mammogram, ultrasound_png
from tests.benchmarks.peers import GRAPH, SCRIPTS, Peer
from tests.benchmarks.result import Row, Setting, middle, ratios, spread
from tests.benchmarks.turns import in_turn


def run(setting: Setting) -> Row:
    small, large = str(ultrasound_png(setting.place)), str(mammogram(setting.place))
    has_own = (GRAPH.parent.parent / "mammography").is_dir()
    model = "mammography" if has_own else "ultrasound"
    taken = {
        **_measured("PNG", small, "whole", "ultrasound", setting.times(20)),
        **_measured("mammogram", large, "forced", model, setting.times(8)),
    }
    png = ratios(taken["PNG, whole"], taken["PNG, bare call"])
    film = ratios(taken["mammogram, whole"], taken["mammogram, bare call"])
    beyond = [
        (whole - decode) / bare
        for whole, decode, bare in zip(
            *(taken[f"mammogram, {kind}"] for kind in ("whole", "decode", "bare call")), strict=True
        )
    ]
    decoding = ratios(taken["mammogram, decode"], taken["mammogram, whole"])
    bound = f"decoding is {100 * middle(decoding):.0f} % of it, the rest {middle(beyond):.2f} x"
    return Row(
        4,
        "warm answer against the bare interpreter call on a ready tensor: ultrasound PNG of "
        "560 x 470; mammogram of 3000 x 2400, 12 bits, JPEG lossless",
        "<= 1.3 x; <= 2 x, else bound by the decoder",
        f"PNG {spread(png)} x; mammogram {spread(film)} x: {bound}",
        middle(png) <= 1.3 and (middle(film) <= 2 or middle(decoding) >= 0.5),
        taken,
        notes=()
        if has_own
        else ("No model of mammograms is bundled: that of ultrasound stands in for its graph.",),
    )


def _measured(
    name: str, picture: str, whole: str, model: str, times: int
) -> dict[str, list[float]]:
    script = [sys.executable, str(SCRIPTS / "own_answer.py")]
    kinds = {"whole": whole, "bare call": "bare", "decode": "decode"}
    running = {
        f"{name}, {words}": Peer([*script, kind, picture, model]) for words, kind in kinds.items()
    }
    try:
        return in_turn(running, times)
    finally:
        for peer in running.values():
            peer.__exit__()

"""Files a second: two workers against one, and against what bounds them."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.batches import (
    decoded_a_second,
    draw_heatmap,
    files_a_second,
    inferred_a_second,
    linked,
    models,
)
from tests.benchmarks.material import mixed_folder
from tests.benchmarks.result import Row, Setting, middle, ratios, spread
from tests.benchmarks.turns import in_turn

_DISTINCT = 100


def run(setting: Setting) -> Row:
    distinct = mixed_folder(setting.place / "distinct", 20 if setting.quick else _DISTINCT)
    many = linked(distinct, setting.place / "many", 60 if setting.quick else 500)
    few = linked(distinct, setting.place / "few", 40 if setting.quick else 250)
    each = 10 if setting.quick else 60

    def batch(folder: Path, workers: int) -> float:
        return files_a_second(folder, setting.place, workers, models(), draw_heatmap)

    taken = in_turn(
        {
            "one worker": lambda: batch(few, 1),
            "two workers": lambda: batch(many, 2),
            "decoding alone, two": lambda: decoded_a_second(distinct, 2),
            "interpreter alone, two": lambda: inferred_a_second(2, each),
        },
        1 if setting.quick else 4,
        warm_up=0,
    )
    gain = ratios(taken["two workers"], taken["one worker"])
    bound = [
        min(both)
        for both in zip(taken["decoding alone, two"], taken["interpreter alone, two"], strict=True)
    ]
    share = ratios(taken["two workers"], bound)
    return Row(
        5,
        f"batch of {4 * 500:,} mixed files, answers and heatmaps, on two cores",
        ">= 1.8 x of one worker; >= 0.9 of min(decode, infer) alone",
        f"{spread(gain)} x; {spread(share)} of the bound; {spread(taken['two workers'], 1)} files "
        "a second",
        middle(gain) >= 1.8 and middle(share) >= 0.9,
        taken,
        unit="files a second",
        notes=(
            (
                "Decoding and inference share the two cores, so the bound, which gives each "
                "of them both cores, cannot be reached whole."
            ),
        ),
    )

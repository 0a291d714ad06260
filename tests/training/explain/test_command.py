"""Maps are scored for what they are: right ones high, wrong ones low, on the right network."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine.picture.preprocessing import Preprocessing, prepare
from training.commands.cli import main
from training.explain.ablation import SHARES, Ablation, area, blur
from training.explain.localise import (
    Seen,
    centre_map,
    overlap,
    points_at,
    random_cells,
    random_place,
)
from training.explain.randomise import rank_correlation

CELLS = 16
GRID = (CELLS, CELLS)


def seen() -> Seen:
    """Return a wide scan on a square canvas, its lesion a square left of the middle."""
    frame = np.full((64, 128), 60, np.uint8)
    mask = np.zeros(frame.shape, bool)
    mask[16:48, 16:48] = True
    frame[mask] = 200
    return Seen.of(prepare(frame, Preprocessing(128, 128)), mask)


def lesion_plane(scan: Seen) -> np.ndarray:
    cells = scan.lesion.reshape(CELLS, 8, CELLS, 8)
    return cells.mean(axis=(1, 3)).astype(np.float32)


def test_a_map_of_the_lesion_points_at_it_and_its_opposite_does_not() -> None:
    scan = seen()
    plane = lesion_plane(scan)
    assert scan.chance == pytest.approx(1 / 8)
    assert points_at(scan, plane)
    assert overlap(scan, plane) > 0.95
    assert not points_at(scan, -plane)
    assert overlap(scan, -plane) == 0


def test_nothing_outside_of_the_frame_counts() -> None:
    scan = seen()
    plane = lesion_plane(scan)
    plane[:2] = 9
    assert points_at(scan, plane)
    assert len(scan.order(plane)) == 64 * 128


def test_maps_that_know_nothing() -> None:
    scan = seen()
    middle = np.unravel_index(int(scan.ranked(centre_map(scan, GRID)).argmax()), (128, 128))
    assert np.abs(np.array(middle) - 63.5).max() <= 8
    hits = [points_at(scan, random_place(scan, GRID, seed)) for seed in range(200)]
    assert 0.05 < np.mean(hits) < 0.25
    shared = [overlap(scan, random_cells(GRID, seed)) for seed in range(50)]
    assert 0.02 < np.mean(shared) < 0.15


def test_taking_the_relevant_away_lowers_the_answer_soonest() -> None:
    scan = seen()

    def ask(picture: np.ndarray) -> float:
        return float(picture[..., 0][scan.lesion].mean() > 0.7)

    ablation = Ablation.begin(scan, ask)
    right, wrong = (ablation.curves(plane) for plane in (lesion_plane(scan), -lesion_plane(scan)))
    assert area(right.deletion) < area(wrong.deletion)
    assert area(right.insertion) > area(wrong.insertion)
    for curves in (right, wrong):
        assert len(curves.deletion) == len(curves.insertion) == len(SHARES)
        assert curves.deletion[0] == curves.insertion[-1] == 1
        assert curves.deletion[-1] == curves.insertion[0] == 0


def test_blurring_keeps_to_the_frame() -> None:
    scan = seen()
    blurred = blur(scan)
    assert np.array_equal(blurred[~scan.inside], scan.picture[~scan.inside])
    assert blurred[scan.inside].min() >= scan.picture[scan.inside].min() - 1e-4
    assert area(np.ones(len(SHARES))) == pytest.approx(1)


def test_rank_correlation_sees_order_alone() -> None:
    plane = np.random.default_rng(1).random((CELLS, CELLS)).astype(np.float32)
    inside = seen().inside
    assert rank_correlation(plane, np.exp(3 * plane), inside) == pytest.approx(1)
    assert rank_correlation(plane, -plane, inside) == pytest.approx(-1)
    assert rank_correlation(plane, np.ones_like(plane), inside) == 0
    outside = plane.copy()
    outside[:2] = 7
    assert rank_correlation(plane, outside, inside) == pytest.approx(1)


def test_a_run_that_is_not_exported_ends_in_one_sentence(
    tiny_recipe: Path, tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("keras", reason="the training extra is not installed")
    from training.run import Run

    Run.start(str(tiny_recipe), tiny_data, tmp_path / "run")
    arguments = ["explain", str(tmp_path / "run"), "--output", str(tmp_path / "found")]
    assert main(arguments) == 1
    assert "has no exported model. Export it first" in capsys.readouterr().err


def test_the_maps_of_the_exported_model_are_taken_apart_and_scored(
    tiny_recipe: Path, tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("keras", reason="the training extra is not installed")
    text = tiny_recipe.read_text(encoding="utf-8").replace("epochs = 2", "epochs = 1")
    closer = '[[member]]\nbackbone = "SimpleCNN"\nseed = 4\nview = "lesion"\nsize = 32\n\n'
    closer += "[lesion_crop]\nshare = 0.7\n\n[fit]\n"
    tiny_recipe.write_text(text.replace("[fit]\n", closer, 1), encoding="utf-8")
    folder, output = tmp_path / "run", tmp_path / "found"
    assert main(["train", str(tiny_recipe), "--data", str(tiny_data), "--run", str(folder)]) == 0
    assert main(["export", str(folder)]) == 0
    arguments = ["explain", str(folder), "--output", str(output), "--scans", "5"]
    assert main([*arguments, "--curves", "1", "--randomised", "2"]) == 0
    found = json.loads((output / "explanations.json").read_text())
    # What is taken apart is the network that users run, the share of the closer look included.
    assert found["largest_logit_difference"] < 2e-5
    assert found["scans"] == 5
    pointing = [row for row in found["figures"] if row["figure"] == "peak on the lesion"]
    assert len(pointing) == 8
    assert all(0 <= row["value"] <= 1 and row["count"] == 5 for row in pointing)
    ranks = found["randomisation"]["rank_correlation"]
    assert all(len(values) == 5 for values in ranks.values())
    assert max(abs(value) for values in ranks.values() for value in values) <= 1
    assert (output / "randomisation.png").stat().st_size > 1000
    assert "| additive map |" in capsys.readouterr().out
    assert "| additive map |" in (output / "explanations.md").read_text()

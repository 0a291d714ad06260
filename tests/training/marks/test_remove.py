"""Burnt-in marks are found and painted over, and the figures say what they were worth."""

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.messages.figures import TEST_PART
from tests.fakes.folders import ROOT
from training.datasets import Case
from training.evaluation.figures import Sample
from training.evaluation.marks_masked import Masked, masked_figure, overlay_row
from training.evaluation.measure import Measured
from training.exporting.card_text import write_card_text
from training.marks.remove import mark_area, without_marks

CLASSES = ("benign", "malignant", "normal")


def tissue(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    drawn = cv2.GaussianBlur(rng.rayleigh(1.0, (300, 400)), (0, 0), sigmaX=4, sigmaY=2)
    return np.clip(drawn * 60, 0, 160).astype(np.uint8)


def mark(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the picture with letters and two measured distances, and where these are."""
    drawn = np.zeros_like(picture)
    font = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(drawn, "RT UOQ", (40, 260), font, 0.6, 255, 1, cv2.LINE_8)
    for row, column in ((120, 150), (130, 260)):
        cv2.drawMarker(drawn, (column, row), 255, cv2.MARKER_CROSS, 13, 1)
        cv2.drawMarker(drawn, (column, row + 60), 255, cv2.MARKER_TILTED_CROSS, 13, 1)
    for column in range(160, 250, 4):
        drawn[round(120 + 10 * (column - 150) / 110), column] = 255
    return np.maximum(picture, drawn), drawn > 0


@pytest.mark.parametrize("seed", range(3))
def test_marks_are_found_and_painted_over(seed: int) -> None:
    plain = tissue(seed)
    marked, where = mark(plain)
    area = mark_area(marked)
    assert area[where].mean() > 0.85
    assert area.mean() < 0.1
    painted = without_marks(marked)
    assert painted is not None
    assert np.array_equal(painted[~area], marked[~area])
    before, after = (
        float(np.abs(grey.astype(int) - plain)[where].mean()) for grey in (marked, painted)
    )
    assert after < before / 4


def test_the_control_leaves_the_marks_and_paints_opposite_of_them() -> None:
    marked, where = mark(tissue(4))
    painted = without_marks(marked, elsewhere=True)
    assert painted is not None
    assert np.array_equal(painted[where], marked[where])
    changed = painted != marked
    assert changed.any()
    assert mark_area(marked)[:, ::-1][changed].all()


def test_a_scan_without_marks_is_left_as_it_is() -> None:
    assert without_marks(tissue(5)) is None
    assert without_marks(np.zeros((8, 8), np.uint8)) is None


def test_frames_of_sixteen_bits_and_of_colour_lose_their_marks_too() -> None:
    marked, _ = mark(tissue(1))
    grey = without_marks(marked)
    deep = without_marks(marked.astype(np.uint16) * 257)
    colour = without_marks(np.repeat(marked[..., None], 3, axis=2))
    assert grey is not None
    assert deep is not None
    assert colour is not None
    assert deep.dtype == np.uint16
    assert np.abs((deep // 257).astype(int) - grey).mean() < 1
    assert np.array_equal(colour, grey)


def sample(count: int = 60) -> Sample:
    labels = np.arange(count) % 3
    cases = [Case(Path(f"{n}.png"), CLASSES[label], "set") for n, label in enumerate(labels)]
    score = np.clip((labels == 1) * 0.6 + np.random.default_rng(2).uniform(0, 0.5, count), 0, 0.99)
    rest = (1 - score) / 2
    none = np.full(count, np.nan)
    found = Measured(
        labels=labels,
        logits=np.zeros((count, 3), np.float32),
        probabilities=np.stack([rest, score, rest], axis=1),
        called=score[:, None] >= [0.5],
        outside=np.ones(count, bool),
        refused=np.zeros(count, bool),
        distances=np.zeros(count),
        additivity=np.zeros(count),
        peaks=np.zeros((count, 3), np.float32),
        on_lesion=none,
        overlap=none,
        chance=none,
    )
    return Sample(TEST_PART(name="set"), CLASSES, "malignant", cases, found)


def test_the_difference_is_what_the_marks_told() -> None:
    told = sample()
    marked = told.found.labels == 0
    nothing = overlay_row(
        told, Masked(marked, told.found.probabilities, told.found.probabilities), resamples=50
    )
    assert nothing is not None
    assert nothing["difference"] == {"value": 0.0, "low": 0.0, "high": 0.0, "count": 40}
    assert nothing["marked"] == {"benign": 1.0, "malignant": 0.0, "normal": 0.0}
    blind = np.full_like(told.found.probabilities, 1 / 3)
    row = overlay_row(told, Masked(marked, blind, told.found.probabilities), resamples=50)
    assert row is not None
    assert row["masked"]["value"] == 0.5
    assert row["difference"]["value"] == pytest.approx(row["plain"]["value"] - 0.5)
    assert row["difference"]["low"] > 0
    assert row["control"]["value"] == 0
    figure = masked_figure(told, row)[0]
    assert figure["name"] == "AUC benign/malignant, burned-in marks masked"
    assert figure["value"] == 0.5


def test_without_both_classes_there_is_no_figure() -> None:
    whole = sample()
    part = [index for index, label in enumerate(whole.found.labels) if label != 1]
    found = replace(
        whole.found,
        labels=whole.found.labels[part],
        probabilities=whole.found.probabilities[part],
    )
    one = replace(whole, cases=[whole.cases[index] for index in part], found=found)
    masked = Masked(np.zeros(len(part), bool), found.probabilities, found.probabilities)
    assert overlay_row(one, masked) is None
    assert masked_figure(one, None) == []


def test_a_card_tells_of_marks_only_if_it_knows_of_them(tmp_path: Path) -> None:
    path = ROOT / "models" / "ultrasound" / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card.pop("overlays", None)
    write_card_text(tmp_path, card)
    assert "## Burned-in marks" not in (tmp_path / "CARD.md").read_text(encoding="utf-8")
    told = sample()
    masked = Masked(told.found.labels == 0, told.found.probabilities, told.found.probabilities)
    card["overlays"] = [overlay_row(told, masked, resamples=20)]
    write_card_text(tmp_path, card)
    text = (tmp_path / "CARD.md").read_text(encoding="utf-8")
    assert "| set (test part) | benign 100%, malignant 0%, normal 0% |" in text

"""What is measured of a heatmap is what users see."""

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.decoding.read_scan import read_scan
from engine.model.heatmap import class_heatmap
from engine.model.model_card import CARD_FILE
from engine.model.second_reader import SecondReader
from tests.fakes.folders import MODELS, RESOURCES
from training.datasets import Case
from training.evaluation.measure import measure

PHANTOM = RESOURCES / "demo" / "ultrasound_phantom.png"


def calls_everything_benign(folder: Path, low: float, high: float) -> Path:
    """Return a copy of the ultrasound model with other offsets and another inconclusive zone."""
    model = shutil.copytree(MODELS / "ultrasound", folder / "ultrasound")
    card = json.loads((model / CARD_FILE).read_text(encoding="utf-8"))
    card |= {
        "class_offsets": [30.0, 0.0, 0.0],
        "inconclusive_zone": {"low": low, "high": high},
    }
    (model / CARD_FILE).write_text(json.dumps(card), encoding="utf-8")
    return model


def peak_of(model: Path, class_name: str, path: Path) -> Path:
    """Write a mask that marks nothing but the peak of a class's heatmap."""
    finding = SecondReader(model.parent, pins={}).classify(read_scan(PHANTOM))
    assert finding.class_name == "benign"
    assert finding.evidence is not None
    heat = class_heatmap(finding.evidence, class_name)
    cv2.imwrite(str(path), np.where(heat == heat.max(), 255, 0).astype(np.uint8))
    return path


@pytest.mark.parametrize(
    ("zone", "shown", "hidden"),
    [((0.0, 1.0), "malignant", "benign"), ((0.98, 0.99), "benign", "malignant")],
)
def test_the_heatmap_that_is_scored_is_the_one_that_is_shown(
    zone: tuple[float, float], shown: str, hidden: str, tmp_path: Path
) -> None:
    model = calls_everything_benign(tmp_path, *zone)
    cases = [
        Case(PHANTOM, "malignant", "phantoms", (peak_of(model, name, tmp_path / f"{name}.png"),))
        for name in (shown, hidden)
    ]
    assert measure(model, cases).on_lesion.tolist() == [1, 0]

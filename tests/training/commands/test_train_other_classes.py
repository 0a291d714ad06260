"""Recipes of other classes than benign and malignant, without lesion masks."""

import json
import re
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.decoding.read_scan import read_scan
from engine.finding import Status
from engine.model.model_card import load_card
from engine.model.second_reader import SecondReader
from engine.scan import Modality
from tests.fakes.recipe_maker import TINY_MEMBER, cut_down
from training.commands.cli import main
from training.data.augmentation import Augmentation
from training.data.pictures import Pictures, augmented_batches
from training.recipe.recipe import Recipe
from training.run import Run

keras = pytest.importorskip("keras", reason="the training extra is not installed")


def draw(label: str, right: bool, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    down, across = np.mgrid[0:120, 0:100]
    inside = ((down - 60) / 50) ** 2 + (across / 70) ** 2 < 1
    tissue = 90 + 25 * cv2.GaussianBlur(rng.normal(size=(120, 100)), (0, 0), 3) * 6
    picture = np.clip(np.where(inside, tissue, 3), 0, 255).astype(np.uint8)
    if label == "malignant":
        cv2.circle(picture, (int(rng.integers(15, 45)), int(rng.integers(40, 80))), 9, 250, -1)
    return picture[:, ::-1] if right else picture


def write_rsna(root: Path) -> None:
    lines = ["file,label,patient_id,laterality,view,age,machine_id"]
    for number in range(24):
        for side in "LR":
            label = "malignant" if number % 2 and side == "L" else "benign"
            (root / label).mkdir(parents=True, exist_ok=True)
            name = f"{label}/{number}_{side}.png"
            cv2.imwrite(str(root / name), draw(label, side == "R", 2 * number + (side == "R")))
            lines.append(f"{name},{label},{number},{side},CC,{40 + number},{number % 3}")
    (root / "cases.csv").write_text("\n".join(lines) + "\n")


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    """Return the bundled recipe cut down to one small network, from scratch."""
    changes = (
        (r'RSNA-3383 = "mammography/RSNA-3383"', 'RSNA-3383 = "RSNA"'),
        (r'\[data.external\]\nmini-MIAS = "[^"]+"', "[data.external]"),
        (r"rows = \d+\ncolumns = \d+", "rows = 64\ncolumns = 32"),
        (r"validation = [\d.]+\ntest = [\d.]+", "validation = 0.25\ntest = 0.25"),
        (r"\nepochs = \d+", "\nepochs = 1"),
        (r"components = \d+", "components = 4"),
        (r"\[\[member\]\].*?(?=# Start from)", f'{TINY_MEMBER.rstrip()}\npooling = "mean"\n\n'),
    )
    return cut_down("mammography.toml", changes, tmp_path / "tiny.toml")


def test_a_model_of_other_classes_is_trained_measured_and_read(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rsna(tmp_path / "data" / "RSNA")
    run = tmp_path / "run"
    assert main(["train", str(recipe), "--data", str(tmp_path / "data"), "--run", str(run)]) == 0
    assert main(["export", str(run)]) == 0
    assert main(["evaluate", str(run)]) == 0
    capsys.readouterr()
    names = {
        row["name"] for row in json.loads((run / "model" / "card.json").read_text())["figures"]
    }
    assert {"AUC no cancer/cancer", "AUC no cancer/cancer, by woman"} <= names
    assert {"AUC of age alone", "AUC of the machine alone", "error of cancer or not"} <= names
    card = load_card(run / "model")
    assert card.positive_class == "cancer"
    assert card.learned_attention
    assert "no lesion is outlined" in (run / "model" / "CARD.md").read_text()
    (run / "model").rename(run / "mammography")
    scan = read_scan(tmp_path / "data" / "RSNA" / "malignant" / "1_L.png")
    finding = SecondReader(run, pins={}).classify(scan, Modality.MAMMOGRAPHY)
    if finding.status is not Status.OUT_OF_SCOPE:
        assert finding.positive_class == "cancer"
        assert finding.malignancy_probability == finding.probabilities["cancer"]
        assert finding.evidence is not None
        total = finding.evidence.class_maps.sum(axis=(0, 1)) + finding.evidence.bias
        assert total == pytest.approx(finding.evidence.logits, abs=1e-4)


def test_labels_are_renamed_and_patients_left_out(recipe: Path, tmp_path: Path) -> None:
    write_rsna(tmp_path / "data" / "RSNA")
    text = recipe.read_text(encoding="utf-8")
    recipe.write_text(re.sub(r"RSNA-3383 = \[[^]]*\]", 'RSNA-3383 = ["7", "8_L"]', text))
    run = Run.start(str(recipe), tmp_path / "data", tmp_path / "run")
    cases = run.cases()
    assert {case.label for case in cases} == {"cancer", "no cancer"}
    assert len(cases) == 48 - 2 - 1
    assert all(case.patient != "7" for case in cases)
    groups, conflicting = run.groups(cases)
    assert not conflicting
    assert len(set(groups)) == 23


@pytest.mark.parametrize(("rows", "columns"), [(64, 32), (32, 64)])
@pytest.mark.parametrize("rim", [0, 8])
def test_pictures_need_not_be_square(rows: int, columns: int, rim: int) -> None:
    shape = (4, rows + 2 * rim, columns + 2 * rim)
    labels = np.array([0, 1, 0, 1])
    pictures = Pictures(np.full(shape, 90, np.uint8), np.zeros(shape, np.uint8), labels, rim)
    ((images, targets),) = augmented_batches(pictures, 4, Augmentation(), 8, (1, 2))
    assert images.shape == (4, rows, columns, 1)
    assert targets["lesion"].shape == (4, rows // 8, columns // 8, 1)


@pytest.mark.parametrize(
    ("name", "positive"),
    [("ultrasound", "malignant"), ("mammography", "cancer"), ("thermography", "sick")],
)
def test_each_bundled_recipe_names_its_positive_class(name: str, positive: str) -> None:
    found = Recipe.load(name)
    assert found.positive == positive
    assert positive in found.classes
    assert found.has_lesion_masks == (name == "ultrasound")

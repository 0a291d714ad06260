"""Changed scans are changed as stated, and the study says what that did to the answers."""

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.folders import ROOT
from training.commands.cli import main
from training.datasets import Case
from training.robustness.changes import CHANGES, Change
from training.robustness.study import UNCHANGED, study

SCANS = {"benign": 3, "malignant": 3}


def scan(rows: int = 120, columns: int = 160) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture whose lesion alone is white, and the lesion's mask."""
    picture = np.full((rows, columns), 60, np.uint8)
    mask = np.zeros(picture.shape, bool)
    mask[rows // 3 : rows // 2, columns // 4 : columns // 2] = True
    picture[mask] = 200
    return picture, mask


def change(kind: str, amount: str = "") -> Change:
    return next(item for item in CHANGES if item.kind == kind and item.amount.startswith(amount))


def test_every_change_has_a_name_of_its_own() -> None:
    names = [(item.kind, item.amount) for item in CHANGES]
    assert len(set(names)) == len(names) > 15


@pytest.mark.parametrize("item", CHANGES, ids=lambda item: f"{item.kind}, {item.amount}")
def test_the_mask_stays_on_the_lesion(item: Change) -> None:
    picture, mask = scan()
    changed, moved = item(picture, mask, "case")
    assert moved is not None
    assert changed.shape == moved.shape
    assert not np.array_equal(changed, picture)
    assert changed[moved].mean() > 1.3 * changed[~moved].mean()
    again, _ = item(picture, mask, "case")
    assert np.array_equal(again, changed)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.integers(24, 90),
    columns=st.integers(24, 90),
    item=st.sampled_from(CHANGES),
    seed=st.integers(0, 99),
)
def test_any_picture_can_be_changed(rows: int, columns: int, item: Change, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (rows, columns), np.uint8)
    changed, none = item(picture, None, "case")
    assert none is None
    assert changed.dtype == np.uint8
    assert min(changed.shape) > 0


def test_changes_are_of_the_stated_size() -> None:
    picture, mask = scan()
    assert change("gain", "greys times 0.5")(picture, None, "a")[0].max() == 100
    noisy = change("noise", "deviation 10")(picture, None, "a")[0].astype(float)
    assert (noisy - picture).std() == pytest.approx(10, rel=0.05)
    other = change("noise", "deviation 10")(picture, None, "b")[0].astype(float)
    assert np.corrcoef((noisy - picture).ravel(), (other - picture).ravel())[0, 1] < 0.1
    assert change("black margin", "25%")(picture, mask, "a")[0].shape == (180, 240)
    assert change("cropped", "10%")(picture, mask, "a")[0].shape == (96, 128)
    assert np.array_equal(change("mirror image")(picture, mask, "a")[1], mask[:, ::-1])


def write_scans(folder: Path) -> list[Case]:
    cases = []
    for label, number in SCANS.items():
        (folder / label).mkdir(parents=True)
        for index in range(number):
            path = folder / label / f"{label}{index}.png"
            rng = np.random.default_rng(len(cases))
            picture = cv2.GaussianBlur(rng.integers(0, 200, (160, 200), np.uint8), (0, 0), 2)
            cv2.imwrite(str(path), picture)
            cases.append(Case(path, label, "elsewhere"))
    return cases


def test_a_change_of_nothing_costs_nothing_and_black_pictures_are_all_alike(tmp_path: Path) -> None:
    cases = write_scans(tmp_path / "scans")
    same = Change("nothing", "at all", regrey=lambda picture, _: picture)
    black = Change("black", "altogether", regrey=lambda picture, _: np.zeros_like(picture))
    steps: list[str] = []
    rows = study(ROOT / "models/ultrasound", cases, [same, black], steps.append, resamples=20)
    assert [row["kind"] for row in rows] == [UNCHANGED, "nothing", "black"]
    assert len(steps) == 3
    assert rows[1]["loss"]["value"] == rows[1]["crossed"] == 0
    assert rows[1]["auc"] == rows[0]["auc"]
    assert rows[2]["auc"]["value"] == 0.5
    assert rows[2]["refused"] == 1
    assert rows[0]["on_lesion"] is None


def test_the_command_writes_a_table_and_records_the_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("training.robustness.changes.CHANGES", CHANGES[:2])
    write_scans(tmp_path / "data/elsewhere")
    recipe = tmp_path / "mine.toml"
    shutil.copy(ROOT / "training/recipes/ultrasound.toml", recipe)
    text = recipe.read_text(encoding="utf-8")
    assert 'BrEaST = "ultrasound/BrEaST"' in text
    recipe.write_text(text.replace('BrEaST = "ultrasound/BrEaST"', 'elsewhere = "elsewhere"'))
    command = ["robustness", str(recipe), "--data", str(tmp_path / "data")]
    command += ["--model", str(ROOT / "models/ultrasound"), "--output", str(tmp_path / "out")]
    assert main(command) == 0
    found = json.loads((tmp_path / "out/robustness.json").read_text())
    assert [row["kind"] for row in found["data"]["elsewhere"]] == [UNCHANGED, "gain", "gain"]
    assert len(found["locked_openings"]) == 1
    table = (tmp_path / "out/robustness.md").read_text(encoding="utf-8")
    assert table in capsys.readouterr().out
    assert "| gain, greys times 0.5 |" in table


def test_a_recipe_without_another_hospital_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["robustness", "thermography", "--data", str(tmp_path), "--output", str(tmp_path)]
    assert main(command) == 1
    assert "names no hospital" in capsys.readouterr().err

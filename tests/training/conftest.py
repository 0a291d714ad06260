"""A data set small enough to train on in a test: bright blobs are malignant, dark ones benign."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.fakes.recipe_maker import TINY_MEMBER, cut_down

SIZES = {"benign": 14, "malignant": 14, "normal": 6}


def draw(label: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    speckle = cv2.GaussianBlur(rng.rayleigh(1.0, (120, 150)), (0, 0), 1.5)
    picture = np.clip(speckle * 45, 0, 160).astype(np.uint8)
    mask = np.zeros_like(picture)
    if label != "normal":
        centre = (int(rng.integers(45, 105)), int(rng.integers(35, 85)))
        cv2.ellipse(mask, centre, (22, 14), float(rng.uniform(0, 180)), 0, 360, 255, -1)
        picture = np.where(mask > 0, 245 if label == "malignant" else 8, picture).astype(np.uint8)
    return picture, mask


def write_busi(root: Path) -> None:
    for offset, (label, count) in enumerate(SIZES.items()):
        folder = root / label
        folder.mkdir(parents=True)
        for index in range(count):
            picture, mask = draw(label, 1000 * offset + index)
            cv2.imwrite(str(folder / f"{label} ({index + 1}).png"), picture)
            cv2.imwrite(str(folder / f"{label} ({index + 1})_mask.png"), mask)


def write_breast(root: Path) -> None:
    rows = []
    for index, label in enumerate(["benign", "malignant"] * 4 + ["normal"]):
        picture, mask = draw(label, 9000 + index)
        for folder in (root / label, root / "masks" / label):
            folder.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(root / label / f"case{index:03}.png"), picture)
        cv2.imwrite(str(root / "masks" / label / f"case{index:03}_mask.png"), mask)
        mask_file = "" if label == "normal" else f"masks/{label}/case{index:03}_mask.png"
        rows.append([f"{label}/case{index:03}.png", label, mask_file, str(index)])
    with (root / "cases.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "label", "mask", "patient_id"])
        writer.writerows(rows)


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a BUSI and a BrEaST of drawn pictures."""
    root = tmp_path_factory.mktemp("data")
    write_busi(root / "BUSI")
    write_breast(root / "BrEaST")
    return root


@pytest.fixture
def tiny_recipe(tmp_path: Path) -> Path:
    """Return the bundled recipe cut down to one small network and two epochs, from scratch."""
    changes = (
        (r'BUSI = "ultrasound/BUSI"\nBUS-BRA = "ultrasound/BUS-BRA"', 'BUSI = "BUSI"'),
        (r'BrEaST = "ultrasound/BrEaST"', 'BrEaST = "BrEaST"'),
        (r"validation = [\d.]+\ntest = [\d.]+", "validation = 0.25\ntest = 0.25"),
        (r"rows = \d+\ncolumns = \d+", "rows = 64\ncolumns = 64"),
        (r"\nepochs = \d+\nbatch_size = \d+", "\nepochs = 2\nbatch_size = 8"),
        (r"components = \d+", "components = 4"),
        (r'quantization = "int8"', 'quantization = "float16"'),
        (r"class_offsets = false", "class_offsets = true"),
        (r"\[\[member\]\].*?(?=\[fit\])", TINY_MEMBER),
    )
    return cut_down("ultrasound.toml", changes, tmp_path / "tiny.toml")

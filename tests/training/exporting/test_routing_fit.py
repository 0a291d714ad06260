"""A router is learned from pictures of three kinds, written, and read by the engine."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.model.modality_router import ROUTING_FILE, load_router
from engine.scan import Modality
from training.commands.cli import main
from training.datasets.case import read_grey
from training.exporting import routing_fit


def speckle(rng: np.random.Generator) -> np.ndarray:
    picture = cv2.GaussianBlur(rng.rayleigh(40, (150, 190)), (0, 0), 1.2)
    return np.clip(picture * np.linspace(1.4, 0.4, 150)[:, None], 0, 255).astype(np.uint8)


def breast(rng: np.random.Generator) -> np.ndarray:
    down, across = np.mgrid[0:200, 0:140]
    inside = ((down - 100) / 85) ** 2 + (across / rng.uniform(70, 110)) ** 2 < 1
    texture = cv2.GaussianBlur(rng.normal(size=(200, 140)), (0, 0), 3)
    picture = np.where(inside, np.clip(120 + 300 * texture, 30, 240), 0).astype(np.uint8)
    return picture if rng.random() < 0.5 else np.ascontiguousarray(picture[:, ::-1])


def trunk(rng: np.random.Generator) -> np.ndarray:
    picture = np.full((120, 160), 20, np.uint8)
    cv2.rectangle(picture, (30, 0), (130, 119), 190, -1)
    for column in (55, 105):
        cv2.circle(
            picture, (column, 70), int(rng.integers(15, 24)), int(rng.integers(120, 160)), -1
        )
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 4), np.uint8)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with three small data sets, named as the recipe of the router has them."""
    kinds = {"BUSI/benign": speckle, "RSNA-3383/0": breast, "DMR-IR/healthy": trunk}
    for seed, (place, draw) in enumerate(kinds.items()):
        (tmp_path / place).mkdir(parents=True)
        rng = np.random.default_rng(seed)
        for number in range(24):
            name = f"benign ({number}).png" if seed == 0 else f"{number}_{seed}.png"
            cv2.imwrite(str(tmp_path / place / name), draw(rng))
    sources = {
        "BUSI": (Modality.ULTRASOUND, "BUSI"),
        "RSNA-3383": (Modality.MAMMOGRAPHY, "RSNA-3383"),
        "DMR-IR": (Modality.THERMOGRAPHY, "DMR-IR"),
    }
    monkeypatch.setattr(routing_fit, "SOURCES", sources)
    monkeypatch.setattr(routing_fit, "HELD_OUT", {})
    monkeypatch.setattr(routing_fit, "_DRAWN", 6)
    monkeypatch.setattr(routing_fit, "_DRAWN_TO_TEST", 2)
    return tmp_path


def test_the_command_writes_a_router_that_tells_the_kinds_apart(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models = tmp_path / "models"
    assert main(["routing", "--data", str(data), "--models", str(models)]) == 0
    printed = capsys.readouterr().out
    digest = printed.rsplit(" ", 1)[1].strip()
    router = load_router(models, digest)
    for folder, kind in (
        ("BUSI", Modality.ULTRASOUND),
        ("RSNA-3383", Modality.MAMMOGRAPHY),
        ("DMR-IR", Modality.THERMOGRAPHY),
    ):
        paths = sorted((data / folder).rglob("*.png"))[::4]
        assert all(router.route(read_grey(path)).candidates[0] is kind for path in paths)
    content = (models / ROUTING_FILE).read_bytes()
    assert main(["routing", "--data", str(data), "--models", str(models)]) == 0
    assert (models / ROUTING_FILE).read_bytes() == content


def test_a_missing_data_set_ends_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["routing", "--data", str(tmp_path), "--models", str(tmp_path / "models")]) == 1
    assert "BUSI" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()

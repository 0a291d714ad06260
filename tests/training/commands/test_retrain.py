"""A stranger's own pictures: the tutorial's commands, and every way in which they can fail."""

from __future__ import annotations

import errno
import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from engine.decoding.read_scan import read_scan
from engine.finding import Status
from engine.model.second_reader import SecondReader
from engine.scan import Modality
from tests.fakes.folders import ROOT
from training.commands.cli import main
from training.data.checks import class_names
from training.datasets import open_dataset
from training.recipe.recipe_file import RECIPES

pytest.importorskip("keras", reason="the training extra is not installed")


@pytest.fixture
def pictures(tiny_data: Path, tmp_path: Path) -> Path:
    """Return a folder of class folders, as a stranger would have it, that a test may spoil."""
    for label in ("benign", "malignant"):
        folder = tmp_path / "pictures" / label
        folder.mkdir(parents=True)
        for path in sorted((tiny_data / "BUSI" / label).glob("*).png")):
            number = re.findall(r"\d+", path.stem)[0]
            shutil.copyfile(path, folder / f"scan {number}.png")
    return tmp_path / "pictures"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make the bundled recipe small enough for a test, and give the application a place apart."""
    from training.commands import release
    from training.exporting import install
    from training.recipe import recipe_file

    text = (RECIPES / "my-recipe.toml").read_text(encoding="utf-8")
    for pattern, new in (
        (r"rows = 224\ncolumns = 224", "rows = 64\ncolumns = 64"),
        (r"epochs = 30\nbatch_size = 16", "epochs = 1\nbatch_size = 8"),
        (r"components = 16", "components = 4"),
        (r'backbone = "MobileNetV2"', 'backbone = "SimpleCNN"'),
    ):
        text, count = re.subn(pattern, new, text)
        assert count == 1, pattern
    folder = tmp_path / "recipes"
    folder.mkdir()
    (folder / "my-recipe.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(recipe_file, "RECIPES", folder)
    for module in (install, release):
        monkeypatch.setattr(module, "MODELS", tmp_path / "models")
        monkeypatch.setattr(module, "PINS", tmp_path / "pinned.py")
    monkeypatch.chdir(tmp_path)


def commands_of_the_tutorial() -> list[list[str]]:
    text = (ROOT / "docs" / "retrain.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [line.split("#")[0].split() for line in lines]


@pytest.mark.usefixtures("small")
def test_the_tutorial_ends_with_a_model_that_the_application_reads_with(
    pictures: Path, tmp_path: Path
) -> None:
    commands = commands_of_the_tutorial()
    assert ["train", "my-recipe"] in [words[3:5] for words in commands]
    for words in commands:
        assert words[:3] == ["python", "-m", "training"]
        assert main([str(pictures) if word == "FOLDER" else word for word in words[3:]]) == 0
    reader = SecondReader(tmp_path / "models", pins={})
    card = reader.load(Modality.ULTRASOUND)
    assert card is not None
    assert (card.name, card.classes) == ("my-recipe", ("benign", "malignant"))
    assert card.figures
    assert "my-recipe" in (tmp_path / "pinned.py").read_text()
    scan = read_scan(pictures / "malignant" / "scan 3.png")
    finding = reader.classify(scan, Modality.ULTRASOUND)
    assert finding.status in {Status.OK, Status.INCONCLUSIVE, Status.OUT_OF_SCOPE}


def run_train(pictures: Path) -> int:
    return main(["train", "my-recipe", "--data", str(pictures)])


@pytest.mark.usefixtures("small")
def test_an_empty_class_is_named(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pictures / "normal").mkdir()
    assert run_train(pictures) == 1
    assert capsys.readouterr().err.startswith("The class normal has no pictures.")


@pytest.mark.usefixtures("small")
def test_one_class_only_is_refused(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(pictures / "malignant")
    assert run_train(pictures) == 1
    assert capsys.readouterr().err.startswith("There is only one class, benign")


@pytest.mark.usefixtures("small")
def test_pictures_outside_of_class_folders_are_refused(
    pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(pictures / "benign" / "scan 1.png", pictures / "lost.png")
    assert run_train(pictures) == 1
    assert "1 pictures lie outside of any class folder" in capsys.readouterr().err


def test_with_a_table_folders_are_no_classes(pictures: Path) -> None:
    (pictures / "notes").mkdir()
    rows = [f"{path.relative_to(pictures)},{path.parent.name}" for path in pictures.rglob("*.png")]
    (pictures / "cases.csv").write_text("\n".join(["path,label", *rows]), encoding="utf-8")
    assert class_names(open_dataset(pictures).cases, pictures) == ("benign", "malignant")


@pytest.mark.usefixtures("small")
def test_too_few_pictures_of_a_class_are_refused(
    pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in sorted((pictures / "malignant").iterdir())[1:]:
        path.unlink()
    assert run_train(pictures) == 1
    assert "too few different pictures (1)" in capsys.readouterr().err


@pytest.mark.usefixtures("small")
def test_a_class_that_is_looked_for_must_be_known(
    pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pictures / "malignant").rename(pictures / "odd")
    assert run_train(pictures) == 1
    assert "`positive_class`" in capsys.readouterr().err


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("damage", ["nonsense", "cut off", "empty"])
def test_a_corrupt_picture_is_named(
    pictures: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pictures / "benign" / "scan 4.png"
    content = path.read_bytes()
    spoiled = {"nonsense": b"no picture", "cut off": content[: len(content) // 2], "empty": b""}
    path.write_bytes(spoiled[damage])
    assert run_train(pictures) == 1
    message = capsys.readouterr().err
    assert "scan 4.png" in message
    assert "Traceback" not in message


@pytest.mark.usefixtures("small")
def test_a_full_disk_leaves_no_half_state_and_no_model(
    pictures: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(np, "savez", full)
        assert run_train(pictures) == 1
    assert "The disk is full" in capsys.readouterr().err
    member = tmp_path / "runs" / "my-recipe" / "member-1"
    assert not list(member.glob("*.npz")) + list(member.glob(".*.part")) + list(member.glob("*.h5"))
    assert main(["export", "runs/my-recipe", "--install"]) == 1
    assert "has not ended" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


@pytest.mark.usefixtures("small")
def test_a_kill_in_mid_epoch_leaves_nothing_to_install_and_can_go_on(
    pictures: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from training.fitting import fit

    def interrupted(*_: object) -> float:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(fit.Progress, "show", interrupted)
        assert run_train(pictures) == 130
    assert "goes on after the last finished epoch" in capsys.readouterr().err
    assert main(["export", "runs/my-recipe", "--install"]) == 1
    assert "has not ended" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()
    assert run_train(pictures) == 0
    assert (tmp_path / "runs" / "my-recipe" / "member-1" / "final.weights.h5").is_file()


@pytest.mark.usefixtures("small")
def test_a_disk_that_fills_up_while_installing_keeps_the_models_as_they_were(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from training.exporting import install as installing

    assert run_train(pictures) == 0
    assert main(["export", "runs/my-recipe", "--install"]) == 0
    models, pinned = tmp_path / "models", tmp_path / "pinned.py"
    before = {path: path.read_bytes() for path in sorted(models.rglob("*")) if path.is_file()}
    pins = pinned.read_bytes()
    write = installing.write_atomically
    card = tmp_path / "runs" / "my-recipe" / "model" / "card.json"
    card.write_text(json.dumps({**json.loads(card.read_text()), "version": "2.0.0"}))
    for name in ("card.json", "model.tflite", "pinned.py"):

        def full(target: Path, data: bytes, name: str = name) -> None:
            if target.name == name:
                raise OSError(errno.ENOSPC, "No space left on device")
            write(target, data)

        with monkeypatch.context() as patched:
            patched.setattr(installing, "write_atomically", full)
            assert main(["export", "runs/my-recipe", "--install"]) == 1
        after = {path: path.read_bytes() for path in sorted(models.rglob("*")) if path.is_file()}
        assert after == before
        assert pinned.read_bytes() == pins

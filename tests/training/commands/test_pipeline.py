"""From pictures to an installed model, and what happens on the way when something is wrong."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.decoding.read_scan import read_scan
from engine.errors import ModelError, UserFacingError
from engine.finding import Status
from engine.model.classifier import test_pattern as pattern_of
from engine.model.model_card import load_card
from engine.model.second_reader import SecondReader
from engine.scan import Modality
from training.commands.cli import main
from training.run import Run

keras = pytest.importorskip("keras", reason="the training extra is not installed")


@pytest.fixture
def trained(tiny_recipe: Path, tiny_data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    arguments = ["train", str(tiny_recipe), "--data", str(tiny_data), "--run", str(folder)]
    assert main(arguments) == 0
    return folder


def test_train_export_evaluate_install_and_read(
    trained: Path, tiny_data: Path, tmp_path: Path
) -> None:
    from training.exporting.install import install

    assert main(["export", str(trained)]) == 0
    card = json.loads((trained / "model" / "card.json").read_text())
    assert card["parity"]["largest_probability_difference"] < 1e-3
    assert card["figures"] == []
    with pytest.raises(UserFacingError, match="no figures"):
        install(trained / "model", tmp_path / "models", tmp_path / "pinned.py")
    assert main(["evaluate", str(trained), "--locked"]) == 0
    card = json.loads((trained / "model" / "card.json").read_text())
    names = {figure["name"] for figure in card["figures"]}
    assert {f"sensitivity at the operating point{to}" for to in ("", " for 90 %")} < names
    assert len(card["operating_points"]) == 2
    assert {figure["data"] for figure in card["figures"]} == {
        "BUSI (test part)",
        "BrEaST (never trained on)",
    }
    assert {row["data"] for row in card["overlays"]} == {
        figure["data"] for figure in card["figures"]
    }
    assert len(card["locked_openings"]) == 1
    assert main(["evaluate", str(trained)]) == 0
    again = json.loads((trained / "model" / "card.json").read_text())
    # What another hospital gave stays when only the test part is measured again.
    assert {table: again[table] for table in ("figures", "subgroups", "overlays")} == {
        table: card[table] for table in ("figures", "subgroups", "overlays")
    }
    assert again["locked_openings"] == card["locked_openings"]
    installed = install(trained / "model", tmp_path / "models", tmp_path / "pinned.py")
    assert "ultrasound" in (tmp_path / "pinned.py").read_text()
    assert (installed / "CARD.md").read_text().startswith("# ")
    _reads(installed.parent, tiny_data)
    _maps_add_up(installed)
    _an_altered_graph_is_refused(installed)


def _reads(models: Path, data: Path) -> None:
    scan = read_scan(data / "BUSI" / "malignant" / "malignant (1).png")
    finding = SecondReader(models, pins={}).classify(scan, Modality.ULTRASOUND)
    assert finding.status in {Status.OK, Status.INCONCLUSIVE, Status.OUT_OF_SCOPE}
    if finding.status is not Status.OUT_OF_SCOPE:
        assert sum(finding.probabilities.values()) == pytest.approx(1)


def _maps_add_up(folder: Path) -> None:
    from engine.model.classifier import Classifier
    from engine.model.model_card import load_graph

    card = load_card(folder)
    answer = Classifier(load_graph(folder, card), card).answer(pattern_of(64, 64))
    total = answer.class_maps.sum(axis=(0, 1), dtype=np.float64) + card.bias
    assert total == pytest.approx(answer.logits, abs=1e-4)


def _an_altered_graph_is_refused(folder: Path) -> None:
    graph = folder / "model.tflite"
    content = bytearray(graph.read_bytes())
    content[len(content) // 2] ^= 1
    graph.write_bytes(bytes(content))
    with pytest.raises(ModelError, match="does not match its card"):
        SecondReader(folder.parent, pins={}).load(Modality.ULTRASOUND)


def test_a_training_that_was_killed_goes_on_to_the_same_weights(
    tiny_recipe: Path, tiny_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from training.fitting import fit

    def weights_of(folder: Path) -> list[np.ndarray]:
        run = Run.open(folder)
        network = fit.build_member(run.recipe, run.recipe.members[0], run.member_folder(0))
        return [np.asarray(weight) for weight in network.weights]

    def arguments(folder: Path) -> list[str]:
        return ["train", str(tiny_recipe), "--data", str(tiny_data), "--run", str(folder)]

    assert main(arguments(tmp_path / "whole")) == 0
    checkpoint = fit.save_checkpoint

    def checkpoint_and_die(*state: object) -> None:
        checkpoint(*state)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(fit, "save_checkpoint", checkpoint_and_die)
        assert main(arguments(tmp_path / "killed")) == 130
    assert main(arguments(tmp_path / "killed")) == 0
    for whole, resumed in zip(
        weights_of(tmp_path / "whole"), weights_of(tmp_path / "killed"), strict=True
    ):
        assert resumed == pytest.approx(whole, abs=1e-5)


@pytest.mark.parametrize(("quantization", "allowed"), [("float16", 1e-3), ("int8", 0.2)])
def test_a_network_that_takes_a_closer_look_adds_to_the_same_maps(
    tiny_recipe: Path, tiny_data: Path, tmp_path: Path, quantization: str, allowed: float
) -> None:
    text = tiny_recipe.read_text(encoding="utf-8").replace("epochs = 2", "epochs = 1")
    closer = '[[member]]\nbackbone = "SimpleCNN"\nseed = 4\nview = "lesion"\nsize = 32\n\n[fit]\n'
    text = text.replace('"float16"', f'"{quantization}"')
    tiny_recipe.write_text(text.replace("[fit]\n", closer, 1), encoding="utf-8")
    folder = tmp_path / "run"
    assert main(["train", str(tiny_recipe), "--data", str(tiny_data), "--run", str(folder)]) == 0
    assert main(["export", str(folder)]) == 0
    card = json.loads((folder / "model" / "card.json").read_text())
    assert card["graph"]["quantization"] == quantization
    assert sum(card["class_offsets"]) == pytest.approx(0, abs=1e-3)
    assert any(card["class_offsets"])
    assert 0 < card["parity"]["mean_probability_difference"] < allowed / 4
    assert card["parity"]["largest_probability_difference"] < allowed
    assert [member["backbone"] for member in card["members"]] == ["SimpleCNN", "SimpleCNN"]
    _maps_add_up(folder / "model")


def test_cross_validation_measures_every_case_once_and_the_model_of_all_cases(
    tiny_recipe: Path, tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tiny_recipe.read_text(encoding="utf-8").replace("epochs = 2", "epochs = 1")
    text, count = re.subn(r"\ntest = [\d.]+", "\ntest = 0.0", text)
    assert count == 1
    tiny_recipe.write_text(text.replace("flips = true", "flips = false"), encoding="utf-8")
    arguments = ["cross-validate", str(tiny_recipe), "--data", str(tiny_data)]
    arguments += ["--run", str(tmp_path / "cv"), "--folds", "2"]
    _one_fold_of_two(arguments, tmp_path / "cv", capsys)
    assert main(arguments) == 0
    figures = json.loads((tmp_path / "cv" / "cross_validation.json").read_text())["figures"]
    accuracy = next(row for row in figures if row["name"] == "accuracy of the class shown")
    run = Run.open(tmp_path / "cv" / "fold-1-of-2")
    split = run.split(run.cases())
    assert accuracy["count"] == sum(part != "dropped" for part in split.parts.values())
    assert accuracy["data"] == "BUSI (cross-validated, 2 folds)"
    trained = (tmp_path / "cv" / "fold-1-of-2" / "member-1" / "final.weights.h5").stat().st_mtime_ns
    capsys.readouterr()
    assert main(arguments) == 0
    again = (tmp_path / "cv" / "fold-1-of-2" / "member-1" / "final.weights.h5").stat().st_mtime_ns
    assert again == trained
    assert "accuracy of the class shown" in capsys.readouterr().out
    _its_figures_stand_on_the_card(arguments, tmp_path / "cv", figures, accuracy["count"])


def _one_fold_of_two(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--first", "3"]) == 1
    assert "3 of 2 folds cannot be trained" in capsys.readouterr().err
    assert main([*arguments, "--first", "1"]) == 0
    figures = json.loads((folder / "cross_validation.json").read_text())["figures"]
    assert {row["data"] for row in figures} == {"BUSI (cross-validated, 1 of 2 folds)"}
    assert not (folder / "fold-2-of-2" / "model").exists()
    assert (folder / "fold-2-of-2" / "split.json").is_file()


def _its_figures_stand_on_the_card(
    arguments: list[str], folder: Path, figures: list[dict[str, object]], scans: int
) -> None:
    assert main(["train", *arguments[1:-2]]) == 0
    assert main(["export", str(folder)]) == 0
    assert main(["evaluate", str(folder)]) == 0
    card = json.loads((folder / "model" / "card.json").read_text())
    assert card["figures"] == figures
    assert card["validation"]["cross_validated"]
    assert card["validation"]["scans"] == scans
    assert {row["part"] for row in card["data"]} <= {"train", "validation", "dropped"}
    text = (folder / "model" / "CARD.md").read_text()
    assert "On cross-validation (" in text
    assert "each fold calibrated on the others" in text
    assert "and offset by " in text
    _calibrated_again_its_networks_stay(folder, card)


def _calibrated_again_its_networks_stay(folder: Path, before: dict[str, Any]) -> None:
    copy = folder / "recipe.toml"
    recipe = copy.read_text(encoding="utf-8")
    copy.write_text(recipe.replace("class_offsets = true", "class_offsets = false"), "utf-8")
    assert main(["calibrate", str(folder)]) == 0
    after = json.loads((folder / "model" / "card.json").read_text())
    assert after["class_offsets"] == [0.0] * len(after["classes"])
    assert any(before["class_offsets"])
    # What was measured with the earlier calibration no longer stands on the card.
    assert before["figures"]
    assert not after["figures"]
    for kept in ("graph", "bias", "self_test", "scope_limit", "parity", "validation"):
        assert (after[kept] == before[kept]) is (kept != "validation")
    copy.write_text(recipe, encoding="utf-8")
    # Whatever the card says of calibration has no part in the new one, nor in the heatmap's scale.
    after["class_offsets"] = [30.0, *after["class_offsets"][1:]]
    (folder / "model" / "card.json").write_text(json.dumps(after), encoding="utf-8")
    assert main(["calibrate", str(folder)]) == 0
    assert main(["evaluate", str(folder)]) == 0
    assert json.loads((folder / "model" / "card.json").read_text()) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["train", "nothing", "--data", "."], "There is no recipe nothing"),
        (["export", "nowhere"], "holds no training run"),
        (["evaluate", "nowhere"], "holds no training run"),
        (["calibrate", "nowhere"], "holds no training run"),
        (["train", "ultrasound", "--data", "nowhere", "--run", "{tmp}"], "No BUSI images"),
    ],
)
def test_mistakes_end_in_one_sentence(
    arguments: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.replace("{tmp}", str(tmp_path / "run")) for word in arguments]) == 1
    message = capsys.readouterr().err
    assert sentence in message
    assert "Traceback" not in message


def test_a_run_of_another_recipe_is_not_overwritten(
    tiny_recipe: Path, tiny_data: Path, tmp_path: Path
) -> None:
    Run.start(str(tiny_recipe), tiny_data, tmp_path / "run")
    tiny_recipe.write_text(tiny_recipe.read_text().replace("seed = 3", "seed = 4"))
    with pytest.raises(UserFacingError, match="another recipe"):
        Run.start(str(tiny_recipe), tiny_data, tmp_path / "run")

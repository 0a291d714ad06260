"""The bundled recipes: readable, complete, each study project with its honest twin."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.errors import UserFacingError
from training.commands.cli import main
from training.compare.entrants import entrants_of
from training.compare.parts import fold_cases, load_part
from training.data.augmentation import augment
from training.data.groups import group_cases
from training.datasets import Case
from training.datasets.case import read_grey
from training.networks.plain_network import PlainHead
from training.recipe import recipe_file
from training.recipe.fit_options import FitOptions
from training.recipe.protocol import Protocol
from training.recipe.recipe import Recipe
from training.recipe.recipe_file import RECIPES, copy_recipe, find_recipe
from training.run import Run, load_cases

STUDIES = sorted(path.stem for path in RECIPES.glob("study-*.toml"))
OWN = [name for name in STUDIES if name.endswith("-own")]
FROZEN = sorted(path.stem for path in RECIPES.glob("frozen-*-own.toml"))


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_recipe_loads_and_says_its_command_and_expected_result(path: Path) -> None:
    recipe = Recipe.load(path.stem)
    assert recipe.name == path.stem
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    assert re.search(r"^# Command: +python -m training \w", head, re.MULTILINE)
    assert re.search(r"^# Expected: +\S", head, re.MULTILINE)
    FitOptions.from_table(recipe.fit)
    if recipe.plain is not None:
        PlainHead.from_table(recipe.plain)
    assert recipe.positive in recipe.classes or not recipe.classes


def test_there_is_a_twin_for_each_of_the_five_study_projects() -> None:
    assert [f"study-{n}-{kind}" for n in range(1, 6) for kind in ("honest", "own")] == STUDIES


@pytest.mark.parametrize("name", OWN)
def test_a_study_projects_own_way_stands_beside_a_published_claim(name: str) -> None:
    assert Recipe.load(name).protocol.claim


@pytest.mark.parametrize("name", [*OWN, *FROZEN])
def test_twins_differ_in_how_they_are_measured_alone(name: str) -> None:
    own, honest = Recipe.load(name), Recipe.load(name.replace("own", "honest"))
    assert own.protocol.leaks
    assert not honest.protocol.leaks
    for field in ("classes", "positive", "sources", "input", "members", "fit", "plain", "split"):
        assert getattr(own, field) == getattr(honest, field), field
    assert own.augmentation == honest.augmentation


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.parametrize("command", ["train", "cross-validate"])
def test_no_model_is_made_of_a_study_project(
    name: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    assert main([command, name, "--data", str(tmp_path), "--run", str(folder)]) == 1
    assert "`python -m training compare`" in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("arguments", [["export"], ["export", "--install"], ["evaluate"]])
def test_a_leaky_run_made_by_hand_is_neither_exported_nor_installed(
    name: str, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "recipe.toml").write_bytes((RECIPES / f"{name}.toml").read_bytes())
    (tmp_path / "run.json").write_text('{"data": "."}')
    assert main([arguments[0], str(tmp_path), *arguments[1:]]) == 1
    assert "no model is made with it" in capsys.readouterr().err


@pytest.mark.parametrize(
    "entry",
    [{"split": "by-luck"}, {"copies_before_split": 4}, {"early_stopping_on": "training"}],
)
def test_a_misspelt_protocol_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(UserFacingError, match=r"protocol"):
        Protocol(**entry)  # type: ignore[arg-type]


def test_an_unknown_export_is_refused(tmp_path: Path) -> None:
    text = (RECIPES / "ultrasound.toml").read_text(encoding="utf-8")
    for wrong in ('quantization = "int4"', 'quantisation = "int8"'):
        path = tmp_path / "mine.toml"
        path.write_text(text.replace('quantization = "int8"', wrong), encoding="utf-8")
        with pytest.raises(UserFacingError, match=r"quanti[sz]ation"):
            Recipe.load(path)
    path.write_text(text.replace("class_offsets = false", 'class_offsets = "no"'), encoding="utf-8")
    with pytest.raises(UserFacingError, match="neither true nor false"):
        Recipe.load(path)


def scans(folder: Path, count: int) -> list[Case]:
    """Write scans of two views a patient, with masks."""
    rng = np.random.default_rng(0)
    cases = []
    for index in range(count):
        label = ("benign", "malignant")[index // 2 % 2]
        image, mask = folder / f"{index}.png", folder / f"{index}_mask.png"
        cv2.imwrite(str(image), rng.integers(0, 255, (40, 40), np.uint8))
        cv2.imwrite(str(mask), np.full((40, 40), 255 * (index % 2), np.uint8))
        cases.append(Case(image, label, "S", masks=(mask,), patient=str(index // 2)))
    return cases


def test_an_honest_protocol_keeps_patients_together_and_a_leaky_one_does_not(
    tmp_path: Path,
) -> None:
    cases = scans(tmp_path, 60)
    groups, conflicting = group_cases(cases)
    crossing = {}
    for kind in ("honest", "own"):
        recipe = Recipe.load(f"study-1-{kind}")
        folds = fold_cases(cases, groups, conflicting, recipe, 4, 1)
        tested = [case.name for fold in range(4) for case in folds.part(fold, "test")]
        assert sorted(tested) == sorted(case.name for case in cases)
        trained = {folds.groups[case.name] for case in folds.part(0, "train")}
        crossing[kind] = [
            case.name for case in folds.part(0, "test") if folds.groups[case.name] in trained
        ]
    assert crossing["honest"] == []
    assert len(crossing["own"]) >= 5


def test_copies_and_masks_are_counted_as_the_protocol_says(tmp_path: Path) -> None:
    cases = scans(tmp_path, 12)
    groups, conflicting = group_cases(cases)
    recipe = dataclasses.replace(
        Recipe.load("study-1-own"),
        protocol=Protocol(split="random-images", copies_before_split=3, masks_as_images=True),
    )
    folds = fold_cases(cases, groups, conflicting, recipe, 2, 1)
    assert len(folds.cases) == 12 * 2 * 4
    assert len({case.name for case in folds.cases}) == len(folds.cases)
    # Figures are compared on the scans that both protocols know by the same name.
    assert {case.name for case in cases} <= {case.name for case in folds.cases}
    by_name = {case.name: case for case in folds.cases}
    first = cases[0].name
    pictures = load_part([by_name[first], by_name[f"{first} turned 90"]], recipe)
    np.testing.assert_array_equal(np.rot90(pictures.images[0]), pictures.images[1])
    mask = load_part([by_name[f"{cases[1].name} mask 1"]], recipe)
    assert mask.images.max() == 255
    assert folds.groups[f"{first} turned 90"] == folds.groups[first]


def test_networks_that_are_compared_apart_are_entrants_of_their_own() -> None:
    recipe = Recipe.load("study-2-own")
    entrants = entrants_of([recipe])
    assert [entrant.network for entrant in entrants] == [m.backbone for m in recipe.members]
    assert len({entrant.folder for entrant in entrants}) == len(entrants)
    with pytest.raises(UserFacingError, match="Two entrants"):
        entrants_of([recipe, recipe])
    quick = entrants_of([recipe], quick=True)
    assert max(entrant.recipe.input.rows for entrant in quick) <= 96
    assert {entrant.digest for entrant in quick}.isdisjoint(e.digest for e in entrants)
    reworded = dataclasses.replace(recipe.protocol, claim="another")
    again = entrants_of([dataclasses.replace(recipe, protocol=reworded, version="9")])
    assert [entrant.digest for entrant in again] == [entrant.digest for entrant in entrants]


def test_classes_that_a_recipe_leaves_out_are_not_loaded(tiny_data: Path) -> None:
    recipe = dataclasses.replace(Recipe.load("study-1-honest"), sources={"BUSI": "BUSI"})
    assert {case.label for case in load_cases(recipe, tiny_data)} == {"benign", "malignant"}
    with pytest.raises(UserFacingError, match="class normal, which the recipe does not name"):
        Run(dataclasses.replace(recipe, leave_out=()), tiny_data, tiny_data).cases()


def test_the_orientation_of_a_photograph_is_obeyed(tmp_path: Path) -> None:
    picture = np.zeros((32, 64), np.uint8)
    picture[:, :32] = 200
    data = cv2.imencode(".jpg", picture)[1].tobytes()
    # Orientation 6 (turn by 90 degrees clockwise to view) in a minimal Exif segment.
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
    path = tmp_path / "turned.jpg"
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    path.write_bytes(data[:2] + segment + data[2:])
    grey = read_grey(path)
    assert grey.shape == (64, 32)
    assert grey[:28].mean() > 150
    assert grey[36:].mean() < 50


def entries(name: str) -> dict[str, object]:
    return tomllib.loads((RECIPES / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [*OWN, *FROZEN])
def test_a_leaky_variant_states_only_how_it_is_measured(name: str) -> None:
    stated = entries(name)
    assert stated["base"] == name.replace("own", "honest")
    # The third project leaves nobody out, which its honest twin has to.
    assert stated.keys() - {"name", "base", "data"} == {"protocol"}
    assert stated.get("data", {"dropped": {}}) == {"dropped": {}}


@pytest.mark.parametrize("kind", ["mammography", "thermography"])
def test_the_same_trial_on_other_scans_states_only_what_depends_on_the_scans(kind: str) -> None:
    stated = entries(f"frozen-{kind}-honest")
    assert stated["base"] == "frozen-ultrasound-honest"
    of_the_scans = {"modality", "classes", "positive_class", "data", "split", "input"}
    assert stated.keys() - {"name", "base"} == of_the_scans
    ultrasound, other = (Recipe.load(str(stated[key])) for key in ("base", "name"))
    assert (other.members, other.fit, other.protocol) == (
        ultrasound.members,
        ultrasound.fit,
        ultrasound.protocol,
    )


def test_a_copied_variant_needs_nothing_but_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = Recipe.load("frozen-thermography-own")
    copy_recipe(find_recipe("frozen-thermography-own"), tmp_path)
    monkeypatch.setattr(recipe_file, "RECIPES", tmp_path / "none")
    assert Recipe.load(tmp_path / "recipe.toml") == recipe
    (tmp_path / "fold").mkdir()
    copy_recipe(tmp_path / "recipe.toml", tmp_path / "fold")
    assert Recipe.load(tmp_path / "fold" / "recipe.toml") == recipe


def test_a_variant_without_a_base_or_of_itself_is_refused(tmp_path: Path) -> None:
    for name, base in (("lost", "nowhere"), ("one", "other"), ("other", "one")):
        (tmp_path / f"{name}.toml").write_text(f'name = "{name}"\nbase = "{base}"\n')
    with pytest.raises(UserFacingError, match="no recipe nowhere"):
        Recipe.load(tmp_path / "lost.toml")
    with pytest.raises(UserFacingError, match="variant of itself"):
        Recipe.load(tmp_path / "one.toml")


def test_names_that_earlier_recipes_used_are_still_read(tmp_path: Path) -> None:
    for name, changes in (
        ("ultrasound", (("[lesion_crop]", "[window]"), ("\nclasses = [", "\nabout = ["))),
        ("mammography", (("linear_probe", "probe"),)),
    ):
        head, text = (RECIPES / f"{name}.toml").read_text(encoding="utf-8").split("[split]")
        for new, old in changes:
            assert text.count(new) == 1
            text = text.replace(new, old)
        (tmp_path / "old.toml").write_text(f"{head}[split]{text}", encoding="utf-8")
        assert Recipe.load(tmp_path / "old.toml") == Recipe.load(name)


def test_changes_that_a_recipe_does_not_name_can_be_off(tmp_path: Path) -> None:
    still = Recipe.load("study-1-honest").augmentation
    picture = np.random.default_rng(0).random((32, 32), np.float32)
    same, _ = augment(picture, np.zeros_like(picture), still, np.random.default_rng(1))
    np.testing.assert_allclose(same, picture, atol=1e-4)
    text = (RECIPES / "study-1-honest.toml").read_text(encoding="utf-8")
    (tmp_path / "wrong.toml").write_text(text.replace('others = "off"', 'others = "some"'))
    with pytest.raises(UserFacingError, match="others is 'some'"):
        Recipe.load(tmp_path / "wrong.toml")

"""Training run: a folder with the recipe, the split, the networks and what was made of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import UserFacingError
from training.data.checks import check_cases, check_split, class_names, positive_class
from training.data.groups import group_cases
from training.data.splits import Split, make_split
from training.datasets import LOADERS, Case, open_dataset
from training.recipe.recipe import Recipe
from training.recipe.recipe_file import copy_recipe, find_recipe


@dataclass(frozen=True, slots=True)
class Run:
    """A recipe at work in a folder.

    Attributes
    ----------
    recipe : Recipe
        As copied into the folder when the run began.
    folder : Path
        Where everything of the run lies.
    data : Path
        Root of the data sets.
    """

    recipe: Recipe
    folder: Path
    data: Path

    @classmethod
    def start(cls, recipe: str, data: Path, folder: Path | None) -> Run:
        """Begin a run, or go on with one in the same folder.

        Raises
        ------
        UserFacingError
            If the folder holds a run of another recipe, or the recipe makes no model.
        """
        loaded = Recipe.load(recipe)
        loaded.check_makes_model()
        resolved = _with_classes(loaded, data)
        folder = folder or Path("runs") / loaded.name
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / "recipe.toml"
        if copy.is_file() and Recipe.load(copy) != loaded:
            raise UserFacingError(
                f"The folder {folder} holds a run of another recipe.",
                "Choose another folder with --run, or delete this one.",
                folder,
            )
        copy_recipe(find_recipe(recipe), folder)
        facts: dict[str, object] = {"data": str(data.resolve())}
        if not loaded.classes:
            facts |= {"classes": list(resolved.classes), "positive": resolved.positive}
        (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")
        return cls(resolved, folder, data)

    @classmethod
    def open(cls, folder: Path, data: Path | None = None) -> Run:
        """Open the folder of an earlier run.

        Raises
        ------
        UserFacingError
            If there is none.
        """
        if not (folder / "recipe.toml").is_file() or not (folder / "run.json").is_file():
            raise UserFacingError(
                f"The folder {folder} holds no training run.",
                "Start one with `python -m training train`.",
                folder,
            )
        stored = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        recipe = Recipe.load(folder / "recipe.toml")
        recipe.check_makes_model()
        if "classes" in stored:
            classes = tuple(stored["classes"])
            recipe = replace(recipe, classes=classes, positive=stored["positive"])
        return cls(recipe, folder, data or Path(stored["data"]))

    def cases(self) -> list[Case]:
        """Load the cases of the sources that are trained on.

        Raises
        ------
        UserFacingError
            If they cannot be read, or are not of the recipe's classes.
        """
        cases = load_cases(self.recipe, self.data)
        check_cases(cases, self.recipe.classes)
        return cases

    def external_cases(self) -> list[Case]:
        """Load the cases of the hospitals that are never trained on."""
        return load_external(self.recipe, self.data)

    def split(self, cases: list[Case]) -> Split:
        """Return the run's split, made at its first use and checked at every later one."""
        path = self.folder / "split.json"
        if path.is_file():
            return Split.load(path)
        options = self.recipe.split
        fractions = {part: options[part] for part in ("validation", "test")}
        groups, conflicting = self.groups(cases)
        split = make_split(cases, groups, conflicting, fractions, options["seed"])
        # A share of 0 is a part that is not wanted: cross-validation measures in its place.
        wanted = ["train", *(part for part, share in fractions.items() if share > 0)]
        check_split(split, cases, self.recipe.classes, wanted)
        split.save(path)
        return split

    def groups(self, cases: list[Case]) -> tuple[list[str], set[int]]:
        """Return the groups that must not be separated, and the contradicted cases.

        With ``near_duplicates = false`` in the recipe's split, only patients are kept together:
        mammograms and thermograms of different patients resemble each other as thumbnails.
        """
        return group_cases(cases, near_duplicates=self.recipe.split.get("near_duplicates", True))

    def member_folder(self, index: int) -> Path:
        """Return the folder of one network of the ensemble."""
        return self.folder / f"member-{index + 1}"


def load_cases(recipe: Recipe, data: Path) -> list[Case]:
    """Load the cases that a recipe trains on, without those that it leaves out."""
    return [
        case
        for name, place in recipe.sources.items()
        for case in _load(recipe, name, data / place)
        if case.label not in recipe.leave_out
    ]


def load_external(recipe: Recipe, data: Path) -> list[Case]:
    """Load the cases of the hospitals that a recipe never trains on."""
    return [
        case
        for name, place in recipe.external.items()
        for case in _load(recipe, name, data / place)
    ]


def _with_classes(recipe: Recipe, data: Path) -> Recipe:
    """Take the classes from the folders where the recipe leaves them open."""
    if recipe.classes:
        return recipe
    place = next(iter(recipe.sources.values()))
    classes = class_names(load_cases(recipe, data), data / place)
    return replace(recipe, classes=classes, positive=positive_class(classes, recipe.positive))


def _load(recipe: Recipe, name: str, place: Path) -> list[Case]:
    """Load a data set by its name; under any other name, whatever lies there is recognised."""
    if name in LOADERS:
        loaded = LOADERS[name](place)
    else:
        loaded = [replace(case, source=name) for case in open_dataset(place).cases]
    dropped = recipe.dropped.get(name, ())
    return [
        replace(case, label=recipe.labels.get(case.label, case.label))
        for case in loaded
        if case.patient not in dropped and case.image.stem not in dropped
    ]

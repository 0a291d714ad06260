"""A training run: a folder that holds the split, the members and what was made of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UserFacingError
from training.datasets import LOADERS, Case
from training.duplicates import group_cases
from training.recipe import RECIPES, Recipe
from training.splits import Split, make_split


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
            If the folder holds a run of another recipe.
        """
        loaded = Recipe.load(recipe)
        source = Path(recipe) if recipe.endswith(".toml") else RECIPES / f"{recipe}.toml"
        folder = folder or Path("runs") / loaded.name
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / "recipe.toml"
        if copy.is_file() and copy.read_bytes() != source.read_bytes():
            raise UserFacingError(
                f"The folder {folder} holds a run of another recipe.",
                "Choose another folder with --run, or delete this one.",
                folder,
            )
        shutil.copyfile(source, copy)
        (folder / "run.json").write_text(
            json.dumps({"data": str(data.resolve())}), encoding="utf-8"
        )
        return cls(loaded, folder, data)

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
        return cls(Recipe.load(folder / "recipe.toml"), folder, data or Path(stored["data"]))

    def cases(self) -> list[Case]:
        """Load the cases of the sources that are trained on."""
        return [
            case for name, place in self.recipe.sources.items() for case in self._load(name, place)
        ]

    def external_cases(self) -> list[Case]:
        """Load the cases of the hospitals that are never trained on."""
        return [
            case for name, place in self.recipe.external.items() for case in self._load(name, place)
        ]

    def split(self, cases: list[Case]) -> Split:
        """Return the run's split, made at its first use and checked at every later one."""
        path = self.folder / "split.json"
        if path.is_file():
            return Split.load(path)
        options = self.recipe.split
        fractions = {part: options[part] for part in ("validation", "test")}
        groups, conflicting = group_cases(cases)
        split = make_split(cases, groups, conflicting, fractions, options["seed"])
        split.save(path)
        return split

    def member_folder(self, index: int) -> Path:
        """Return the folder of one network of the ensemble."""
        return self.folder / f"member-{index + 1}"

    def _load(self, name: str, place: str) -> list[Case]:
        if name not in LOADERS:
            raise UserFacingError(
                f"There is no loader for the data set {name}.",
                f"Known are: {', '.join(sorted(LOADERS))}.",
            )
        return LOADERS[name](self.data / place)

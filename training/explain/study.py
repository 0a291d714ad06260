"""Study of maps: every kind of map measured on the same scans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.decoding.read_scan import read_scan
from engine.errors import UserFacingError
from engine.model.classifier import Classifier
from engine.model.model_card import CARD_FILE, FLOAT16, INT8, ModelCard, load_card, load_graph
from engine.picture.preprocessing import prepare
from training.datasets import Case
from training.datasets.case import circle_mask, read_mask
from training.explain.ablation import Ablation, Curves
from training.explain.anatomy import ADDITIVE, DEEP, LAST, LESION_MAP, PLAIN, Anatomy, Map
from training.explain.localise import (
    Seen,
    centre_map,
    overlap,
    points_at,
    random_cells,
    random_place,
)
from training.explain.randomise import STAGES, rank_correlation, shuffle
from training.run import Run

CENTRE = "middle of the frame"
PLACE = "random place (chance)"
CELLS = "random cells (chance)"
LEARNED = (ADDITIVE, LESION_MAP, PLAIN, LAST, DEEP)
MAPS = (*LEARNED, CENTRE, PLACE, CELLS)
_SEED = 5
# Of a logit: half precision alone has given 0.0004, whole numbers of 8 bits 0.34.
_TOLERANCE = {FLOAT16: 0.02, INT8: 1.0}

OnStep = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many scans each part of the study takes, at most.

    Attributes
    ----------
    scans : int
        For pointing and overlap.
    curves : int
        Of these, for deletion and insertion: only those whose shown class is the positive one.
    randomised : int
        Of these, for the check with shuffled weights.
    """

    scans: int = 250
    curves: int = 80
    randomised: int = 30


@dataclass(slots=True, eq=False)
class Row:
    """One scan and how good each map of it is.

    Attributes
    ----------
    group : str
        What is resampled whole.
    seen : Seen
        The scan and its lesion.
    index : int
        The class shown.
    maps : dict
        Of that class, by name.
    difference : float
        Largest difference of a logit between the graph and the networks taken apart.
    curves : dict
        By name of the map; empty if the scan takes no part in it.
    """

    group: str
    seen: Seen
    index: int
    maps: dict[str, Map]
    difference: float
    curves: dict[str, Curves] = field(default_factory=dict)

    def points(self, name: str) -> float:
        """1 where the map's peak lies on the lesion, else 0."""
        return float(points_at(self.seen, self.maps[name]))

    def overlap(self, name: str) -> float:
        """Intersection over union at the lesion's own area."""
        return overlap(self.seen, self.maps[name])


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What was measured.

    Attributes
    ----------
    rows : list of Row
        One a scan.
    similar : dict
        Name of each learned map to its rank correlations with the original, shape
        (stages, scans).
    """

    rows: list[Row]
    similar: dict[str, NDArray[np.float64]]


def study_maps(run: Run, part: str, amount: Amount, on_step: OnStep) -> Study:
    """Score the maps of a run's model on scans with a published lesion.

    Parameters
    ----------
    run : Run
        Trained and exported.
    part : str
        ``validation`` or ``test`` of the run's split; a hospital never trained on is not opened.
    amount : Amount
        How many scans.
    on_step : callable
        Called with what each step is about, as it begins.

    Raises
    ------
    UserFacingError
        If the run is not exported, its graph is not that of its networks, or no scan has a
        published lesion.
    """
    folder = run.folder / "model"
    if not (folder / CARD_FILE).is_file():
        raise UserFacingError(
            f"The run {run.folder} has no exported model.",
            "Export it first: `python -m training export`.",
            run.folder,
        )
    card = load_card(folder)
    classifier = Classifier(load_graph(folder, card), card)
    cases, groups = _chosen(run, part, amount.scans)
    anatomy = Anatomy.open(run)
    rows = []
    for number, (case, group) in enumerate(zip(cases, groups, strict=True)):
        on_step(case.name)
        row = _row(case, group, card, classifier, anatomy, number)
        # A published mask can be empty, or too small to be left at the model's size.
        rows += [row] if row.seen.lesion.any() else []
    _ablate(rows, card, classifier, amount.curves, on_step)
    similar = _randomise(rows[: amount.randomised], anatomy, on_step)
    return Study(rows, similar)


def _chosen(run: Run, part: str, count: int) -> tuple[list[Case], list[str]]:
    cases = run.cases()
    split = run.split(cases)
    marked = [case for case in split.select(cases, part) if case.masks or case.circles]
    if not marked:
        raise UserFacingError(
            f"No scan of the {part} part has a published lesion.",
            "Choose another part, or a model whose data have lesion masks.",
        )
    order = np.random.default_rng(_SEED).permutation(len(marked))[:count]
    chosen = [marked[index] for index in order]
    return chosen, [split.groups[case.name] for case in chosen]


def _row(
    case: Case, group: str, card: ModelCard, classifier: Classifier, anatomy: Anatomy, seed: int
) -> Row:
    frame = read_scan(case.image).frame(0)
    prepared = prepare(frame, card.preprocessing)
    mask = read_mask(case)
    if mask is None:
        mask = circle_mask(case, *frame.shape[:2])
    if mask is None:
        mask = np.zeros(frame.shape[:2], bool)
    seen = Seen.of(prepared, mask)
    answer = classifier.answer(prepared.picture)
    index = int(card.probabilities(answer.logits).argmax())
    looked = anatomy.look(prepared.picture, index)
    # What users see comes from the graph; only what they do not see is taken from the networks.
    shown = {ADDITIVE: answer.class_maps[..., index], LESION_MAP: answer.lesion_map}
    rows, columns = answer.lesion_map.shape
    free = {
        CENTRE: centre_map(seen, (rows, columns)),
        PLACE: random_place(seen, (rows, columns), seed),
        CELLS: random_cells((rows, columns), seed),
    }
    difference = float(np.abs(looked.logits - answer.logits).max())
    if difference > _TOLERANCE[card.quantization]:
        raise UserFacingError(
            f"The networks of the run answer otherwise than its exported graph: for {case.name} a "
            f"logit differs by {difference:.2g}.",
            "Export the run again: `python -m training export`.",
        )
    return Row(group, seen, index, looked.maps | shown | free, difference)


def _ablate(
    rows: Sequence[Row], card: ModelCard, classifier: Classifier, count: int, on_step: OnStep
) -> None:
    positive = card.classes.index(card.positive_class)

    def ask(picture: NDArray[np.float32]) -> float:
        logits = classifier.answer(picture).logits
        return float(card.probabilities(logits)[positive])

    shown = [row for row in rows if row.index == positive][:count]
    for row in shown:
        on_step("deletion and insertion")
        ablation = Ablation.begin(row.seen, ask)
        row.curves = {name: ablation.curves(row.maps[name]) for name in MAPS}


def _randomise(
    rows: Sequence[Row], anatomy: Anatomy, on_step: OnStep
) -> dict[str, NDArray[np.float64]]:
    rng = np.random.default_rng(_SEED)
    similar: dict[str, list[list[float]]] = {name: [] for name in LEARNED}
    for stage, name in enumerate(STAGES):
        shuffle(anatomy.networks, stage, rng)
        on_step(f"weights shuffled: {name}")
        looked = [anatomy.look(row.seen.picture, row.index).maps for row in rows]
        for kind in LEARNED:
            similar[kind].append(
                [
                    rank_correlation(row.maps[kind], maps[kind], row.seen.inside)
                    for row, maps in zip(rows, looked, strict=True)
                ]
            )
    return {name: np.array(values) for name, values in similar.items()}

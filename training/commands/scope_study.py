"""The ``scope`` command: what the gate does with a hospital or a kind of picture it never saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.exporting.ensemble import round_weights
from training.exporting.export import features_of
from training.exporting.negatives import negatives_of
from training.exporting.scope_fit import fit_scope
from training.fitting.fit import build_member, predict
from training.run import Run

Features = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """One line of the study.

    Attributes
    ----------
    question : str
        What was left out of the fit and then shown to the gate.
    refused : float
        Share refused, from 0 to 1.
    pictures : int
        Number of pictures shown.
    """

    question: str
    refused: float
    pictures: int


def study_scope(run: Run) -> list[ScopeRow]:
    """Fit the gate without one hospital, then without one kind of other pictures, and test it.

    Raises
    ------
    UserFacingError
        If the first member of the run is not trained.
    """
    network = build_member(run.recipe, run.recipe.members[0], run.member_folder(0))
    round_weights(network)
    cases = run.cases()
    split = run.split(cases)
    scans: dict[tuple[str, str], Features] = {}
    for part in ("train", "validation"):
        chosen = split.select(cases, part)
        features = features_of(run, network, chosen)
        sources = np.array([case.source for case in chosen])
        for source in run.recipe.sources:
            scans[part, source] = features[sources == source]
    others = {
        kind: predict(network, images)["features"] for kind, images in negatives_of(run).items()
    }
    return [*_unseen_hospitals(run, scans, others), *_unseen_kinds(run, scans, others)]


def _unseen_hospitals(
    run: Run, scans: dict[tuple[str, str], Features], others: dict[str, Features]
) -> list[ScopeRow]:
    rows = []
    for left_out in run.recipe.sources:
        rest = [source for source in run.recipe.sources if source != left_out]
        if rest:
            shown = scans["validation", left_out]
            refused = _refused(run, scans, rest, list(others.values()), shown)
            rows.append(ScopeRow(f"scans of {left_out}, a hospital not fitted to", *refused))
    return rows


def _unseen_kinds(
    run: Run, scans: dict[tuple[str, str], Features], others: dict[str, Features]
) -> list[ScopeRow]:
    rows = []
    for left_out, shown in others.items():
        rest = [features for kind, features in others.items() if kind != left_out]
        refused = _refused(run, scans, list(run.recipe.sources), rest, shown)
        rows.append(ScopeRow(f"{left_out}, a kind not fitted to", *refused))
    return rows


def _refused(
    run: Run,
    scans: dict[tuple[str, str], Features],
    sources: Sequence[str],
    others: Sequence[Features],
    shown: Features,
) -> tuple[float, int]:
    scope = fit_scope(
        np.concatenate([scans["train", source] for source in sources]),
        np.concatenate([scans["validation", source] for source in sources]),
        np.concatenate(others),
        **run.recipe.scope,
    )
    return float((scope.distance(shown) > 1).mean()), len(shown)

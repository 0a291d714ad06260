"""The ``evaluate`` command: the figures of an exported model, through the engine."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from engine.model_card import MALIGNANT
from training.card_text import write_card_text
from training.export import write_card
from training.figures import Sample, figures_of, subgroup_figures
from training.measure import measure
from training.plots import plot_calibration, plot_roc
from training.run import Run

__all__ = ["evaluate", "figures_of"]

_LOCKED = "(never trained on)"


def evaluate(run: Run, *, locked: bool) -> list[dict[str, Any]]:
    """Measure the test part, and with ``locked`` the hospitals never trained on.

    Each opening of a locked hospital is recorded in the run and on the card.

    Returns
    -------
    list of dict
        The figures, as written to the card.
    """
    folder = run.folder / "model"
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    samples = _test_part(run, card)
    kept: list[dict[str, Any]] = []
    if locked:
        card["locked_openings"] = _record_opening(run)
        samples += _locked_part(run, card)
    else:
        kept = [figure for figure in card["figures"] if figure["data"].endswith(_LOCKED)]
    card["figures"] = [figure for sample in samples for figure in _figures(sample)] + kept
    card["subgroups"] = [figure for sample in samples for figure in subgroup_figures(sample)]
    write_card(folder, card)
    curves = {sample.name: _curve(sample) for sample in samples}
    plot_roc(folder / "roc.png", curves)
    plot_calibration(folder / "calibration.png", curves, _positive(card))
    write_card_text(folder, card)
    figures: list[dict[str, Any]] = card["figures"]
    return figures


def _positive(card: dict[str, Any]) -> str:
    return str(card.get("positive_class", MALIGNANT))


def _test_part(run: Run, card: dict[str, Any]) -> list[Sample]:
    cases = run.cases()
    split = run.split(cases)
    samples = []
    for source in run.recipe.sources:
        chosen = [case for case in split.select(cases, "test") if case.source == source]
        found = measure(run.folder / "model", chosen)
        groups = [split.groups[case.name] for case in chosen]
        name = f"{source} (test part)"
        samples.append(Sample(name, card["classes"], _positive(card), chosen, found, groups))
    return samples


def _locked_part(run: Run, card: dict[str, Any]) -> list[Sample]:
    samples = []
    for source in run.recipe.external:
        cases = [case for case in run.external_cases() if case.source == source]
        found = measure(run.folder / "model", cases)
        name = f"{source} {_LOCKED}"
        samples.append(Sample(name, card["classes"], _positive(card), cases, found))
    return samples


def _figures(sample: Sample) -> list[dict[str, Any]]:
    return figures_of(
        sample.name,
        sample.classes,
        sample.cases,
        sample.found,
        sample.groups,
        sample.positive_class,
    )


def _curve(sample: Sample) -> tuple[Any, Any]:
    return sample.positive[sample.lesion], sample.score[sample.lesion]


def _record_opening(run: Run) -> list[str]:
    path = run.folder / "locked_openings.json"
    earlier = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    path.write_text(json.dumps([*earlier, now]), encoding="utf-8")
    return [*earlier, now]

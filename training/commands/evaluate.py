"""The ``evaluate`` command: figures of an exported model, measured through the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.messages.figures import NEVER_TRAINED_ON, TEST_PART
from engine.model.model_card import MALIGNANT
from training.evaluation.figures import Sample
from training.evaluation.locked_test_log import log_locked_test
from training.evaluation.marks_masked import measure_masked
from training.evaluation.measure import measure
from training.evaluation.out_of_fold import curves, read_answers, read_figures
from training.exporting.card_file import read_card, tables_in_present_form, write_card
from training.exporting.card_tables import Tables, empty_tables, tables_of
from training.exporting.card_text import write_card_text
from training.exporting.plots import plot_calibration, plot_roc
from training.run import Run


def evaluate(run: Run, *, locked: bool) -> list[dict[str, Any]]:
    """Measure the test part, and with ``locked`` the hospitals never trained on.

    Where the run's folder holds a cross-validation, its figures come first on the card.
    Each opening of a locked hospital is recorded in the run and on the card.

    Returns
    -------
    list of dict
        The figures, as written to the card.
    """
    folder = run.folder / "model"
    card = read_card(folder)
    samples = _test_part(run, card)
    kept: Tables = {}
    if locked:
        card["locked_openings"] = log_locked_test(run.folder)
        samples += _locked_part(run, card)
    else:
        kept = {
            table: [row for row in card.get(table, []) if _is_locked(row)]
            for table in empty_tables()
        }
    # A cross-validation of an older version has no identifiers.
    folds = tables_in_present_form(read_figures(run.folder))
    for table, rows in _tables(folder, samples).items():
        card[table] = folds.get(table, []) + rows + kept.get(table, [])
    write_card(folder, card)
    answers = read_answers(run.folder, card["classes"])
    drawn = curves(answers, card["classes"], _positive(card))
    drawn |= {str(sample.data_set): _curve(sample) for sample in samples}
    plot_roc(folder / "roc.png", drawn)
    plot_calibration(folder / "calibration.png", drawn, _positive(card))
    write_card_text(folder, card)
    figures: list[dict[str, Any]] = card["figures"]
    return figures


def _tables(folder: Path, samples: list[Sample]) -> Tables:
    tables = empty_tables()
    for sample in samples:
        masked = measure_masked(folder, sample.cases, sample.found.probabilities)
        for table, rows in tables_of(sample, masked).items():
            tables[table] += rows
    return tables


def _is_locked(row: dict[str, Any]) -> bool:
    kind = row.get("data_set", {}).get("kind")
    return bool(kind == NEVER_TRAINED_ON.identifier)


def _positive(card: dict[str, Any]) -> str:
    return str(card.get("positive_class", MALIGNANT))


def _test_part(run: Run, card: dict[str, Any]) -> list[Sample]:
    cases = run.cases()
    split = run.split(cases)
    samples = []
    for source in run.recipe.sources:
        chosen = [case for case in split.select(cases, "test") if case.source == source]
        if not chosen:
            continue
        found = measure(run.folder / "model", chosen)
        groups = [split.groups[case.name] for case in chosen]
        part = TEST_PART(name=source)
        samples.append(Sample(part, card["classes"], _positive(card), chosen, found, groups))
    return samples


def _locked_part(run: Run, card: dict[str, Any]) -> list[Sample]:
    samples = []
    for source in run.recipe.external:
        cases = [case for case in run.external_cases() if case.source == source]
        found = measure(run.folder / "model", cases)
        other = NEVER_TRAINED_ON(name=source)
        samples.append(Sample(other, card["classes"], _positive(card), cases, found))
    return samples


def _curve(sample: Sample) -> tuple[Any, Any]:
    return sample.positive[sample.lesion], sample.score[sample.lesion]

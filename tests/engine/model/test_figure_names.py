"""Figures of cards are known by identifiers, and on older cards by their English."""

from __future__ import annotations

from typing import Any

import pytest

from engine.messages import figures
from engine.messages.message import Message, Template
from engine.model.figure_names import (
    data_set_name,
    data_set_record,
    figure_name,
    figure_record,
    with_identifiers,
)

VALUES: dict[str, str | int] = {
    "others": "benign",
    "positive": "malignant",
    "percent": 90,
    "first": 12,
    "last": 340,
    "name": "BUS-BRA",
    "folds": 5,
    "measured": 2,
}
DATA = ("TEST_PART", "CROSS_VALIDATED", "PARTLY_CROSS_VALIDATED", "NEVER_TRAINED_ON")
FIGURES = [name for name in vars(figures) if name.isupper() and name not in DATA]


def made(name: str) -> Message:
    declared = getattr(figures, name)
    if isinstance(declared, Template):
        return declared(**{place: VALUES[place] for place in declared.places})
    assert isinstance(declared, Message)
    return declared


def same(found: str, wanted: Message) -> bool:
    """Return whether two names are alike in text, identifier and values."""
    assert isinstance(found, Message)
    parts = (str(found), found.identifier, dict(found.values))
    return parts == (str(wanted), wanted.identifier, dict(wanted.values))


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_is_known_by_its_identifier_and_by_its_english(name: str) -> None:
    assert same(figure_name(figure_record(made(name))), made(name))
    assert same(figure_name({"name": str(made(name))}), made(name))


@pytest.mark.parametrize("name", DATA)
def test_each_kind_of_data_is_known_by_its_identifier_and_by_its_english(name: str) -> None:
    assert same(data_set_name(data_set_record(made(name))), made(name))
    assert same(data_set_name({"data": str(made(name))}), made(name))


def test_the_english_of_a_card_is_not_what_its_figure_is_known_by() -> None:
    found = figure_name(figure_record(figures.ACCURACY) | {"name": str(figures.SPECIFICITY)})
    assert isinstance(found, Message)
    assert found.identifier == figures.ACCURACY.identifier
    assert found == str(figures.SPECIFICITY)


def test_a_figure_that_was_once_spelled_otherwise_keeps_its_english() -> None:
    found = figure_name({"name": "AUC benign/malignant, burnt-in marks masked"})
    assert isinstance(found, Message)
    assert found.identifier == figures.AUC_MARKS_MASKED.identifier
    assert found == "AUC benign/malignant, burnt-in marks masked"


@pytest.mark.parametrize("name", ["", "AUC", "benign", "a figure of an own model", "A/" * 100_000])
def test_unknown_english_stays_plain(name: str) -> None:
    record = {"name": name, "data": name, "value": 0.5}
    assert type(figure_name(record)) is str
    assert type(data_set_name(record)) is str
    assert with_identifiers(record) == record


def test_an_identifier_of_a_later_version_is_shown_by_its_english() -> None:
    later = {"id": "of_tomorrow", "parameters": {"x": 1}, "name": "x of tomorrow"}
    assert figure_name(later) == "x of tomorrow"
    data = {"data_set": {"name": "BUSI", "kind": "of_tomorrow"}, "data": "BUSI (of tomorrow)"}
    assert data_set_name(data) == "BUSI (of tomorrow)"
    assert with_identifiers(later | data) == later | data


@pytest.mark.parametrize(
    "record",
    [
        {"id": "auc_positive", "parameters": {"positive": "malignant"}, "name": "x"},
        {"id": "accuracy", "parameters": {"percent": 5}, "name": "x"},
        {"id": "accuracy", "parameters": [5], "name": "x"},
        {"id": "auc_patient_number_alone_among_patients", "name": "x"},
        {
            "id": "auc_positive_among_patients",
            "parameters": {"first": [], "last": None},
            "name": "x",
        },
        {"id": 3, "name": "x"},
        {"id": [], "name": "x"},
        {"name": 3},
        {},
    ],
)
def test_an_entry_that_contradicts_itself_is_an_error(record: dict[str, Any]) -> None:
    # What a card of a model turns into one sentence.
    with pytest.raises((LookupError, TypeError, ValueError)):
        figure_name(record)


@pytest.mark.parametrize(
    "named", [{"name": "BUSI", "kind": "cross_validated"}, {"kind": "test_part"}, "BUSI", {}, 3]
)
def test_a_data_set_that_contradicts_itself_is_an_error(named: object) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        data_set_name({"data_set": named, "data": "x"})

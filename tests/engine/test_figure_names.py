"""Figures of cards are known by identifiers, and on older cards by their English."""

from __future__ import annotations

from typing import Any

import pytest

from engine.model.figure_names import (
    DATA_SETS,
    FIGURES,
    DataSet,
    FigureName,
    data_set,
    figure_name,
    with_identifiers,
)

VALUES: dict[str, str | int] = {
    "others": "benign",
    "positive": "malignant",
    "percent": 90,
    "first": 12,
    "last": 340,
    "folds": 5,
    "measured": 2,
}


def values_for(text: str) -> dict[str, str | int]:
    return {place: value for place, value in VALUES.items() if f"{{{place}}}" in text}


@pytest.mark.parametrize("id_", FIGURES)
def test_each_figure_is_known_by_its_identifier_and_by_its_english(id_: str) -> None:
    named = FigureName(id_, values_for(FIGURES[id_]))
    assert figure_name(named.as_record()) == named
    assert figure_name({"name": named.english}) == named


@pytest.mark.parametrize("kind", DATA_SETS)
def test_each_kind_of_data_is_known_by_its_identifier_and_by_its_english(kind: str) -> None:
    named = DataSet("BUS-BRA", kind, values_for(DATA_SETS[kind]))
    assert data_set(named.as_record()) == named
    assert data_set({"data": named.english}) == named


def test_the_english_of_a_card_is_not_what_its_figure_is_known_by() -> None:
    record = FigureName("accuracy").as_record() | {"name": "specificity at the operating point"}
    assert figure_name(record).id == "accuracy"


@pytest.mark.parametrize("name", ["", "AUC", "a figure of somebody else", "A" * 100_000 + "UC /"])
def test_unknown_english_has_no_identifier(name: str) -> None:
    record = {"name": name, "data": name, "value": 0.5}
    assert figure_name(record) == FigureName()
    assert data_set(record) == DataSet()
    assert with_identifiers(record) == record


def test_an_identifier_of_a_later_version_is_shown_by_its_english() -> None:
    assert figure_name({"id": "of_tomorrow", "parameters": {"x": 1}, "name": "x"}) == FigureName()
    later = {"name": "BUSI", "kind": "of_tomorrow"}
    assert data_set({"data_set": later, "data": "BUSI (of tomorrow)"}) == DataSet()


@pytest.mark.parametrize(
    "record",
    [
        {"id": "auc_positive", "parameters": {"positive": "malignant"}, "name": "x"},
        {"id": "accuracy", "parameters": {"percent": 5}, "name": "x"},
        {"id": "accuracy", "parameters": [], "name": "x"},
        {"id": "auc_positive", "parameters": {"others": {}, "positive": []}, "name": "x"},
        {"id": 3, "name": "x"},
        {"name": 3},
    ],
)
def test_an_entry_that_contradicts_itself_is_an_error(record: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        figure_name(record)


@pytest.mark.parametrize(
    "named", [{"name": "BUSI", "kind": "cross_validated"}, {"kind": "test_part"}, "BUSI", {}]
)
def test_a_data_set_that_contradicts_itself_is_an_error(named: object) -> None:
    with pytest.raises((TypeError, ValueError, LookupError)):
        data_set({"data_set": named, "data": "x"})

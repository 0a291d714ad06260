"""card.json as training reads and writes it: in its present form, equal cards with equal bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.errors import UserFacingError
from engine.model.figure_names import with_identifiers
from engine.model.model_card import CARD_FILE
from engine.system.atomic_write import write_atomically
from training.evaluation.subgroups import subgroup_named

# 2: figures have identifiers, and the English beside them.
SCHEMA = 2


def read_card(folder: Path) -> dict[str, Any]:
    """Return the contents of a model's card, one of an older version in the present form.

    Raises
    ------
    UserFacingError
        If there is no card, or if it is none.
    """
    path = folder / CARD_FILE
    try:
        return in_present_form(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, LookupError, TypeError, ValueError) as error:
        raise UserFacingError(
            f"The card of the model {folder.name} is missing, or cannot be read.",
            "Name a folder that holds an exported model.",
            path,
        ) from error


def write_card(folder: Path, card: Mapping[str, Any]) -> None:
    """Write a card as JSON with sorted keys: equal cards have equal bytes."""
    text = json.dumps(card, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    write_atomically(folder / CARD_FILE, f"{text}\n".encode())


def in_present_form(card: Mapping[str, Any]) -> dict[str, Any]:
    """Return a card with an identifier for each figure that has a known name; no value changes.

    Raises
    ------
    LookupError, TypeError, ValueError
        If an entry contradicts itself.
    """
    return {**card, **tables_in_present_form(card), "schema": SCHEMA}


def tables_in_present_form(
    tables: Mapping[str, list[dict[str, Any]]],
) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of figures of a card or of a cross-validation in the same way."""
    figures = [with_identifiers(row) for row in tables.get("figures", [])]
    found = {"figures": figures}
    if "subgroups" in tables:
        found["subgroups"] = [_subgroup(row) for row in tables["subgroups"]]
    if "overlays" in tables:
        found["overlays"] = [with_identifiers(row, of_figure=False) for row in tables["overlays"]]
    return found


def _subgroup(row: dict[str, Any]) -> dict[str, Any]:
    named = None if "subgroup" in row else subgroup_named(row["name"])
    record = {} if named is None else named.as_record()
    return with_identifiers(row, of_figure=False) | record

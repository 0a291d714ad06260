"""Parts of a data set by what was published about its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.datasets import Case

# Each published fact, and the English for it on a card.
_FACTS = {
    "age": "age",
    "machine_id": "machine",
    "device": "device",
    "view": "view",
    "laterality": "side",
    "density": "density",
    "tissue": "tissue",
    "birads": "BI-RADS",
    "implant": "implant",
}
_AGES = ((0, 49), (50, 59), (60, 69), (70, 120))
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A part of a data set, such as the scans of one machine.

    Attributes
    ----------
    fact : str
        By which published fact, such as ``density``.
    value : str
        Of the fact, such as ``C``, or a range of ages.
    """

    fact: str
    value: str

    @property
    def english(self) -> str:
        """The name for people, such as ``density C``."""
        return f"{_FACTS[self.fact]} {self.value}"

    def as_record(self) -> dict[str, Any]:
        """Return the entries of a card that name the subgroup."""
        return {"subgroup": {"fact": self.fact, "value": self.value}, "name": self.english}


def subgroup_named(english: str) -> Subgroup | None:
    """Return the subgroup that an older card names in English alone; None for an unknown one."""
    word, _, value = english.partition(" ")
    facts = [fact for fact, known in _FACTS.items() if known == word]
    return Subgroup(facts[0], value) if facts and value else None


def subgroups(
    cases: Sequence[Case], positive: NDArray[np.bool_], counted: NDArray[np.bool_]
) -> list[tuple[Subgroup, NDArray[np.bool_]]]:
    """Return the parts in which a figure can be given: ten cases of each class, not all cases.

    Parameters
    ----------
    cases : sequence of Case
        With their facts.
    positive : ndarray of bool
        Their truth.
    counted : ndarray of bool
        Which of them count at all.

    Returns
    -------
    list of tuple
        A subgroup, and which cases belong to it.
    """
    found = []
    for fact in _FACTS:
        if fact == "age":
            continue
        values = np.array([case.facts.get(fact, "") for case in cases])
        found += [(Subgroup(fact, str(one)), values == one) for one in sorted(set(values) - {""})]
    ages = np.array([_age(case) for case in cases])
    found += [
        (
            Subgroup("age", f"{low} to {high}" if low else f"below {high + 1}"),
            (ages >= low) & (ages <= high),
        )
        for low, high in _AGES
    ]
    return [
        (subgroup, part)
        for subgroup, part in found
        if not part[counted].all()
        and (part & counted & positive).sum() >= _FEWEST
        and (part & counted & ~positive).sum() >= _FEWEST
    ]


def _age(case: Case) -> float:
    try:
        return float(case.facts.get("age", "nan"))
    except ValueError:
        return float("nan")

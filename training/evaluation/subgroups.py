"""Parts of a data set by what was published about its pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.datasets import Case

# Name of the published fact, and how a card speaks of it.
_FACTS = {
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


def subgroups(
    cases: Sequence[Case], positive: NDArray[np.bool_], counted: NDArray[np.bool_]
) -> list[tuple[str, NDArray[np.bool_]]]:
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
        A name such as ``density C``, and which cases belong to it.
    """
    found = []
    for fact, words in _FACTS.items():
        values = np.array([case.facts.get(fact, "") for case in cases])
        found += [(f"{words} {value}", values == value) for value in sorted(set(values) - {""})]
    ages = np.array([_age(case) for case in cases])
    found += [
        (f"age {low} to {high}" if low else f"age below {high + 1}", (ages >= low) & (ages <= high))
        for low, high in _AGES
    ]
    return [
        (name, part)
        for name, part in found
        if not part[counted].all()
        and (part & counted & positive).sum() >= _FEWEST
        and (part & counted & ~positive).sum() >= _FEWEST
    ]


def _age(case: Case) -> float:
    try:
        return float(case.facts.get("age", "nan"))
    except ValueError:
        return float("nan")

"""The tables of figures of a card, from what a model answered for one data set."""

from __future__ import annotations

from typing import Any

from training.evaluation.figures import Sample, figures_of, subgroup_figures
from training.evaluation.marks_masked import Masked, masked_figure, overlay_row

Tables = dict[str, list[dict[str, Any]]]


def empty_tables() -> Tables:
    """Return the tables without rows, in the order of a card."""
    return {"figures": [], "subgroups": [], "overlays": []}


def tables_of(sample: Sample, masked: Masked) -> Tables:
    """Return the rows of one data set, each naming it.

    Parameters
    ----------
    sample : Sample
        The scans and the answers.
    masked : Masked
        The answers to the same scans once their burned-in marks were gone.
    """
    overlays = overlay_row(sample, masked)
    figures = figures_of(
        sample.data_set,
        sample.classes,
        sample.cases,
        sample.found,
        sample.groups,
        sample.positive_class,
    )
    return {
        "figures": figures + masked_figure(sample, overlays),
        "subgroups": subgroup_figures(sample),
        "overlays": [] if overlays is None else [overlays],
    }

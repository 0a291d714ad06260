"""Words of a report: answers, operating points, facts of the acquisition."""

from __future__ import annotations

from typing import Final

from engine.finding import Finding, InconclusiveZone, OperatingPoint, Status
from engine.messages.figures import CALIBRATION_ERROR
from engine.model.model_card import Figure, ModelCard
from engine.report.style import together
from engine.scan import Laterality, Modality, Scan
from engine.wording import CANCERS, EXPERIMENTAL, percent

_TIMES: Final = "\N{MULTIPLICATION SIGN}"
_LATERALITIES: Final = {
    Laterality.LEFT: "left",
    Laterality.RIGHT: "right",
    Laterality.BOTH: "both",
    Laterality.UNPAIRED: "unpaired",
}
SEXES: Final = {"F": "female", "M": "male", "O": "other"}


def headline(finding: Finding) -> str:
    """Return the answer in a word or two."""
    if finding.status is Status.INCONCLUSIVE:
        return "Inconclusive"
    if finding.status is not Status.OK or finding.class_name is None:
        return "Out of scope"
    return capital(finding.class_name)


def capital(text: str) -> str:
    """Return text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def modality(value: Modality | None) -> str:
    """Return the name of a modality."""
    if value is None:
        return "unknown kind of scan"
    return f"{value} (experimental)" if value in EXPERIMENTAL else str(value)


def probability_of(positive_class: str) -> str:
    """Return what the probability of a model's positive class is called."""
    if positive_class in CANCERS:
        return "malignancy probability"
    return f"probability of {positive_class}"


def operating_point(finding: Finding, point: OperatingPoint) -> str:
    """Return what the operating point is, and what this scan is to it."""
    threshold = together(percent(point.threshold))
    wanted = f"{100 * point.sensitivity:.3g}"
    reached = (
        "This scan reaches it: at this sensitivity it counts as suspicious."
        if finding.is_suspicious
        else "This scan stays below it: at this sensitivity it does not count as suspicious."
    )
    return (
        f"Operating point {together(point.name)}: a {probability_of(finding.positive_class)} of "
        f"{threshold} or more, "
        f"chosen on validation scans so that {wanted} of 100 of the class "
        f"{finding.positive_class} reach it. {reached}"
    )


def zone(value: InconclusiveZone) -> str:
    """Return where no class is stated."""
    low, high = together(percent(value.low)), together(percent(value.high))
    return (
        f"Inconclusive zone (hatched): from {low} to {high} the model errs most, "
        "so no class is stated."
    )


def calibration(card: ModelCard) -> str:
    """Return how the probabilities were calibrated, and how far off they were measured to be."""
    offsets = ", an offset for each class" if any(card.class_offsets) else ""
    text = (
        "Probabilities are calibrated on validation scans (temperature "
        f"{card.temperature:.3g}{offsets}); they hold for scans with the same shares of the "
        "classes."
    )
    errors = [
        f"{together(percent(figure.value))} on {figure.data}"
        for figure in card.figures
        if figure.id == CALIBRATION_ERROR.identifier
    ]
    return f"{text} Measured calibration error: {'; '.join(errors)}." if errors else text


def interval(figure: Figure) -> str:
    """Return the markup of a figure with its 95 % interval below it."""
    low, high = f"{figure.low:.2f}", f"{figure.high:.2f}"
    return f"<b>{figure.value:.2f}</b><br/>{low} to {high}"


def facts(scan: Scan, finding: Finding) -> list[tuple[str, str]]:
    """Return what is known of the acquisition as pairs of a name and a value."""
    spacing = scan.spacing
    rows = [
        ("Kind of scan", capital(modality(finding.modality or scan.modality))),
        ("Format", f"{scan.file_format}, {scan.columns} {_TIMES} {scan.rows} pixels"),
    ]
    if spacing is not None:
        size = f"{spacing.row_mm:.3g} {_TIMES} {spacing.column_mm:.3g}"
        rows.append(("Pixel size", together(f"{size} mm")))
    if scan.laterality is not None:
        rows.append(("Breast", _LATERALITIES[scan.laterality]))
    if scan.view is not None:
        rows.append(("View", scan.view))
    if scan.frames > 1:
        rows.append(("Frame", f"{finding.frame + 1} of {scan.frames}"))
    return rows

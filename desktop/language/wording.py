"""Wording of the window: names of modalities, classes, findings and quantities."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.language.engine_texts import localised
from desktop.language.languages import decimal, rounded
from desktop.language.translation import QT_TRANSLATE_NOOP, translate
from engine.finding import Finding, Status
from engine.measurement import Measurement
from engine.scan import Laterality, Modality, PixelSpacing, Scan, VoiWindow
from engine.terminal_text import printable
from engine.wording import CANCERS, EXPERIMENTAL, RESEARCH_USE

PROGRAM: Final = "Second Reader"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_TIMES: Final = "\N{MULTIPLICATION SIGN}"

_MODALITIES: Final = {
    Modality.ULTRASOUND: QT_TRANSLATE_NOOP("wording", "Ultrasound"),
    Modality.MAMMOGRAPHY: QT_TRANSLATE_NOOP("wording", "Mammography"),
    Modality.THERMOGRAPHY: QT_TRANSLATE_NOOP("wording", "Thermography"),
}
_CLASSES: Final = {
    "benign": QT_TRANSLATE_NOOP("wording", "Benign"),
    "malignant": QT_TRANSLATE_NOOP("wording", "Malignant"),
    "normal": QT_TRANSLATE_NOOP("wording", "Normal"),
    "cancer": QT_TRANSLATE_NOOP("wording", "Cancer"),
    "no cancer": QT_TRANSLATE_NOOP("wording", "No cancer"),
    "healthy": QT_TRANSLATE_NOOP("wording", "Healthy"),
    "sick": QT_TRANSLATE_NOOP("wording", "Sick"),
}
_LATERALITIES: Final = {
    Laterality.LEFT: QT_TRANSLATE_NOOP("wording", "Left"),
    Laterality.RIGHT: QT_TRANSLATE_NOOP("wording", "Right"),
    Laterality.BOTH: QT_TRANSLATE_NOOP("wording", "Both"),
    Laterality.UNPAIRED: QT_TRANSLATE_NOOP("wording", "Unpaired"),
}


def research_use() -> str:
    """Return the line that is shown in every window: for research and education only."""
    return localised(RESEARCH_USE)


def file_name(path: Path) -> str:
    """Return the name of a file on one line; line breaks and changes of direction are escaped."""
    return printable(path.name)


def tip(text: str) -> str:
    """Return a tool tip that shows text literally, even where the text looks like markup.

    Every tool tip that quotes a file or its name goes through this function.
    """
    return f"<span>{html.escape(text)}</span>".replace("\n", "<br>") if text else ""


def modality(value: Modality | None) -> str:
    """Return the name of a modality."""
    return (
        translate("wording", "Unknown kind of scan")
        if value is None
        else translate("wording", _MODALITIES[value])
    )


def read_as(value: Modality) -> str:
    """Return the name of a modality as a model reads it; weak models are marked experimental."""
    name = modality(value)
    if value in EXPERIMENTAL:
        return translate("wording", "{} (experimental)").format(name)
    return name


def probability_of(positive_class: str) -> str:
    """Return what the probability of a model's positive class is called.

    Only where the positive class means cancer is it a malignancy probability.
    """
    if positive_class in CANCERS:
        return translate("wording", "Malignancy probability")
    return translate("wording", "Probability of {}").format(class_inside(positive_class))


def class_name(name: str) -> str:
    """Return what a model's class is called on screen."""
    return translate("wording", _CLASSES[name]) if name in _CLASSES else name[:1].upper() + name[1:]


def class_inside(name: str) -> str:
    """Return what a model's class is called inside a sentence."""
    return localised(name)


def headline(finding: Finding) -> str:
    """Return a finding in a word or two."""
    return breakable_headline(finding).replace(SOFT_HYPHEN, "")


def breakable_headline(finding: Finding) -> str:
    """Return `headline` with soft hyphens, for languages whose words are too long for a panel."""
    if finding.status is Status.INCONCLUSIVE:
        return translate("wording", "Inconclusive")
    if finding.status is Status.OUT_OF_SCOPE or finding.class_name is None:
        return translate("wording", "Out of scope")
    return class_name(finding.class_name)


def no_answer() -> str:
    """Say that no model could be asked."""
    return translate("wording", "No answer")


def percent(probability: float) -> str:
    """Return a probability from 0 to 1 in whole per cent, never rounded to 0 or 100."""
    if 0 < probability < 0.01:
        number = f"<{NO_BREAK}1"
    elif 0.99 < probability < 1:
        number = f">{NO_BREAK}99"
    else:
        number = str(round(100 * probability))
    return f"{number}{NO_BREAK}%"


def evidence(name: str | None) -> str:
    """Return what a heatmap is called: of a class, or (None) of the lesion."""
    if name is None:
        return translate("wording", "Lesion")
    return translate("wording", "Evidence for {}").format(class_inside(name))


def pixel_size(spacing: PixelSpacing) -> str:
    """Return the size of a pixel, rows first as in DICOM PixelSpacing."""
    return f"{rounded(spacing.row_mm, 3)} {_TIMES} {rounded(spacing.column_mm, 3)}{NO_BREAK}mm"


def pixels(length: float) -> str:
    """Return a length in pixels."""
    return f"{decimal(length, 0)}{NO_BREAK}px"


def measurement(line: Measurement) -> str:
    """Return a distance with its label: in millimetres, or in pixels where there are none."""
    length = (
        pixels(line.pixels)
        if line.millimetres is None
        else f"{decimal(line.millimetres, 1)}{NO_BREAK}mm"
    )
    return f"{line.label} {length}".strip()


def no_calibration() -> str:
    """Say why a distance is given in pixels."""
    return translate(
        "wording",
        "In pixels, since the file does not say how large a pixel is there. In ultrasound both "
        "ends must lie in the same calibrated area.",
    )


def frame(index: int) -> str:
    """Return the name of a frame, counted from 1."""
    return translate("wording", "frame {}").format(index + 1)


def window(value: VoiWindow) -> str:
    """Return a window of grey values: its name in the file, if any, with center and width."""
    figures = f"C {rounded(value.center, 5)}  W {rounded(value.width, 5)}"
    return f"{printable(value.name)}  ({figures})" if value.name else figures


def size(scan: Scan) -> str:
    """Return width and height in pixels."""
    return f"{scan.columns} {_TIMES} {scan.rows}"


def facts(scan: Scan) -> list[tuple[str, str]]:
    """Return what is known of a scan's acquisition as pairs of a name and a value."""
    rows: list[tuple[str, str]] = [
        (translate("wording", "Format"), scan.file_format),
        (translate("wording", "Size"), translate("wording", "{} pixels").format(size(scan))),
    ]
    spacing = scan.spacing or next((r.spacing for r in scan.regions if r.spacing), None)
    rows.append(
        (
            translate("wording", "Pixel size"),
            translate("wording", "not stated") if spacing is None else pixel_size(spacing),
        )
    )
    optional: list[tuple[str, object, Callable[[], str]]] = [
        (
            translate("wording", "Breast"),
            scan.laterality,
            lambda: translate("wording", _LATERALITIES[scan.laterality or Laterality.UNPAIRED]),
        ),
        (translate("wording", "View"), scan.view, lambda: str(scan.view)),
        (
            translate("wording", "Frames"),
            scan.frames > 1,
            lambda: str(scan.frames),
        ),
        (
            translate("wording", "Prepared"),
            scan.steps,
            lambda: "; ".join(map(localised, scan.steps)),
        ),
    ]
    return rows + [(name, text()) for name, known, text in optional if known]

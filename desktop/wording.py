"""What the window calls things."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.translation import QT_TRANSLATE_NOOP, translate
from engine.finding import Finding, Status
from engine.scan import Laterality, Modality, PixelSpacing, Scan
from engine.table import printable
from engine.wording import RESEARCH_USE

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
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
}
_LATERALITIES: Final = {
    Laterality.LEFT: QT_TRANSLATE_NOOP("wording", "Left"),
    Laterality.RIGHT: QT_TRANSLATE_NOOP("wording", "Right"),
    Laterality.BOTH: QT_TRANSLATE_NOOP("wording", "Both"),
    Laterality.UNPAIRED: QT_TRANSLATE_NOOP("wording", "Unpaired"),
}


def research_use() -> str:
    """Return the line that is always in sight."""
    return translate("wording", RESEARCH_USE)


def file_name(path: Path) -> str:
    """Return the name of a file on one line; what would break or turn the line is escaped."""
    return printable(path.name)


def modality(value: Modality | None) -> str:
    """Return the name of a modality."""
    return (
        translate("wording", "Unknown kind of scan")
        if value is None
        else translate("wording", _MODALITIES[value])
    )


def class_name(name: str) -> str:
    """Return what a model's class is called on screen."""
    return translate("wording", _CLASSES[name]) if name in _CLASSES else name[:1].upper() + name[1:]


def headline(finding: Finding) -> str:
    """Return the answer in a word or two."""
    if finding.status is Status.INCONCLUSIVE:
        return translate("wording", "Inconclusive")
    if finding.status is Status.OUT_OF_SCOPE or finding.class_name is None:
        return translate("wording", "Out of scope")
    return class_name(finding.class_name)


def percent(probability: float) -> str:
    """Return a probability from 0 to 1 in whole per cent, never rounded to certainty."""
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
    return translate("wording", "Evidence for {}").format(class_name(name).lower())


def pixel_size(spacing: PixelSpacing) -> str:
    """Return the size of a pixel, rows first as in DICOM PixelSpacing."""
    return f"{spacing.row_mm:.3g} {_TIMES} {spacing.column_mm:.3g}{NO_BREAK}mm"


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
            lambda: translate("wording", "{}, the first is shown and read").format(scan.frames),
        ),
        (translate("wording", "Prepared"), scan.steps, lambda: "; ".join(scan.steps)),
    ]
    return rows + [(name, text()) for name, known, text in optional if known]

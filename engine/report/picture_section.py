"""Section with the scan, and beside it the scan with its heatmap."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from reportlab.platypus import Flowable, Paragraph, Spacer

from engine.model.heatmap import class_heatmap, overlay
from engine.report.contents import ReportScan
from engine.report.drawings.pictures import (
    Legend,
    calibration_note,
    eight_bits,
    outlined,
    printed,
    printed_spacing,
)
from engine.report.drawings.scan_picture import ScanPicture
from engine.report.page import COLUMN_GAP, Page
from engine.report.style import GAP, LABEL, SMALL, beside

_TALLEST: Final = 262.0
_LINE: Final = "The white line is where the evidence reaches half of the scale."
_NO_LINE: Final = "Nowhere does the evidence reach half of the scale, so there is no line."
_LEVEL: Final = 0.5
_NONE: Final = "No model answered for this scan, so there is no heatmap."


def pictures(content: ReportScan, page: Page) -> list[Flowable]:
    """Return both pictures with scale, legend and notes, and what the scan's reader warned of."""
    scan, finding = content.scan, content.finding
    spacing = printed_spacing(scan)
    frame = eight_bits(scan.frame(finding.frame))
    measured = [one for one in content.measurements if one.frame == finding.frame]
    plain = ScanPicture(frame, spacing, measured, bar=spacing is not None)
    plain.fit((page.width - COLUMN_GAP) / 2, _TALLEST)
    # Where there is no scale bar, its room would be missed.
    below = Spacer(0, 0.0 if spacing is not None else 0.8 * GAP)
    left: list[Flowable] = [Paragraph("Scan", LABEL), plain, below]
    if note := calibration_note(scan):
        left.append(Paragraph(note, SMALL))
    name = finding.explained_class
    if finding.evidence is None or name is None:
        right: list[Flowable] = [Paragraph("Heatmap", LABEL), Paragraph(_NONE, SMALL)]
    else:
        heat = class_heatmap(finding.evidence, name)
        warm = plain.with_pixels(_heated(printed(frame, *plain.printed_size), heat))
        line = _LINE if heat.max() >= _LEVEL else _NO_LINE
        legend = [Legend(f"evidence for {name}"), Paragraph(line, SMALL)]
        right = [Paragraph("Scan with heatmap", LABEL), warm, below, *legend]
    warnings = [Paragraph(page.cell(text), SMALL) for text in scan.warnings]
    return [Spacer(0, 1.6 * GAP), beside(left, right, page.width, COLUMN_GAP), *warnings]


def _heated(shown: NDArray[np.uint8], heat: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Lay a heatmap over a picture that has only the dots that paper can show."""
    rows, columns = shown.shape[:2]
    if heat.shape != (rows, columns):
        heat = np.asarray(
            cv2.resize(heat, (columns, rows), interpolation=cv2.INTER_AREA), np.float32
        )
    return outlined(overlay(shown, heat), heat, _LEVEL)

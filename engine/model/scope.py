"""Refuse what no model may answer for: pictures that are no scan, or of another kind."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.finding import Reason
from engine.scan import Modality, Scan

SMALLEST_SIDE = 64
_BLANK_DEVIATION = 2.0
# Doppler boxes, colour bars and logos stay far below; colour photographs lie above.
_LARGEST_COLOURED_SHARE = 0.35
_COLOUR_DIFFERENCE = 40

# DICOM PS3.3 C.7.3.1.1.1: kinds of pictures that are certainly no breast scan of this program.
# "OT" and missing say nothing, and are judged by the picture like a JPEG.
_OTHER_KINDS = {
    "CT": "computed tomography",
    "MR": "magnetic resonance imaging",
    "NM": "nuclear medicine",
    "PT": "positron emission tomography",
    "CR": "computed radiography",
    "DX": "digital radiography",
    "XA": "X-ray angiography",
    "RF": "radio fluoroscopy",
    "ECG": "electrocardiography",
    "OP": "ophthalmic photography",
    "XC": "external-camera photography",
    "ES": "endoscopy",
    "SM": "slide microscopy",
    "GM": "general microscopy",
    "IO": "intra-oral radiography",
    "PX": "panoramic X-ray",
    "BMD": "bone densitometry",
    "OCT": "optical coherence tomography",
    "OPT": "ophthalmic tomography",
}


def refuse_by_file(scan: Scan) -> Reason | None:
    """Refuse a file that states another kind of picture; None when it does not."""
    kind = (scan.dicom_modality or "").upper()
    if scan.modality is not None or kind not in _OTHER_KINDS:
        return None
    return Reason(
        f"The file says that it is {_OTHER_KINDS[kind]} ({kind}), not a breast scan read here.",
        "Open a breast ultrasound, a mammogram or a thermogram.",
    )


def refuse_by_picture(frame: NDArray[Any], modality: Modality) -> Reason | None:
    """Refuse a frame that cannot be a scan, before any model sees it.

    Parameters
    ----------
    frame : ndarray of uint8 or uint16
        Shape (rows, columns) or (rows, columns, 3).
    modality : Modality
        Thermograms may be coloured throughout.
    """
    if min(frame.shape[:2]) < SMALLEST_SIDE:
        return Reason(
            f"The picture is too small to be read: {frame.shape[1]} x {frame.shape[0]} pixels.",
            f"Export the scan at its full size; at least {SMALLEST_SIDE} pixels a side are needed.",
        )
    small = _thumbnail(frame)
    if float(small.std()) < _BLANK_DEVIATION:
        return Reason(
            "The picture is blank: it has the same grey value nearly everywhere.",
            "Check that the right file or frame was exported.",
        )
    if modality is not Modality.THERMOGRAPHY and _coloured_share(small) > _LARGEST_COLOURED_SHARE:
        return Reason(
            f"The picture is a colour picture, not a grey {modality} scan.",
            "Open the scan itself, not a photograph or a screen of another program.",
        )
    return None


def refuse_by_distance(distance: float, limit: float, modality: Modality) -> Reason | None:
    """Refuse a frame that is too unlike the scans that the model was trained on."""
    if distance <= limit:
        return None
    return Reason(
        f"This does not look like a breast {modality} scan that the model can read.",
        "Check that the right file was opened, or read it without the program.",
    )


def _thumbnail(frame: NDArray[Any]) -> NDArray[np.float32]:
    small = cv2.resize(frame, (128, 128), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) * np.float32(255.0 / np.iinfo(frame.dtype).max)


def _coloured_share(small: NDArray[np.float32]) -> float:
    if small.ndim == 2:
        return 0.0
    return float((np.ptp(small, axis=2) > _COLOUR_DIFFERENCE).mean())

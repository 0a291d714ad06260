"""Scope of a model: refusal of pictures that are no scan, or of another kind."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.finding import Reason
from engine.messages import models, words
from engine.scan import Modality, Scan

SMALLEST_SIDE = 64
_BLANK_DEVIATION = 2.0
# Doppler boxes, colour bars and logos stay far below; colour photographs lie above.
_LARGEST_COLOURED_SHARE = 0.35
_COLOUR_DIFFERENCE = 40


def refuse_by_file(scan: Scan) -> Reason | None:
    """Refuse a file that states another kind of picture; None when it does not."""
    # "OT" and a missing modality say nothing: such a file is judged by its picture, like a JPEG.
    kind = (scan.dicom_modality or "").upper()
    if scan.modality is not None or kind not in words.OTHER_MODALITIES:
        return None
    return Reason(
        models.OTHER_KIND(kind=words.OTHER_MODALITIES[kind], code=kind), models.OPEN_A_BREAST_SCAN
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
            models.TOO_SMALL(columns=frame.shape[1], rows=frame.shape[0]),
            models.EXPORT_FULL_SIZE(side=SMALLEST_SIDE),
        )
    small = _thumbnail(frame)
    if float(small.std()) < _BLANK_DEVIATION:
        return Reason(models.BLANK, models.CHECK_EXPORT)
    if modality is not Modality.THERMOGRAPHY and _coloured_share(small) > _LARGEST_COLOURED_SHARE:
        return Reason(
            models.COLOURED(modality=words.MODALITIES[modality]), models.OPEN_NO_PHOTOGRAPH
        )
    return None


def refuse_by_distance(distance: float, limit: float, modality: Modality) -> Reason | None:
    """Refuse a frame that is too unlike the scans that the model was trained on."""
    if distance <= limit:
        return None
    return Reason(
        models.UNLIKE_SCANS(modality=words.MODALITIES[modality]), models.CHECK_OR_READ_YOURSELF
    )


def _thumbnail(frame: NDArray[Any]) -> NDArray[np.float32]:
    small = cv2.resize(frame, (128, 128), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) * np.float32(255.0 / np.iinfo(frame.dtype).max)


def _coloured_share(small: NDArray[np.float32]) -> float:
    if small.ndim == 2:
        return 0.0
    return float((np.ptp(small, axis=2) > _COLOUR_DIFFERENCE).mean())

"""Heatmaps as picture files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from engine.finding import Finding
from engine.model.heatmap import class_heatmap, overlay
from engine.scan import Scan
from engine.system.atomic_write import write_atomically
from engine.system.timing import stage

_STEM_LENGTH: Final = 40


def heatmap_name(path: Path) -> str:
    """Return the name of the heatmap of a scan: the same for the same file, else another one.

    It is the scan's own name, less whatever a file system might object to, and the first twelve
    hexadecimal digits of the SHA-256 of the scan's absolute path.
    """
    stem = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in path.stem)
    digest = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()
    return f"{stem[:_STEM_LENGTH]}-{digest[:12]}.png"


def write_heatmap(
    scan: Scan, finding: Finding, folder: Path, name: str | None = None
) -> Path | None:
    """Write the scan with the heatmap of the class that the finding is explained by over it.

    Parameters
    ----------
    scan : Scan
        What the finding is about.
    finding : Finding
        Its evidence is drawn.
    folder : Path
        Must exist.
    name : str or None
        Of the file; None for that of `heatmap_name`.

    Returns
    -------
    Path or None
        The file written; None if the finding has no evidence to draw.

    Raises
    ------
    UserFacingError
        If the file cannot be written.
    """
    explained = finding.explained_class
    if finding.evidence is None or explained is None:
        return None
    with stage("heatmap"):
        heat = class_heatmap(finding.evidence, explained)
        picture = overlay(scan.frame(finding.frame), heat)
    target = folder / (name or heatmap_name(scan.path))
    with stage("write"):
        _, encoded = cv2.imencode(".png", np.ascontiguousarray(picture[..., ::-1]))
        write_atomically(target, encoded.tobytes())
    return target

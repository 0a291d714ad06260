"""Finding: the answer for one frame of a scan, with the evidence for it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.picture.preprocessing import Crop, Letterbox
from engine.scan import Modality


class Status(enum.StrEnum):
    """Status of one file: answered, or why not."""

    OK = "ok"
    INCONCLUSIVE = "inconclusive"
    OUT_OF_SCOPE = "out_of_scope"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Identity of the model that answered.

    Attributes
    ----------
    name, version : str
        As on its card.
    sha256 : str
        Of the bytes of the graph that was loaded, 64 hexadecimal digits.
    """

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A named threshold of the malignancy probability, chosen on validation data.

    The malignancy probability is that of the model's positive class: see `Finding`.

    Attributes
    ----------
    name : str
        For people, such as ``95 % sensitivity``.
    threshold : float
        Malignancy probability from which a scan counts as suspicious, from 0 to 1.
    sensitivity : float
        The sensitivity that it was chosen for, from 0 to 1.
    """

    name: str
    threshold: float
    sensitivity: float


@dataclass(frozen=True, slots=True)
class InconclusiveZone:
    """Malignancy probabilities, both ends included, for which no class is stated."""

    low: float
    high: float

    def contains(self, probability: float) -> bool:
        """Tell whether a malignancy probability lies in the zone."""
        return self.low <= probability <= self.high


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no plain answer: what happened, and what to do next."""

    summary: str
    hint: str


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The maps that explain an answer, on the grid of the model.

    Attributes
    ----------
    class_maps : ndarray of float32
        Shape (grid rows, grid columns, classes). The sum of a class's map over the grid, plus
        the class's entry of ``bias``, is its logit.
    bias : ndarray of float32
        Shape (classes,).
    logits : ndarray of float32
        Shape (classes,), before calibration.
    lesion_map : ndarray of float32
        Shape (grid rows, grid columns): probability from 0 to 1 that a cell belongs to a lesion;
        with ``learned_attention`` how much a cell counted, from 0 to 1.
    classes : tuple of str
        The names of the last axis of ``class_maps``.
    letterbox : Letterbox
        Where the frame, or its crop, lies on the model's canvas, which the grid divides evenly.
    frame_rows, frame_columns : int
        Size of the frame in pixels.
    reference : float
        Evidence of one cell that counts as strong: it has 0.8 of the heatmap's full colour.
    crop : Crop or None
        The part of the frame that the model saw; None if it saw all of it.
    mirrored : bool
        Whether the model saw that part mirrored left to right.
    learned_attention : bool
        Whether ``lesion_map`` is attention that was learned without lesion masks: it outlines
        nothing.
    """

    class_maps: NDArray[np.float32]
    bias: NDArray[np.float32]
    logits: NDArray[np.float32]
    lesion_map: NDArray[np.float32]
    classes: tuple[str, ...]
    letterbox: Letterbox
    frame_rows: int
    frame_columns: int
    reference: float = 1.0
    crop: Crop | None = None
    mirrored: bool = False
    learned_attention: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """The answer for one frame.

    Attributes
    ----------
    status : Status
        Never ``UNREADABLE``: a file that cannot be read has no finding but an error.
    modality : Modality or None
        The kind of scan it was read as; None when it is of no kind that a model reads, or when
        nobody stated one and it is out of scope.
    model : ModelIdentity or None
        None when no model was asked.
    class_name : str or None
        The most probable class; None when out of scope. For an inconclusive finding it is not to
        be shown as the answer.
    confidence : float or None
        Calibrated probability of ``class_name``, from 0 to 1.
    probabilities : dict
        Calibrated probability of each class, from 0 to 1, summing to 1; empty when out of scope.
    malignancy_probability : float or None
        Calibrated probability of ``positive_class``, from 0 to 1.
    operating_point : OperatingPoint or None
        The threshold in force.
    inconclusive_zone : InconclusiveZone or None
        The zone in force.
    reason : Reason or None
        Set unless the status is ``OK``.
    evidence : Evidence or None
        None when out of scope.
    frame : int
        Index of the frame, from 0.
    positive_class : str
        The class that is looked for, of the model's card: ``malignant`` for ultrasound, ``cancer``
        for mammography, ``sick`` for thermography.
    """

    status: Status
    modality: Modality | None
    model: ModelIdentity | None
    class_name: str | None
    confidence: float | None
    probabilities: dict[str, float]
    malignancy_probability: float | None
    operating_point: OperatingPoint | None
    inconclusive_zone: InconclusiveZone | None
    reason: Reason | None
    evidence: Evidence | None
    frame: int = 0
    positive_class: str = "malignant"

    @property
    def is_suspicious(self) -> bool | None:
        """Whether the malignancy probability reaches the operating point; None without one."""
        if self.malignancy_probability is None or self.operating_point is None:
            return None
        return self.malignancy_probability >= self.operating_point.threshold

    @property
    def explained_class(self) -> str | None:
        """The class to show the evidence for: the answer, or the positive one if inconclusive.

        None without evidence.
        """
        if self.evidence is None:
            return None
        return self.class_name if self.status is Status.OK else self.positive_class

"""Model card: kind and classes of a model, its measured figures, and the hashes that pin it."""

from __future__ import annotations

import hashlib
import json
import math
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.finding import InconclusiveZone, ModelIdentity, OperatingPoint
from engine.messages import hints, models
from engine.messages.message import Message
from engine.model.calibration import calibrated_probabilities
from engine.model.figure_names import data_set_name, figure_name
from engine.picture.preprocessing import Preprocessing
from engine.scan import Modality

CARD_FILE = "card.json"
MALIGNANT = "malignant"
FLOAT16, INT8 = QUANTIZATIONS = ("float16", "int8")
_MAX_BYTES = 256 * 2**20
_MAX_SIDE = 4096


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Attributes
    ----------
    name : str
        What was measured, such as ``AUC benign/malignant``; for display only.
    data : str
        On what, such as ``BrEaST (never trained on)``; for display only. Both are messages, which
        a window can translate, unless the card names something that is not known.
    value, low, high : float
        The figure and its 95 % interval.
    count : int
        Number of scans.
    """

    name: str
    data: str
    value: float
    low: float
    high: float
    count: int

    @property
    def id(self) -> str:
        """What was measured, as in `engine.messages.figures`; empty where that is not known."""
        return self.name.identifier if isinstance(self.name, Message) else ""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The contents of a ``card.json``.

    Attributes
    ----------
    name, version : str
        Of the model.
    modality : Modality
        The kind of scan that it reads.
    classes : tuple of str
        In the order of the logits.
    graph_file, graph_sha256 : str
        The LiteRT graph beside the card and the SHA-256 of its bytes.
    preprocessing : Preprocessing
        How a frame becomes the model's input.
    bias : tuple of float
        Added to the sum of the class maps, one a class.
    temperature : float
        Of the calibration.
    class_offsets : tuple of float
        Of the calibration, one a class; zeros where the temperature is all there is to it.
    operating_points : tuple of OperatingPoint
        The first is the default.
    inconclusive_zone : InconclusiveZone
        Malignancy probabilities for which no class is stated.
    scope_limit : float
        Largest scope distance of a scan that the model may answer for.
    heatmap_reference : float
        Evidence of one cell that counts as strong.
    self_test : tuple of float
        The logits for `engine.model.classifier.test_pattern`.
    figures : tuple of Figure
        Measured through this engine.
    positive_class : str
        The class whose probability is the malignancy probability; ``malignant`` unless the card
        names another.
    learned_attention : bool
        Whether the lesion map is attention that was learned without lesion masks.
    quantization : str
        ``int8`` where convolutions are computed in whole numbers of 8 bits, else ``float16``, the
        precision of the stored weights.
    document : dict
        The whole card, with data, licences, limits and how the model was made.
    """

    name: str
    version: str
    modality: Modality
    classes: tuple[str, ...]
    graph_file: str
    graph_sha256: str
    preprocessing: Preprocessing
    bias: tuple[float, ...]
    temperature: float
    operating_points: tuple[OperatingPoint, ...]
    inconclusive_zone: InconclusiveZone
    scope_limit: float
    heatmap_reference: float
    self_test: tuple[float, ...]
    figures: tuple[Figure, ...]
    document: dict[str, Any]
    positive_class: str = MALIGNANT
    learned_attention: bool = False
    quantization: str = FLOAT16
    class_offsets: tuple[float, ...] = (0.0,)

    def probabilities(self, logits: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return calibrated probabilities from 0 to 1 for logits, shape (..., classes)."""
        return calibrated_probabilities(logits, self.temperature, self.class_offsets)

    @property
    def identity(self) -> ModelIdentity:
        """The name, version and hash that stand beside every answer."""
        return ModelIdentity(self.name, self.version, self.graph_sha256)


def load_card(folder: Path, digest: str | None = None) -> ModelCard:
    """Read and check the card of a model.

    Parameters
    ----------
    folder : Path
        The model's folder.
    digest : str or None
        SHA-256 that the card's bytes must have; None accepts any.

    Raises
    ------
    ModelError
        If the card is missing, altered or incomplete.
    """
    path = folder / CARD_FILE
    content = _read(path)
    if digest is not None and hashlib.sha256(content).hexdigest() != digest:
        raise ModelError(models.CARD_ALTERED(model=folder.name), hints.PUT_BACK_MODEL, path)
    try:
        return _parse(json.loads(content))
    except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise ModelError(
            models.CARD_CONTRADICTORY(model=folder.name), hints.PUT_BACK_MODEL, path
        ) from error


def load_graph(folder: Path, card: ModelCard) -> bytes:
    """Read the graph that a card names; the bytes returned are the bytes that were checked.

    Raises
    ------
    ModelError
        If the graph is missing or altered.
    """
    path = folder / card.graph_file
    content = _read(path)
    if hashlib.sha256(content).hexdigest() != card.graph_sha256:
        raise ModelError(models.MODEL_MISMATCH(model=card.name), hints.PUT_BACK_MODEL, path)
    return content


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        # Opening a pipe would wait for ever, and a device never ends.
        is_file = stat.S_ISREG(status.st_mode) and status.st_size <= _MAX_BYTES
        content = path.read_bytes() if is_file else None
    except OSError as error:
        raise _unreadable(path) from error
    if content is None:
        raise _unreadable(path)
    return content


def _unreadable(path: Path) -> ModelError:
    return ModelError(
        models.MODEL_FILE_UNREADABLE(file=path.name, model=path.parent.name),
        hints.PUT_BACK_MODEL,
        path,
    )


def _parse(document: dict[str, Any]) -> ModelCard:
    graph = document["graph"]
    if Path(graph["file"]).name != graph["file"]:
        raise ValueError("the graph must lie beside the card")
    classes = tuple(document["classes"])
    card = ModelCard(
        name=document["name"],
        version=document["version"],
        modality=Modality(document["modality"]),
        classes=classes,
        graph_file=graph["file"],
        graph_sha256=graph["sha256"],
        preprocessing=Preprocessing(**document["preprocessing"]),
        bias=tuple(map(float, document["bias"])),
        temperature=float(document["temperature"]),
        operating_points=tuple(OperatingPoint(**point) for point in document["operating_points"]),
        inconclusive_zone=InconclusiveZone(**document["inconclusive_zone"]),
        scope_limit=float(document["scope_limit"]),
        heatmap_reference=float(document["heatmap_reference"]),
        self_test=tuple(map(float, document["self_test"])),
        figures=tuple(map(_figure, document["figures"])),
        document=document,
        # Cards of older models name none of these.
        positive_class=str(document.get("positive_class", MALIGNANT)),
        learned_attention=bool(document.get("learned_attention", False)),
        quantization=str(graph.get("quantization", FLOAT16)),
        class_offsets=tuple(map(float, document.get("class_offsets", [0.0] * len(classes)))),
    )
    check_card(card)
    return card


def _figure(record: dict[str, Any]) -> Figure:
    numbers = {key: record[key] for key in ("value", "low", "high", "count")}
    return Figure(name=figure_name(record), data=data_set_name(record), **numbers)


def check_card(card: ModelCard) -> None:
    """Check that what a card states can be meant: figures are numbers, and fit each other.

    Raises
    ------
    ValueError
        If an answer by this card could not be trusted.
    """
    _check_classes(card)
    _check_numbers(card)
    size = (card.preprocessing.rows, card.preprocessing.columns)
    if not all(isinstance(side, int) and 0 < side <= _MAX_SIDE for side in size):
        raise ValueError("the input has no possible size")
    if card.quantization not in QUANTIZATIONS:
        raise ValueError("the graph has an unknown quantization")
    if not re.fullmatch(r"[0-9a-f]{64}", card.graph_sha256):
        raise ValueError("the graph has no hash")


def _check_classes(card: ModelCard) -> None:
    classes = card.classes
    if len(set(classes)) != len(classes) or not all(isinstance(name, str) for name in classes):
        raise ValueError("classes must have names of their own")
    if not card.operating_points or card.positive_class not in classes:
        raise ValueError("a card needs an operating point and its positive class")
    per_class = (card.bias, card.self_test, card.class_offsets)
    if not all(len(values) == len(classes) for values in per_class):
        raise ValueError("bias, self-test or offsets do not fit the classes")


def _check_numbers(card: ModelCard) -> None:
    zone = card.inconclusive_zone
    positive = (card.temperature, card.scope_limit, card.heatmap_reference)
    shares = [zone.low, zone.high, card.preprocessing.padding]
    shares += [share for one in card.operating_points for share in (one.threshold, one.sensitivity)]
    per_class = (*card.bias, *card.self_test, *card.class_offsets)
    if not all(math.isfinite(value) for value in per_class):
        raise ValueError("bias, self-test or offsets are no numbers")
    if not all(0 < value < math.inf for value in positive):
        raise ValueError("temperature, scope limit and heatmap reference must be above zero")
    if not all(0 <= value <= 1 for value in shares) or zone.low > zone.high:
        raise ValueError("a threshold is no probability")

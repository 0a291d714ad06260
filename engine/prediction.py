"""From a scan to a finding."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from engine.calibration import calibrated_probabilities
from engine.classifier import Answer, Classifier
from engine.evidence import evidence_of
from engine.finding import Finding, Reason, Status
from engine.model_card import CARD_FILE, ModelCard, load_card, load_graph
from engine.pinned import CARDS
from engine.preprocessing import preprocess
from engine.scan import Modality, Scan
from engine.scope import refuse_by_distance, refuse_by_file, refuse_by_picture

_INCONCLUSIVE = Reason(
    "The model cannot tell: the malignancy probability lies in the zone where it errs most.",
    "Decide without it; another view of the same place may help.",
)


class SecondReader:
    """All models of a folder, each loaded when it is first asked.

    Parameters
    ----------
    models : Path
        Folder with one folder a model.
    pins : mapping
        SHA-256 of the card that each named model must have. Models without a pin are accepted
        with any card; the graph must match its card always.
    threads : int
        Threads of one forward pass.
    """

    def __init__(self, models: Path, pins: Mapping[str, str] = CARDS, threads: int = 1) -> None:
        self._folder = models
        self._pins = pins
        self._threads = threads
        self._lock = threading.Lock()
        self._cards: dict[Path, ModelCard] | None = None
        self._classifiers: dict[Path, Classifier] = {}

    def models(self) -> list[ModelCard]:
        """Return the cards of all models.

        Raises
        ------
        ModelError
            If a card is missing or altered.
        """
        return list(self._load_cards().values())

    def load(self, modality: Modality) -> ModelCard | None:
        """Load the model of a modality ahead of its first use; None when there is none.

        Raises
        ------
        ModelError
            If the model is altered or cannot be loaded.
        """
        found = self._model_for(modality)
        if found is None:
            return None
        folder, card = found
        self._classifier(folder, card)
        return card

    def load_folder(self, folder: Path) -> ModelCard:
        """Load the model of one folder, whatever its modality.

        Raises
        ------
        ModelError
            If the model is altered or cannot be loaded.
        """
        card = load_card(folder, self._pins.get(folder.name))
        self._classifier(folder, card)
        return card

    def read(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        """Classify one frame of a scan.

        Parameters
        ----------
        scan : Scan
            From `engine.readers.read_scan`.
        modality : Modality or None
            What to read it as, whatever the file states; None takes what the file states, else
            ultrasound.
        frame : int
            Index of the frame, from 0.

        Raises
        ------
        ModelError
            If the model is altered or cannot be loaded.
        IndexError
            If the scan has no such frame.
        """
        kind = modality or scan.modality or Modality.ULTRASOUND
        # What nobody stated, and no model recognised, is not known.
        stated = modality or scan.modality
        pixels = scan.frame(frame)
        by_file = refuse_by_file(scan) if modality is None else None
        reason = by_file or refuse_by_picture(pixels, kind)
        if reason is not None:
            return _refusal(reason, stated, None, frame)
        found = self._model_for(kind)
        if found is None:
            return _refusal(self._no_model(kind), kind, None, frame)
        folder, card = found
        answer = self._classifier(folder, card).answer(preprocess(pixels, card.preprocessing))
        reason = refuse_by_distance(answer.scope_distance, card.scope_limit, kind)
        if reason is not None:
            return _refusal(reason, stated, card, frame)
        return _finding(card, answer, (scan.rows, scan.columns), frame)

    def _load_cards(self) -> dict[Path, ModelCard]:
        with self._lock:
            if self._cards is None:
                folders = sorted(path.parent for path in self._folder.glob(f"*/{CARD_FILE}"))
                # A pinned model that is gone must be missed, not silently left out.
                folders += [
                    self._folder / name for name in self._pins if self._folder / name not in folders
                ]
                self._cards = {
                    folder: load_card(folder, self._pins.get(folder.name)) for folder in folders
                }
            return self._cards

    def _model_for(self, modality: Modality) -> tuple[Path, ModelCard] | None:
        for folder, card in self._load_cards().items():
            if card.modality is modality:
                return folder, card
        return None

    def _no_model(self, modality: Modality) -> Reason:
        kinds = " and ".join(sorted({str(card.modality) for card in self.models()}))
        return Reason(
            f"This is read as {modality}, for which the program has no model.",
            f"Read it without the program, which answers for {kinds or 'nothing'} only.",
        )

    def _classifier(self, folder: Path, card: ModelCard) -> Classifier:
        with self._lock:
            if folder not in self._classifiers:
                graph = load_graph(folder, card)
                self._classifiers[folder] = Classifier(graph, card, self._threads)
            return self._classifiers[folder]


def _finding(card: ModelCard, answer: Answer, size: tuple[int, int], frame: int) -> Finding:
    values = calibrated_probabilities(answer.logits, card.temperature)
    probabilities = dict(zip(card.classes, map(float, values), strict=True))
    name = max(probabilities, key=probabilities.__getitem__)
    malignancy = probabilities["malignant"]
    unsure = card.inconclusive_zone.contains(malignancy)
    return Finding(
        status=Status.INCONCLUSIVE if unsure else Status.OK,
        modality=card.modality,
        model=card.identity,
        class_name=name,
        confidence=probabilities[name],
        probabilities=probabilities,
        malignancy_probability=malignancy,
        operating_point=card.operating_points[0],
        inconclusive_zone=card.inconclusive_zone,
        reason=_INCONCLUSIVE if unsure else None,
        evidence=evidence_of(card, answer, *size),
        frame=frame,
    )


def _refusal(
    reason: Reason, modality: Modality | None, card: ModelCard | None, frame: int
) -> Finding:
    return Finding(
        status=Status.OUT_OF_SCOPE,
        modality=modality,
        model=None if card is None else card.identity,
        class_name=None,
        confidence=None,
        probabilities={},
        malignancy_probability=None,
        operating_point=None,
        inconclusive_zone=None,
        reason=reason,
        evidence=None,
        frame=frame,
    )

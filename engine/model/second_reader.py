"""Second reader: a scan in, a finding out, by the model for its kind."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from engine.finding import Evidence, Finding, Reason, Status
from engine.messages import models, words
from engine.model.classifier import Answer, Classifier
from engine.model.heatmap import evidence_of
from engine.model.installed_models import Preferred, bundled_models, in_use, own_models
from engine.model.modality_router import ROUTING_DIGEST, ROUTING_FILE, Router, load_router
from engine.model.model_card import MALIGNANT, ModelCard, load_card, load_graph
from engine.model.pinned_cards import CARDS
from engine.model.scope import refuse_by_distance, refuse_by_file, refuse_by_picture
from engine.picture.preprocessing import prepare
from engine.scan import Modality, Scan
from engine.system.timing import stage

_NO_SCAN = Reason(models.UNLIKE_ANY_SCAN, models.CHECK_OR_STATE_KIND)


class SecondReader:
    """All models of a folder, each loaded when it is first asked.

    Parameters
    ----------
    models : Path
        Folder with one folder a model.
    pins : mapping
        SHA-256 of the card that each named model must have. Models without a pin are accepted
        with any card; the graph must match its card always. The router is
        pinned too, unless there are no pins at all.
    threads : int
        Threads of one forward pass.
    preferred : Preferred or None
        What is used where there is a choice; None for the bundled models as they are.
    """

    def __init__(
        self,
        models: Path,
        pins: Mapping[str, str] = CARDS,
        threads: int = 1,
        preferred: Preferred | None = None,
    ) -> None:
        self._folder = models
        self._pins = pins
        self._threads = threads
        self._preferred = preferred or Preferred()
        self._lock = threading.Lock()
        self._cards: dict[Path, ModelCard] | None = None
        self._classifiers: dict[Path, Classifier] = {}
        self._router: Router | None = None

    def for_another_thread(self) -> SecondReader:
        """Return another reader of the same models, whose answers need not wait for this one's."""
        return SecondReader(self._folder, self._pins, self._threads, self._preferred)

    def prefer(self, preferred: Preferred) -> None:
        """Use other models or operating points from now on; twins made before do not."""
        with self._lock:
            self._preferred = preferred
            self._cards = None

    def warm_up(self) -> None:
        """Load what the first answer would have to wait for: what is asked if nothing is stated.

        Raises
        ------
        ModelError
            If that model is altered or cannot be loaded.
        """
        self.load(Modality.ULTRASOUND)

    def models(self) -> list[ModelCard]:
        """Return the cards of the models in use, one for a modality.

        Raises
        ------
        ModelError
            If a card is missing or altered, or a model that was chosen is not there.
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

    def classify(self, scan: Scan, modality: Modality | None = None, frame: int = 0) -> Finding:
        """Classify one frame of a scan.

        Parameters
        ----------
        scan : Scan
            From `engine.decoding.read_scan.read_scan`.
        modality : Modality or None
            What to read it as, whatever the file states; None takes what the file states, else
            what the picture looks like.
        frame : int
            Index of the frame, from 0.

        Raises
        ------
        ModelError
            If the model is altered or cannot be loaded.
        IndexError
            If the scan has no such frame.
        """
        pixels = scan.frame(frame)
        stated = modality or scan.modality
        if stated is not None:
            reason = self._contradiction(scan, pixels, modality)
            return (
                self._ask(scan, stated, frame, stated=True)
                if reason is None
                else _refusal(reason, stated, None, frame)
            )
        # A thermogram may be coloured throughout: what is refused as one is refused as anything.
        reason = refuse_by_file(scan) or refuse_by_picture(pixels, Modality.THERMOGRAPHY)
        if reason is not None:
            return _refusal(reason, None, None, frame)
        return self._ask_in_turn(scan, frame)

    def _ask_in_turn(self, scan: Scan, frame: int) -> Finding:
        """Ask the models that the picture may be for until one answers."""
        router = self._load_router()
        candidates: tuple[Modality, ...] = (Modality.ULTRASOUND,)
        if router is not None:
            with stage("route"):
                route = router.route(scan.frame(frame))
            if route.is_other:
                return _refusal(_NO_SCAN, None, None, frame)
            candidates = route.candidates
        refusals = []
        for kind in candidates:
            finding = self._ask(scan, kind, frame, stated=False)
            if finding.status is not Status.OUT_OF_SCOPE:
                return finding
            refusals.append(finding)
        return refusals[0]

    def _ask(self, scan: Scan, kind: Modality, frame: int, *, stated: bool) -> Finding:
        """Ask the model of one kind; ``stated`` tells whether anybody said that it is of it."""
        # What nobody stated, and no model recognised, is not known.
        known = kind if stated else None
        pixels = scan.frame(frame)
        # What nobody stated was looked at before; only of colour does the kind allow more or less.
        looked_at = not stated and pixels.ndim == 2
        reason = None if looked_at else refuse_by_picture(pixels, kind)
        if reason is not None:
            return _refusal(reason, known, None, frame)
        found = self._model_for(kind)
        if found is None:
            return _refusal(self._no_model(kind), kind, None, frame)
        folder, card = found
        classifier = self._classifier(folder, card)
        with stage("preprocess"):
            prepared = prepare(pixels, card.preprocessing)
        with stage(f"infer {card.name}"):
            answer = classifier.answer(prepared.picture)
        reason = refuse_by_distance(answer.scope_distance, card.scope_limit, kind)
        if reason is not None:
            return _refusal(reason, known, card, frame)
        evidence = evidence_of(card, answer, prepared.placement, scan.rows, scan.columns)
        return finding_of(card, answer, evidence, frame)

    def _contradiction(
        self, scan: Scan, pixels: NDArray[Any], modality: Modality | None
    ) -> Reason | None:
        """Refuse what is certainly of another kind than the user says; a file is believed."""
        if modality is None or scan.modality is not None or self._model_for(modality) is None:
            return None
        router = self._load_router()
        certain = None if router is None else router.route(pixels).certain
        if certain is None or certain is modality:
            return None
        return Reason(
            models.LOOKS_LIKE_ANOTHER(
                found=words.A_SCAN_OF[certain], stated=words.A_SCAN_OF[modality]
            ),
            models.READ_IT_AS(modality=words.MODALITIES[certain]),
        )

    def _load_router(self) -> Router | None:
        with self._lock:
            # Without one, everything unstated is taken for ultrasound, whose model still refuses.
            if self._router is None and (self._folder / ROUTING_FILE).is_file():
                self._router = load_router(self._folder, ROUTING_DIGEST if self._pins else None)
            return self._router

    def _load_cards(self) -> dict[Path, ModelCard]:
        with self._lock:
            if self._cards is None:
                installed = bundled_models(self._folder, self._pins)
                installed += own_models(self._preferred.own_models)
                self._cards = in_use(installed, self._preferred)
            return self._cards

    def _model_for(self, modality: Modality) -> tuple[Path, ModelCard] | None:
        for folder, card in self._load_cards().items():
            if card.modality is modality:
                return folder, card
        return None

    def _no_model(self, modality: Modality) -> Reason:
        kinds = sorted({words.MODALITIES[card.modality] for card in self.models()})
        return Reason(
            models.NO_MODEL(modality=words.MODALITIES[modality]),
            models.READ_YOURSELF(modalities=words.listed(kinds)),
        )

    def _classifier(self, folder: Path, card: ModelCard) -> Classifier:
        with self._lock:
            if folder not in self._classifiers:
                with stage("load"):
                    graph = load_graph(folder, card)
                    self._classifiers[folder] = Classifier(graph, card, self._threads)
            return self._classifiers[folder]


def finding_of(card: ModelCard, answer: Answer, evidence: Evidence, frame: int = 0) -> Finding:
    """Return what a model's answer to a frame means by its card, however far it is from a scan."""
    values = card.probabilities(answer.logits)
    probabilities = dict(zip(card.classes, map(float, values), strict=True))
    name = max(probabilities, key=probabilities.__getitem__)
    malignancy = probabilities[card.positive_class]
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
        reason=_inconclusive(card.positive_class) if unsure else None,
        evidence=evidence,
        frame=frame,
        positive_class=card.positive_class,
    )


def _inconclusive(positive_class: str) -> Reason:
    what = (
        models.MALIGNANCY_PROBABILITY
        if positive_class == MALIGNANT
        else models.PROBABILITY_OF(class_name=words.class_name(positive_class))
    )
    return Reason(models.INCONCLUSIVE(probability=what), models.DECIDE_YOURSELF)


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

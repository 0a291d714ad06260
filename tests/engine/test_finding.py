"""A finding speaks of the class that its model looks for."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import ModelError
from engine.finding import Finding, InconclusiveZone, Status
from engine.model.classifier import Answer
from engine.model.heatmap import evidence_of
from engine.model.model_card import load_card
from engine.model.second_reader import finding_of
from engine.picture.preprocessing import prepare
from engine.records.finding_record import record_of_finding
from engine.scan import Scan
from tests.fakes.folders import MODELS


def finding_with(zone: InconclusiveZone, offsets: tuple[float, float] = (0.0, 0.0)) -> Finding:
    """Return what a model of cancer and no cancer says that finds cancer three times likelier."""
    card = replace(
        load_card(MODELS / "ultrasound"),
        classes=("no cancer", "cancer"),
        positive_class="cancer",
        bias=(0.0, 0.0),
        temperature=1.0,
        class_offsets=offsets,
        inconclusive_zone=zone,
        learned_attention=True,
    )
    answer = Answer(
        logits=np.array([0.0, np.log(3.0)], np.float32),
        class_maps=np.zeros((4, 4, 2), np.float32),
        lesion_map=np.zeros((4, 4), np.float32),
        embedding=np.zeros(2, np.float32),
        scope_distance=0.0,
    )
    placement = prepare(np.zeros((80, 60), np.uint8), card.preprocessing).placement
    return finding_of(card, answer, evidence_of(card, answer, placement, 80, 60), 0)


def test_the_malignancy_probability_is_that_of_the_positive_class() -> None:
    finding = finding_with(InconclusiveZone(0.1, 0.2))
    assert finding.status is Status.OK
    assert finding.class_name == "cancer"
    assert finding.malignancy_probability == pytest.approx(0.75)
    scan = Scan(Path("a.png"), np.zeros((1, 80, 60), np.uint8), "PNG")
    written = record_of_finding("a.png", scan, finding).as_json()
    assert written["malignancy_probability"] == pytest.approx(0.75)
    assert finding.evidence is not None
    assert finding.evidence.learned_attention


def test_offsets_of_the_calibration_decide_the_class_and_its_probability() -> None:
    finding = finding_with(InconclusiveZone(0.1, 0.2), offsets=(float(np.log(9.0)), 0.0))
    assert finding.class_name == "no cancer"
    assert finding.confidence == pytest.approx(0.75)
    assert finding.malignancy_probability == pytest.approx(0.25)


def test_an_inconclusive_finding_is_explained_by_the_positive_class() -> None:
    finding = finding_with(InconclusiveZone(0.5, 0.8))
    assert finding.status is Status.INCONCLUSIVE
    assert finding.explained_class == "cancer"
    assert finding.reason is not None
    assert "the probability of cancer" in finding.reason.summary


def test_what_older_cards_leave_out_is_known_and_nonsense_refused(tmp_path: Path) -> None:
    document = json.loads((MODELS / "ultrasound" / "card.json").read_bytes())
    for name in ("positive_class", "learned_attention", "class_offsets"):
        document.pop(name, None)
    document["graph"].pop("quantization", None)
    (tmp_path / "card.json").write_text(json.dumps(document))
    card = load_card(tmp_path)
    assert card.positive_class == "malignant"
    assert not card.learned_attention
    assert card.quantization == "float16"
    assert card.class_offsets == (0.0, 0.0, 0.0)
    graph = document["graph"] | {"quantization": "int4"}
    wrongs = ({"positive_class": "sick"}, {"graph": graph}, {"class_offsets": [0.1, -0.1]})
    for wrong in wrongs:
        (tmp_path / "card.json").write_text(json.dumps(document | wrong))
        with pytest.raises(ModelError, match="incomplete"):
            load_card(tmp_path)
